// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheDefinitionException;
import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.Jambry;
import io.jambry.cache.Backing;
import io.jambry.cache.Crowd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How caches come into a manager and leave it beyond what JSR-107 knows: get or create, remove, destroy, reopen. */
class CacheLifecycleTest {

    private final String namespace = "lifecycle-tests-" + UUID.randomUUID();
    private final List<Jambry> managers = new ArrayList<>();

    @AfterEach
    void close() {
        for (Jambry manager : managers) {
            if (!manager.isClosed()) {
                manager.destroy();
            }
        }
    }

    private Jambry manager(Backing backing) {
        Jambry manager = backing.manager(Map.of("namespace", namespace)).unwrap(Jambry.class);
        managers.add(manager);
        return manager;
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    private static MutableConfiguration<String, Long> longs() {
        return new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
    }

    // ---- get or create

    @ParameterizedTest
    @EnumSource
    void getOrCreateCache_eightThreads_allGetTheOne(Backing backing) {
        Jambry manager = manager(backing);

        List<Object> caches = Crowd.run(8, () -> manager.getOrCreateCache("c", strings()));

        assertThat(caches).hasSize(8).allSatisfy(cache -> assertThat(cache).isSameAs(manager.getCache("c")));
    }

    @ParameterizedTest
    @EnumSource
    void getOrCreateCache_openWithOtherTypes_isRefusedNamingTheDifference(Backing backing) {
        Jambry manager = manager(backing);
        Cache<String, String> cache = manager.createCache("c", strings());
        cache.put("k", "v");

        assertThatThrownBy(() -> manager.getOrCreateCache("c", longs()))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessage("cache 'c' is open in this cache manager with another definition (value-type:"
                        + " java.lang.String there, java.lang.Long here); use the same definition, another name, or"
                        + " remove the cache first");
        assertThat(cache.get("k")).isEqualTo("v");
    }

    @Test
    void getOrCreateCache_createdElsewhere_sharesTheEntriesOrIsRefused() {
        manager(Backing.EMBEDDED).createCache("c", strings()).put("k", "v");
        Jambry other = manager(Backing.EMBEDDED);

        assertThatThrownBy(() -> other.getOrCreateCache("c", longs()))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("cache 'c' is open elsewhere with another definition")
                .hasMessageContaining("value-type: java.lang.String there, java.lang.Long here");
        assertThat(other.getOrCreateCache("c", strings()).get("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource
    void getOrCreateCache_whatCreateCacheRefuses_isRefused(Backing backing) {
        Jambry manager = manager(backing);

        assertThatThrownBy(() -> manager.getOrCreateCache("c", strings().setStoreByValue(false)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("set storeByValue to true");
        assertThatThrownBy(() -> manager.getOrCreateCache(null, strings()))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cacheName");
        assertThatThrownBy(() -> manager.getOrCreateCache("c", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("configuration");
        manager.close();
        assertThatThrownBy(() -> manager.getOrCreateCache("c", strings())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void getOrCreateCache_withSettings_opensItByThem_andItKeepsThem() {
        Jambry manager = manager(Backing.EMBEDDED);
        CacheSettings three = CacheSettings.builder().maxEntries(3).build();

        Cache<String, String> cache = manager.getOrCreateCache("c", strings(), three);
        for (int i = 0; i < 10; i++) {
            cache.put("k" + i, "v");
        }

        assertThat(cache).hasSize(3);
        assertThat(manager.getOrCreateCache("c", strings(), three)).isSameAs(cache);
        assertThat(manager.getOrCreateCache("c", strings())).isSameAs(cache);
        CacheSettings four = three.toBuilder().maxEntries(4).build();
        assertThatThrownBy(() -> manager.getOrCreateCache("c", strings(), four))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("is open in this cache manager with another definition")
                .hasMessageContaining("max-entries: 3 there, 4 here");
        cache.close();
        assertThat(manager.getOrCreateCache("c", strings(), four)).isNotSameAs(cache);
    }

    @Test
    void getOrCreateCache_withSettings_otherSourcesGoBeforeThem() {
        Jambry manager = Backing.EMBEDDED
                .manager(Map.of("namespace", namespace, "caches.c.max-entries", "5"))
                .unwrap(Jambry.class);
        managers.add(manager);
        CacheSettings three = CacheSettings.builder().maxEntries(3).build();

        Cache<String, String> cache = manager.getOrCreateCache("c", strings(), three);
        for (int i = 0; i < 10; i++) {
            cache.put("k" + i, "v");
        }

        assertThat(cache).hasSize(5);
        assertThatThrownBy(() -> manager.getOrCreateCache("d", strings(), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("settings");
        assertThatThrownBy(() -> manager.getOrCreateCache(
                        "c2",
                        strings(),
                        three.toBuilder()
                                .near(CacheSettings.Near.OFF)
                                .set("shards", "4")
                                .build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("setting 'shards' is '4'");
    }

    // ---- remove

    @ParameterizedTest
    @EnumSource
    void removeCache_notDestroyed_freesTheNameAndKeepsTheEntries(Backing backing) {
        Jambry manager = manager(backing);
        Cache<String, String> cache = manager.createCache("c", strings());
        cache.put("k", "v");

        manager.removeCache("c", /* destroy= */ false);
        manager.removeCache("c", /* destroy= */ false);

        assertThat(cache.isClosed()).isTrue();
        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(manager.registeredCacheNames()).containsExactly("c");
        assertThat(manager.createCache("c", strings()).get("k")).isEqualTo("v");
    }

    @Test
    void removeCache_notDestroyed_leavesItOpenElsewhere() {
        Jambry here = manager(Backing.EMBEDDED);
        Cache<String, String> there = manager(Backing.EMBEDDED).createCache("c", strings());
        here.createCache("c", strings());

        here.removeCache("c", /* destroy= */ false);
        there.put("k", "v");

        assertThat(there.get("k")).isEqualTo("v");
        assertThat(here.getCacheNames()).containsExactly("c");
    }

    @ParameterizedTest
    @EnumSource
    void removeCache_destroyed_takesEntriesAndName(Backing backing) {
        Jambry manager = manager(backing);
        Cache<String, String> cache = manager.createCache("c", strings());
        cache.put("k", "v");

        manager.removeCache("c", /* destroy= */ true);

        assertThat(cache.isClosed()).isTrue();
        assertThat(manager.registeredCacheNames()).isEmpty();
        assertThat(manager.createCache("c", longs()).get("k")).isNull();
        manager.removeCache("unknown", /* destroy= */ true);
        assertThatThrownBy(() -> manager.removeCache(null, /* destroy= */ false))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cacheName");
    }

    @ParameterizedTest
    @EnumSource
    void removeCache_closedManager_isRefused(Backing backing) {
        Jambry manager = manager(backing);
        manager.close();

        assertThatThrownBy(() -> manager.removeCache("c", /* destroy= */ false))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> manager.removeCache("c", /* destroy= */ true))
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- destroy

    @ParameterizedTest
    @EnumSource
    void destroy_openCaches_areDestroyedAndTheManagerIsClosed(Backing backing) {
        Jambry manager = manager(backing);
        Cache<String, String> cache = manager.createCache("c", strings());
        cache.put("k", "v");

        manager.destroy();

        assertThat(cache.isClosed()).isTrue();
        assertThat(manager.isClosed()).isTrue();
        assertThatThrownBy(manager::destroy).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroy_whateverOthersRegistered_isGone() {
        Jambry here = manager(Backing.EMBEDDED);
        Jambry there = manager(Backing.EMBEDDED);
        there.createCache("left", strings()).put("k", "v");
        there.removeCache("left", /* destroy= */ false);
        Cache<String, String> open = there.createCache("open", strings());
        open.put("k", "v");

        here.destroy();

        assertThat(there.registeredCacheNames()).isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(open::isClosed);
        assertThat(there.isClosed()).isFalse();
        assertThat(there.createCache("left", strings()).get("k")).isNull();
        assertThat(there.createCache("open", strings()).get("k")).isNull();
    }

    @Test
    void destroy_otherNamespace_isLeftAlone() {
        Jambry other = Backing.EMBEDDED
                .manager(Map.of("namespace", namespace + "-other"))
                .unwrap(Jambry.class);
        managers.add(other);
        Cache<String, String> cache = other.createCache("c", strings());
        cache.put("k", "v");
        Jambry manager = manager(Backing.EMBEDDED);
        manager.createCache("c", strings());

        manager.destroy();

        assertThat(cache.get("k")).isEqualTo("v");
    }

    // ---- reopen

    @Test
    void close_thenTheSameUri_isANewManagerThatOpensTheCaches() {
        Jambry manager = manager(Backing.EMBEDDED);
        manager.createCache("c", longs()).put("k", 7L);
        manager.close();

        Jambry reopened = manager.getCachingProvider()
                .getCacheManager(
                        manager.getURI(), manager.getClassLoader(), Backing.properties(Map.of("namespace", namespace)))
                .unwrap(Jambry.class);
        managers.add(reopened);

        assertThat(reopened).isNotSameAs(manager);
        assertThat(reopened.getCacheNames()).isEmpty();
        assertThat(reopened.registeredCacheNames()).containsExactly("c");
        assertThat(reopened.getCache("c", String.class, Long.class).get("k")).isEqualTo(7);
        assertThatThrownBy(() -> reopened.createCache("c", longs()))
                .isInstanceOf(CacheException.class)
                .hasMessage("a cache named 'c' exists already in this cache manager");
        CacheManager again = manager.getCachingProvider().getCacheManager(manager.getURI(), manager.getClassLoader());
        assertThat(again).isSameAs(reopened);
    }
}
