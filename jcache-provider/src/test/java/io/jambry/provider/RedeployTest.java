// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.spi.CachingProvider;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is left of an application that was there and has closed its manager, in a JVM that goes on: nothing. */
class RedeployTest {

    private final String id = "redeploy-" + UUID.randomUUID();

    /** Started by the application, because nobody has needed it before. */
    private final URI server = URI.create("embedded:" + id);

    private final ExecutorService container = Executors.newSingleThreadExecutor();
    private final CachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
        container.shutdownNow();
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", id);
        properties.setProperty("jambry.client-name", id);
        properties.setProperty("jambry.defaults.cluster-statistics", "true");
        properties.setProperty("jambry.caches.news.near", "update");
        return properties;
    }

    @Test
    void close_connectionOfItsOwn_leavesNothing() throws Exception {
        WeakReference<ClassLoader> application = deployAndUndeploy(properties());

        assertGone(application);
        EmbeddedServer started = EmbeddedServer.shared(id, EmbeddedSettings.DEFAULT);
        ConnectionSettings connection = ConnectionSettings.builder()
                .url("redis://" + started.host() + ":" + started.port())
                .password(started.password())
                .build();
        Awaitility.await().until(() -> ServerClients.named(connection, id).isEmpty());
        Awaitility.await().until(() -> threads(":" + started.port()).isEmpty());
    }

    @Test
    void close_connectionThatOthersGoOnUsing_leavesNothingOfTheApplication() throws Exception {
        Properties shared = properties();
        shared.setProperty("jambry.connection-name", id);
        // the application comes first, so that whatever the connection needs is made for it
        Jambry[] other = new Jambry[1];
        List<Object> heard = new CopyOnWriteArrayList<>();

        WeakReference<ClassLoader> application = deployAndUndeploy(shared, () -> {
            other[0] = other(shared);
            // goes on to hear and to keep near what the application was the first to need
            JambryCache.of(other[0].createCache("news", new MutableConfiguration<>()))
                    .registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                            new SingletonFactory<>((CacheEntryCreatedListener<Object, Object>)
                                    events -> events.forEach(event -> heard.add(event.getKey()))),
                            null,
                            /* isOldValueRequired= */ false,
                            /* isSynchronous= */ true));
        });

        assertGone(application);
        assertThat(ServerClients.named(other[0].connection(), id)).isNotEmpty();
        other[0].getCache("news").put("today", "v");
        assertThat(heard).containsExactly("today");
        other[0].createCache("others", new MutableConfiguration<>()).put("k", "v");
        assertThat(other[0].getCache("others").get("k")).isEqualTo("v");
        other[0].destroy();
        Awaitility.await()
                .until(() -> ServerClients.named(other[0].connection(), id).isEmpty());
    }

    /** A manager of the container itself. */
    private Jambry other(Properties shared) {
        Properties properties = new Properties();
        properties.putAll(shared);
        properties.setProperty("jambry.namespace", "container-" + id);
        return provider.getCacheManager(server, RedeployTest.class.getClassLoader(), properties)
                .unwrap(Jambry.class);
    }

    private WeakReference<ClassLoader> deployAndUndeploy(Properties properties) throws Exception {
        return deployAndUndeploy(properties, () -> {});
    }

    /** Runs an application in a thread of the container's, which lives on, as a request does. */
    private WeakReference<ClassLoader> deployAndUndeploy(Properties properties, Runnable whileItRuns) throws Exception {
        return container
                .submit(() -> {
                    Thread thread = Thread.currentThread();
                    ClassLoader ofTheContainer = thread.getContextClassLoader();
                    try (ApplicationLoader loader = ApplicationLoader.of(Application.class)) {
                        thread.setContextClassLoader(loader);
                        run(loader, properties, whileItRuns);
                        releaseConfiguration(loader);
                        return new WeakReference<ClassLoader>(loader);
                    } finally {
                        thread.setContextClassLoader(ofTheContainer);
                    }
                })
                .get(1, TimeUnit.MINUTES);
    }

    @SuppressWarnings("unchecked")
    private void run(ClassLoader loader, Properties properties, Runnable whileItRuns) throws Exception {
        Class<?> type = loader.loadClass(Application.class.getName());
        assertThat(type).isNotSameAs(Application.class);
        Object application = type.getConstructor(Runnable.class).newInstance(whileItRuns);
        ((BiConsumer<URI, Properties>) application).accept(server, properties);
    }

    /** What a container does when it undeploys an application: MicroProfile Config holds its class loader until then. */
    private static void releaseConfiguration(ClassLoader loader) {
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
    }

    private void assertGone(WeakReference<ClassLoader> application) throws Exception {
        Awaitility.await().until(() -> threads("jambry-" + id).isEmpty());
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("*:Cache=books,*"), null))
                .isEmpty();
        Awaitility.await().until(() -> {
            System.gc();
            return application.get() == null;
        });
    }

    private static List<String> threads(String part) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("jambry-") && name.contains(part))
                .toList();
    }
}
