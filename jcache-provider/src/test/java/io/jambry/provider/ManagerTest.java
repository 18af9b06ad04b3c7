// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheDefinitionException;
import io.jambry.ConfigurationException;
import io.jambry.Trap;
import io.jambry.cache.Backing;
import io.jambry.cache.Crowd;
import java.io.Closeable;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What managers do beside their caches: definitions, names, closing, several managers of one namespace. */
class ManagerTest {

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();

    private final String namespace = "manager-tests-" + UUID.randomUUID();
    private final List<CacheManager> managers = new ArrayList<>();

    @AfterEach
    void close() {
        for (CacheManager manager : managers) {
            if (!manager.isClosed()) {
                manager.getCacheNames().forEach(manager::destroyCache);
            }
            manager.getCachingProvider().close();
        }
    }

    private CacheManager manager(Backing backing) {
        return manager(backing, ManagerTest.class.getClassLoader());
    }

    private CacheManager manager(Backing backing, ClassLoader loader) {
        CacheManager manager = backing.manager(Map.of("namespace", namespace), loader);
        managers.add(manager);
        return manager;
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    private static MutableConfiguration<String, Long> longs() {
        return new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
    }

    // ---- creating

    @ParameterizedTest
    @EnumSource
    void createCache_eightThreads_oneWins(Backing backing) {
        CacheManager manager = manager(backing);

        List<Object> outcomes = Crowd.run(8, () -> manager.createCache("raced", strings()));

        assertThat(outcomes.stream().filter(Cache.class::isInstance)).hasSize(1);
        assertThat(outcomes.stream().filter(outcome -> !(outcome instanceof Cache)))
                .allSatisfy(failure -> assertThat((Throwable) failure)
                        .isInstanceOf(CacheException.class)
                        .hasMessage("a cache named 'raced' exists already in this cache manager"));
    }

    @ParameterizedTest
    @EnumSource
    void createCache_byReference_isRefused(Backing backing) {
        CacheManager manager = manager(backing);

        assertThatThrownBy(() -> manager.createCache("c", strings().setStoreByValue(false)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cache 'c': storing by reference is not supported")
                .hasMessageContaining("set storeByValue to true");
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Trap(48)
    @ParameterizedTest
    @EnumSource
    void createCache_configurationChangedLater_doesNotMatter(Backing backing) {
        MutableConfiguration<String, String> configuration = strings();
        Cache<String, String> cache = manager(backing).createCache("c", configuration);
        configuration.setReadThrough(true).setStatisticsEnabled(true);

        @SuppressWarnings("unchecked")
        CompleteConfiguration<String, String> live = cache.getConfiguration(CompleteConfiguration.class);
        assertThat(live.isReadThrough()).isFalse();
        assertThat(live.isStatisticsEnabled()).isFalse();
        @SuppressWarnings("unchecked")
        MutableConfiguration<String, String> copy = cache.getConfiguration(MutableConfiguration.class);
        copy.setReadThrough(true);
        assertThat(live.isReadThrough()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void createCache_customizationCannotBeMade_leavesNothingBehind(Backing backing) {
        CacheManager manager = manager(backing);

        assertThatThrownBy(() -> manager.createCache("c", strings().setCacheLoaderFactory(() -> {
                    throw new IllegalStateException("on purpose");
                })))
                .isInstanceOf(RuntimeException.class)
                .hasStackTraceContaining("on purpose");

        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(manager.createCache("c", longs())).isNotNull();
    }

    @Trap(46)
    @ParameterizedTest
    @EnumSource
    void getCache_otherTypes_isRefusedNamingBoth(Backing backing) {
        CacheManager manager = manager(backing);
        manager.createCache("c", strings());

        assertThatThrownBy(() -> manager.getCache("c", String.class, Long.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("cache 'c' holds values of type java.lang.String, not java.lang.Long");
        assertThatThrownBy(() -> manager.getCache("c", Object.class, String.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessage("cache 'c' holds keys of type java.lang.String, not java.lang.Object");
        assertThat(manager.<String, String>getCache("c")).isNotNull();
        assertThat(manager.<String, String>getCache("unknown")).isNull();
    }

    @Trap(45)
    @ParameterizedTest
    @EnumSource
    void getCacheNames_isASnapshotThatCannotBeChanged(Backing backing) {
        CacheManager manager = manager(backing);
        manager.createCache("a", strings());
        Iterable<String> names = manager.getCacheNames();
        manager.createCache("b", strings());

        assertThat(names).containsExactly("a");
        assertThatThrownBy(() -> names.iterator().remove()).isInstanceOf(UnsupportedOperationException.class);
    }

    // ---- several managers

    @Trap({2, 46})
    @Test
    void createCache_equalDefinitionElsewhere_sharesTheEntries() {
        Cache<String, String> here = manager(Backing.EMBEDDED).createCache("c", strings());
        Cache<String, String> there = manager(Backing.EMBEDDED).createCache("c", strings());
        here.put("k", "v");

        assertThat(there.get("k")).isEqualTo("v");
    }

    @Test
    void createCache_otherDefinitionOpenElsewhere_isRefusedNamingTheDifference() {
        Cache<String, String> here = manager(Backing.EMBEDDED).createCache("c", strings());
        here.put("k", "v");
        CacheManager other = manager(Backing.EMBEDDED);

        assertThatThrownBy(() -> other.createCache("c", longs()))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("cache 'c' is open elsewhere with another definition")
                .hasMessageContaining("value-type: java.lang.String there, java.lang.Long here")
                .hasMessageContaining("use the same definition, another name, or close it there");
        assertThat(here.get("k")).isEqualTo("v");
    }

    @Trap(47)
    @Test
    void createCache_otherDefinitionNobodyHasOpen_replacesItAndRemovesWhatCannotBeRead() {
        Cache<String, String> here = manager(Backing.EMBEDDED).createCache("c", strings());
        here.put("k", "v");
        here.close();
        Cache<String, Long> there = manager(Backing.EMBEDDED).createCache("c", longs());

        assertThat(there.get("k")).isNull();
        there.put("k", 1L);
        assertThat(there.get("k")).isEqualTo(1);
    }

    @Trap(46)
    @Test
    void getCache_createdElsewhere_opensItWithItsTypes() {
        manager(Backing.EMBEDDED).createCache("c", longs()).put("k", 7L);
        CacheManager other = manager(Backing.EMBEDDED);

        assertThat(other.getCacheNames()).containsExactly("c");
        assertThatThrownBy(() -> other.getCache("c", String.class, String.class))
                .isInstanceOf(ClassCastException.class);
        assertThat(other.getCache("c", String.class, Long.class).get("k")).isEqualTo(7);
    }

    @Trap(47)
    @Test
    void destroyCache_bySecondManager_takesEntriesAndName() {
        CacheManager first = manager(Backing.EMBEDDED);
        first.createCache("c", strings()).put("k", "v");
        CacheManager second = manager(Backing.EMBEDDED);

        second.destroyCache("c");

        assertThat(second.getCacheNames()).isEmpty();
        assertThat(second.createCache("c", strings()).get("k")).isNull();
    }

    @Trap(47)
    @ParameterizedTest
    @EnumSource
    void destroyCache_thenCreate_hasOtherTypesAndNoEntries(Backing backing) {
        CacheManager manager = manager(backing);
        Cache<String, String> old = manager.createCache("c", strings());
        old.put("k", "v");
        manager.destroyCache("c");

        assertThat(old.isClosed()).isTrue();
        assertThat(manager.<String, String>getCache("c")).isNull();
        assertThat(manager.createCache("c", longs()).get("k")).isNull();
        manager.destroyCache("unknown");
        assertThatThrownBy(() -> manager.destroyCache(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cacheName");
    }

    @Test
    void close_embedded_keepsTheEntries() {
        CacheManager first = manager(Backing.EMBEDDED);
        first.createCache("c", strings()).put("k", "v");
        first.close();

        assertThat(manager(Backing.EMBEDDED)
                        .getCache("c", String.class, String.class)
                        .get("k"))
                .isEqualTo("v");
    }

    // ---- the provider

    @Trap(49)
    @ParameterizedTest
    @EnumSource
    void getCacheManager_sameUriAndLoader_isTheSameUntilClosed(Backing backing) {
        CacheManager manager = manager(backing);
        CachingProvider provider = manager.getCachingProvider();
        Properties properties = Backing.properties(Map.of("namespace", namespace));

        assertThat(provider.getCacheManager(backing.uri(), ManagerTest.class.getClassLoader(), properties))
                .isSameAs(manager);
        manager.close();
        CacheManager reopened = provider.getCacheManager(backing.uri(), ManagerTest.class.getClassLoader(), properties);
        assertThat(reopened).isNotSameAs(manager);
        assertThat(reopened.isClosed()).isFalse();
        assertThat(reopened.getCacheNames()).isEmpty();
    }

    @Trap(49)
    @ParameterizedTest
    @EnumSource
    void getCacheManager_whileTheOldOneCloses_staysKnown(Backing backing) {
        CacheManager manager = manager(backing);
        Properties properties = Backing.properties(Map.of("namespace", namespace));
        AtomicReference<CacheManager> successor = new AtomicReference<>();
        manager.createCache(
                "c",
                strings()
                        .setCacheLoaderFactory(() -> new Opening(() -> successor.set(manager.getCachingProvider()
                                .getCacheManager(backing.uri(), ManagerTest.class.getClassLoader(), properties)))));

        manager.close();

        assertThat(successor.get()).isNotNull().isNotSameAs(manager);
        assertThat(manager.getCachingProvider()
                        .getCacheManager(backing.uri(), ManagerTest.class.getClassLoader(), properties))
                .isSameAs(successor.get());
        managers.add(successor.get());
    }

    /** Does something when it is closed. */
    private record Opening(Runnable onClose) implements CacheLoader<String, String>, Closeable {

        @Override
        public String load(String key) {
            return null;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }

        @Override
        public void close() {
            onClose.run();
        }
    }

    @Trap({44, 49})
    @ParameterizedTest
    @EnumSource
    void providerClose_closesManagersAndCachesAndCanGoOn(Backing backing) {
        CacheManager manager = manager(backing);
        Cache<String, String> cache = manager.createCache("c", strings());

        manager.getCachingProvider().close();
        manager.getCachingProvider().close();

        assertThat(manager.isClosed()).isTrue();
        assertThat(cache.isClosed()).isTrue();
    }

    @Trap(49)
    @ParameterizedTest
    @EnumSource
    void providerClose_classLoaderOfTheManager_canBeCollected(Backing backing) throws Exception {
        WeakReference<ClassLoader> loader = used(backing);

        Awaitility.await().until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private WeakReference<ClassLoader> used(Backing backing) throws Exception {
        URLClassLoader loader = new URLClassLoader(new URL[0], ManagerTest.class.getClassLoader());
        CacheManager manager = manager(backing, loader);
        Cache<String, Object> cache = manager.createCache(
                "c",
                new MutableConfiguration<String, Object>()
                        .setTypes(String.class, Object.class)
                        .setStatisticsEnabled(true)
                        .setManagementEnabled(true));
        cache.put("k", new ArrayList<>(List.of("v")));
        cache.get("k");
        callAsynchronously(cache);
        manager.destroyCache("c");
        manager.getCachingProvider().close();
        managers.remove(manager);
        releaseConfiguration(loader);
        loader.close();
        return new WeakReference<>(loader);
    }

    /** What a container does when it undeploys an application: MicroProfile Config holds its class loader until then. */
    private static void releaseConfiguration(ClassLoader loader) {
        ConfigProviderResolver resolver = ConfigProviderResolver.instance();
        resolver.releaseConfig(resolver.getConfig(loader));
    }

    @ParameterizedTest
    @EnumSource
    void close_threadsAndBeans_areGone(Backing backing) throws Exception {
        CacheManager manager = manager(backing);
        Cache<String, String> cache =
                manager.createCache("c", strings().setStatisticsEnabled(true).setManagementEnabled(true));
        callAsynchronously(cache);
        String mine = "jambry-" + namespace;
        assertThat(threads(mine)).isNotEmpty();

        manager.close();

        Awaitility.await().until(() -> threads(mine).isEmpty());
        assertThat(BEANS.queryNames(new ObjectName("javax.cache:Cache=c,*"), null))
                .isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static void callAsynchronously(Cache<String, ?> cache) {
        cache.unwrap(io.jambry.JambryCache.class)
                .async()
                .get("k")
                .toCompletableFuture()
                .join();
    }

    private static Set<String> threads(String beginning) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(beginning))
                .collect(Collectors.toSet());
    }

    // ---- names

    static Stream<Arguments> names() {
        return Stream.of(Backing.values())
                .flatMap(backing -> Stream.of(
                                "%",
                                ":",
                                "{}",
                                "{",
                                "}",
                                "a b",
                                "*",
                                "?",
                                "[a-z]",
                                ",",
                                "=",
                                "a\nb",
                                "ü€😀",
                                "\"q\"",
                                "'",
                                "\\",
                                "\0",
                                "..",
                                "a".repeat(500))
                        .map(name -> Arguments.of(backing, name)));
    }

    @Trap(53)
    @ParameterizedTest
    @MethodSource("names")
    void createCache_nameOfAnyCharacters_worksAndIsShown(Backing backing, String name) throws Exception {
        CacheManager manager = manager(backing);
        Cache<String, String> other = manager.createCache("other", strings());
        other.put("k", "other");
        Cache<String, String> cache =
                manager.createCache(name, strings().setStatisticsEnabled(true).setManagementEnabled(true));
        cache.put("k", "v");

        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.iterator().next().getKey()).isEqualTo("k");
        assertThat(StreamSupport.stream(manager.getCacheNames().spliterator(), false))
                .contains(name);
        assertThat(BEANS.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null))
                .hasSize(1);
        assertThat(BEANS.queryNames(new ObjectName("javax.cache:type=CacheConfiguration,*"), null))
                .hasSize(1);
        cache.removeAll();
        cache.put("k", "v");
        cache.clear();
        assertThat(other.get("k")).isEqualTo("other");
        manager.destroyCache(name);
        assertThat(BEANS.queryNames(new ObjectName("javax.cache:type=CacheStatistics,*"), null))
                .isEmpty();
    }

    @Trap(53)
    @ParameterizedTest
    @EnumSource
    void enableStatistics_onOffOn_showsAndHidesTheBean(Backing backing) throws Exception {
        CacheManager manager = manager(backing);
        Cache<String, String> cache = manager.createCache("switched", strings());
        ObjectName pattern = new ObjectName("javax.cache:type=CacheStatistics,Cache=switched,*");

        for (int i = 0; i < 2; i++) {
            manager.enableStatistics("switched", true);
            assertThat(BEANS.queryNames(pattern, null)).hasSize(1);
            manager.enableStatistics("switched", false);
            assertThat(BEANS.queryNames(pattern, null)).isEmpty();
        }
        cache.close();
        assertThat(BEANS.queryNames(pattern, null)).isEmpty();
    }

    @Trap(53)
    @ParameterizedTest
    @EnumSource
    void twoManagers_sameCacheName_doNotDisturbEachOther(Backing backing) {
        Cache<String, String> first =
                manager(backing).createCache("same", strings().setStatisticsEnabled(true));
        Cache<String, String> second =
                manager(backing).createCache("same", strings().setStatisticsEnabled(true));
        first.close();

        second.put("k", "v");

        assertThat(second.get("k")).isEqualTo("v");
    }

    @Test
    void getUri_userInfoAndOptions_areShownNowhere() {
        try (CachingProvider provider = new JambryCachingProvider()) {
            URI asked = URI.create("redis://:canary@127.0.0.1:1/3?timeout=300ms");
            CacheManager manager = provider.getCacheManager(asked, null);

            assertThat(manager.getURI()).hasToString("redis://127.0.0.1:1/3");
            assertThat(manager).hasToString("CacheManager redis://127.0.0.1:1/3");
            assertThat(provider.getCacheManager(asked, null)).isSameAs(manager);
            provider.close(manager.getURI(), manager.getClassLoader());
            assertThat(manager.isClosed()).isTrue();
            assertThatThrownBy(() -> manager.getCache("c"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the cache manager redis://127.0.0.1:1/3 is closed");
        }
    }

    // ---- caches that only the settings know

    @Test
    void getCache_typesInTheSettings_opensIt() {
        try (CachingProvider provider = new JambryCachingProvider()) {
            Properties properties = new Properties();
            properties.setProperty("jambry.caches.books.key-type", "java.lang.Integer");
            properties.setProperty("jambry.caches.books.value-type", "java.lang.String");
            properties.setProperty("jambry.caches.broken.value-type", "com.acme.Nowhere");
            CacheManager manager = provider.getCacheManager(Backing.MEMORY.uri(), null, properties);

            Cache<Integer, String> books = manager.getCache("books", Integer.class, String.class);
            books.put(1, "one");

            assertThat(manager.<Integer, String>getCache("books").get(1)).isEqualTo("one");
            assertThat(manager.<Integer, String>getCache("others")).isNull();
            assertThatThrownBy(() -> manager.getCache("broken"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "cache 'broken' has the value-type com.acme.Nowhere, which the class loader of this"
                                    + " cache manager does not find; correct 'value-type'");
        }
    }

    // ---- what cannot work

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "hazelcast:x", "redi://localhost"})
    void getCacheManager_unknownScheme_isRefusedNamingTheKnownOnes(String uri) {
        try (CachingProvider provider = new JambryCachingProvider()) {
            assertThatThrownBy(() -> provider.getCacheManager(URI.create(uri), null))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(
                            "has the unknown scheme '" + URI.create(uri).getScheme() + "'")
                    .hasMessageContaining("known are redis, rediss, valkey, valkeys, embedded and memory");
        }
    }

    @Test
    void getCacheManager_unknownSetting_isRefusedNamingTheNearest() {
        try (CachingProvider provider = new JambryCachingProvider()) {
            Properties properties = new Properties();
            properties.setProperty("jambry.timout", "1s");

            assertThatThrownBy(() -> provider.getCacheManager(Backing.MEMORY.uri(), null, properties))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("unknown setting 'jambry.timout'")
                    .hasMessageContaining("the nearest known one is 'jambry.timeout'");
        }
    }

    @Test
    void getCacheManager_foreignProperties_areIgnored() {
        try (CachingProvider provider = new JambryCachingProvider()) {
            Properties properties = new Properties();
            properties.setProperty("org.example.timout", "1s");

            assertThat(provider.getCacheManager(Backing.MEMORY.uri(), null, properties)
                            .isClosed())
                    .isFalse();
        }
    }

    @Test
    void createCache_unreachableServer_namesAddressTimeAndSetting() throws Exception {
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (CachingProvider provider = new JambryCachingProvider()) {
            assertThatThrownBy(() -> provider.getCacheManager(URI.create("redis://127.0.0.1:" + port), null)
                            .createCache("c", strings()))
                    .isInstanceOf(CacheException.class)
                    .isInstanceOf(io.jambry.NotExecutedException.class)
                    .hasMessageStartingWith("cache 'c': EVALSHA registry-open.lua on 127.0.0.1:" + port)
                    .hasMessageMatching(".*no connection after \\d+ ms \\(.*limit 1000 ms\\).*")
                    .hasMessageContaining("check 'url'");
        }
    }

    @Trap(50)
    @ParameterizedTest
    @EnumSource
    void values_ofTheManagersClassLoader_areDecodedByIt(Backing backing) throws Exception {
        try (URLClassLoader loader = new ChildFirst(Thing.class)) {
            CacheManager manager = manager(backing, loader);
            Class<?> theirs = loader.loadClass(Thing.class.getName());
            assertThat(theirs).isNotSameAs(Thing.class);
            Cache<String, Object> cache = manager.createCache("c", types(theirs));
            cache.put("k", theirs.getDeclaredConstructor().newInstance());

            assertThat(cache.get("k").getClass()).isSameAs(theirs);
        }
    }

    @SuppressWarnings("unchecked")
    private static Configuration<String, Object> types(Class<?> valueType) {
        return new MutableConfiguration<String, Object>().setTypes(String.class, (Class<Object>) valueType);
    }

    /** A value type. */
    public static final class Thing implements java.io.Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Defines one class anew. */
    private static final class ChildFirst extends URLClassLoader {

        private final Class<?> own;

        ChildFirst(Class<?> own) {
            super(
                    new URL[] {own.getProtectionDomain().getCodeSource().getLocation()},
                    ChildFirst.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(own.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }

    @Test
    void destroyCache_elsewhere_closesTheHandleHereWithinTwoSeconds() {
        CacheManager here = manager(Backing.EMBEDDED);
        CacheManager there = manager(Backing.EMBEDDED);
        Cache<String, String> cache = here.createCache("c", strings());
        cache.put("k", "v");
        there.destroyCache("c");

        Awaitility.await().atMost(Duration.ofSeconds(2)).until(cache::isClosed);

        assertThatThrownBy(() -> cache.put("k", "w"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache 'c' is closed");
        assertThat(here.<String, String>getCache("c")).isNull();
        there.createCache("c", strings()).put("k", "new");
        assertThat(here.getCache("c", String.class, String.class).get("k")).isEqualTo("new");
    }
}
