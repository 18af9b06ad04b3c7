// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.JambryCache;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.redis.TestServer;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.spi.CachingProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a near cache is refused for when its cache is opened, and what it does without. */
class NearOpeningTest {

    private static final Map<String, String> NEAR = Map.of("defaults.near", "invalidate");

    private final String name = NearJvm.newName();

    /** Answers like the eternal policy, but is none that we know. */
    private static final class Whim implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }
    }

    private static NearJvm jvm(Map<String, ?> settings) {
        EmbeddedServer server = TestServer.shared();
        Map<String, Object> all = new HashMap<>(settings);
        all.put("password", server.password());
        return NearJvm.on("redis://" + server.host() + ":" + server.port(), all);
    }

    @Test
    void open_policyWithAccess_isRefused() {
        try (NearJvm jvm = jvm(NEAR)) {
            for (ExpiryPolicy policy : List.of(
                    new AccessedExpiryPolicy(Duration.ONE_HOUR),
                    new TouchedExpiryPolicy(Duration.ONE_HOUR),
                    new Whim())) {
                assertThatThrownBy(() -> jvm.cache(name, String.class, Long.class, policy))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("cache '" + name + "': setting 'near' is on, but its expiry policy ("
                                + policy.getClass().getName() + ")")
                        .hasMessageContaining("set near-ignores-access=true");
            }
            assertThat(jvm.cache(name, String.class, Long.class).near()).isPresent();
        }
    }

    @Test
    void open_policyWithAccessIgnored_isNear() {
        Map<String, String> ignoring = new HashMap<>(NEAR);
        ignoring.put("defaults.near-ignores-access", "true");
        try (NearJvm jvm = jvm(ignoring)) {
            assertThat(jvm.cache(name, String.class, Long.class, new Whim()).near())
                    .isPresent();
        }
    }

    @Test
    void open_memory_doesWithout() {
        try (NearJvm jvm = NearJvm.on("memory:near", NEAR)) {
            JambryCache<String, Long> cache = jvm.cache(name, String.class, Long.class);
            assertThat(cache.near()).isEmpty();
            cache.put("k", 1L);
            assertThat(cache.get("k")).isEqualTo(1L);
        }
    }

    @Test
    void open_settingsInCode_areTaken() {
        Properties inCode = CacheSettings.builder()
                .near(CacheSettings.Near.UPDATE)
                .nearCopier(value -> value)
                .build()
                .toDefaultProperties();
        Map<String, Object> settings = new HashMap<>();
        inCode.forEach((key, value) -> settings.put(key.toString().substring("jambry.".length()), value));
        try (NearJvm jvm = jvm(settings)) {
            assertThat(jvm.cache(name, String.class, Long.class).near()).isPresent();
        }
    }

    @Test
    void open_copierThatIsNone_isRefused() {
        Map<String, String> settings = new HashMap<>(NEAR);
        settings.put("defaults.near-copier", "java.lang.StringBuilder");
        try (NearJvm jvm = jvm(settings)) {
            assertThatThrownBy(() -> jvm.cache(name, String.class, Long.class))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("'near-copier'")
                    .hasMessageContaining("does not implement io.jambry.ValueCopier");
        }
    }

    @Test
    void get_trackingNotAllowed_readsFromTheServer() {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of())) {
            server.command("ACL", "SETUSER", "careful", "on", ">not-a-secret", "~*", "+@all", "-client|tracking");
            Map<String, String> settings = new HashMap<>(NEAR);
            settings.put("username", "careful");
            settings.put("password", "not-a-secret");
            try (NearJvm jvm = NearJvm.on("redis://127.0.0.1:" + server.port(), settings)) {
                JambryCache<String, Long> cache = jvm.cache(name, String.class, Long.class);
                cache.put("k", 1L);
                Awaitility.await()
                        .until(() ->
                                String.valueOf(server.command("ACL", "LOG")).contains("tracking"));
                assertThat(cache.get("k")).isEqualTo(1L);
                assertThat(NearJvm.statistics(cache).size()).isZero();
                assertThat(NearJvm.statistics(cache).connected()).isFalse();
            }
            server.command("ACL", "SETUSER", "careful", "+client|tracking");
            try (NearJvm jvm = NearJvm.on("redis://127.0.0.1:" + server.port(), settings)) {
                NearJvm.bringNear(jvm.cache(name, String.class, Long.class), "k");
            }
        }
    }

    /** The provider of a class path that lacks the library. */
    @Test
    void open_withoutCaffeine_namesWhatToAdd() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!new File(part).getName().startsWith("caffeine-")) {
                urls.add(new File(part).toURI().toURL());
            }
        }
        EmbeddedServer server = TestServer.shared();
        Properties properties = new Properties();
        properties.setProperty("jambry.password", server.password());
        properties.setProperty("jambry.namespace", "near-tests");
        properties.setProperty("jambry.caches.near.near", "invalidate");
        ClassLoader platform = new OnlyJCache(NearOpeningTest.class.getClassLoader());
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), platform);
                CachingProvider provider =
                        (CachingProvider) loader.loadClass("io.jambry.provider.JambryCachingProvider")
                                .getConstructor()
                                .newInstance()) {
            CacheManager manager = provider.getCacheManager(
                    URI.create("redis://" + server.host() + ":" + server.port()), loader, properties);
            assertThat(manager.createCache("far", new MutableConfiguration<>()).getName())
                    .isEqualTo("far");
            assertThatThrownBy(() -> manager.createCache("near", new MutableConfiguration<>()))
                    .hasMessage("cache 'near': setting 'near' needs Caffeine, which is not on the class path; add"
                            + " com.github.ben-manes.caffeine:caffeine (3.1 or later) beside Jambry, or set near=off");
            manager.destroyCache("far");
        }
    }

    /** So that the test can speak to a provider of other class loaders. */
    private static final class OnlyJCache extends ClassLoader {

        private final ClassLoader known;

        OnlyJCache(ClassLoader known) {
            super(ClassLoader.getPlatformClassLoader());
            this.known = known;
        }

        @Override
        protected Class<?> findClass(String className) throws ClassNotFoundException {
            if (className.startsWith("javax.cache.")) {
                return known.loadClass(className);
            }
            throw new ClassNotFoundException(className);
        }
    }
}
