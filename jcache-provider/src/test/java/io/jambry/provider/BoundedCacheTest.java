// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheDefinitionException;
import io.jambry.ConfigurationException;
import io.jambry.cache.Backing;
import io.jambry.cache.StandardCache;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Caches with limits, as an application has them. */
class BoundedCacheTest {

    private static final String CACHE = "c";

    private final String namespace = "bounded-tests-" + UUID.randomUUID();
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

    /** A JVM with these settings of the cache. */
    private Cache<String, String> open(String... settings) {
        return open(Backing.EMBEDDED, settings);
    }

    private Cache<String, String> open(Backing backing, String... settings) {
        Map<String, String> all = new TreeMap<>(Map.of("namespace", namespace));
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            all.put("caches." + CACHE + "." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        CacheManager manager = backing.manager(all);
        managers.add(manager);
        return manager.createCache(
                CACHE,
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true));
    }

    private static void stop(Cache<?, ?> cache) {
        cache.getCacheManager().getCachingProvider().close();
    }

    private static int count(Cache<?, ?> cache) {
        int count = 0;
        for (Iterator<?> entries = cache.iterator(); entries.hasNext(); entries.next()) {
            count++;
        }
        return count;
    }

    private static long evictions(Cache<?, ?> cache) {
        return cache.unwrap(StandardCache.class).life().statistics().getCacheEvictions();
    }

    @Test
    void put_moreThanAllowed_evictsAndCountsThat() {
        Cache<String, String> cache = open("max-entries=10", "eviction=fifo");
        for (int i = 0; i < 25; i++) {
            cache.put("k" + i, "v" + i);
        }
        assertThat(count(cache)).isEqualTo(10);
        assertThat(cache.get("k14")).isNull();
        assertThat(cache.get("k15")).isEqualTo("v15");
        assertThat(evictions(cache)).isEqualTo(15);
        cache.unwrap(StandardCache.class).life().statistics().clear();
        assertThat(evictions(cache)).isZero();
        cache.removeAll();
        assertThat(count(cache)).isZero();
    }

    @Test
    void invoke_limitedCache_isExclusiveAndEvicts() {
        Cache<String, String> cache = open("max-entries=2");
        for (String key : List.of("a", "b", "c", "c")) {
            cache.<Object>invoke(key, (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + "+" : "1");
                return null;
            });
        }
        assertThat(cache.get("c")).isEqualTo("1+");
        assertThat(cache.containsKey("a")).isFalse();
        assertThat(evictions(cache)).isEqualTo(1);
    }

    @Test
    void open_sameLimits_joins() {
        Cache<String, String> one = open("max-entries=10", "eviction=lfu");
        Cache<String, String> other = open("max-entries=10", "eviction=lfu");
        one.put("k", "v");
        assertThat(other.get("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-entries=11 | max-entries: 10 there, 11 here",
                "max-entries=10;eviction=mru | eviction: lru there, mru here",
                "max-entries=10;shards=2 | shards: 1 there, 2 here",
                "max-entries=10;max-bytes=1mb | max-bytes: nothing there, 1048576 here",
                "ttl=eternal | layout: bounded-1 there, entry-1 here",
            })
    void open_otherLimitsWhileItIsOpen_isRefusedNamingTheDifference(String settings, String difference) {
        open("max-entries=10");
        assertThatThrownBy(() -> open(settings.split(";")))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("is open elsewhere with another definition (")
                .hasMessageContaining(difference);
    }

    @Test
    void open_otherLimitWhileNobodyHasIt_keepsWhatThereIsRoomFor() {
        Cache<String, String> cache = open("max-entries=10");
        for (int i = 0; i < 10; i++) {
            cache.put("k" + i, "v");
        }
        stop(cache);
        Cache<String, String> larger = open("max-entries=20");
        assertThat(count(larger)).isEqualTo(10);
        stop(larger);
        Cache<String, String> smaller = open("max-entries=5");
        smaller.put("new", "v");
        assertThat(count(smaller)).isEqualTo(5);
        assertThat(smaller.get("k9")).isEqualTo("v");
    }

    @ParameterizedTest
    @CsvSource({"max-entries=10, ttl=eternal", "ttl=eternal, max-entries=10", "max-entries=10, max-entries=10;shards=5"
    })
    void open_otherLayoutWhileNobodyHasIt_leavesNothingBehind(String first, String second) {
        Cache<String, String> cache = open(first);
        cache.put("k", "v");
        stop(cache);
        Cache<String, String> other = open(second.split(";"));
        assertThat(other.get("k")).isNull();
        assertThat(count(other)).isZero();
        stop(other);
        assertThat(count(open(first))).isZero();
    }

    @Test
    void destroy_fromAJvmThatHasItNotOpen_leavesNothing() {
        Cache<String, String> cache = open("max-entries=10", "shards=3");
        for (int i = 0; i < 10; i++) {
            cache.put("k" + i, "v");
        }
        stop(cache);
        CacheManager other = Backing.EMBEDDED.manager(Map.of("namespace", namespace));
        managers.add(other);
        other.destroyCache(CACHE);
        assertThat(count(open("max-entries=10", "shards=3"))).isZero();
    }

    @Test
    void open_inMemory_isRefusedSayingWhatToDo() {
        assertThatThrownBy(() -> open(Backing.MEMORY, "max-entries=10"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "cache 'c' has 'max-entries' or 'max-bytes', but caches of memory: have no limits; leave them out, or"
                                + " set 'url' to that of a server, which may be embedded:");
    }

    @Test
    void bounds_badValues_areRefused() {
        assertThatThrownBy(() -> new Bounds(0, 0, Eviction.LRU, 1))
                .hasMessage("neither maxEntries nor maxBytes is set; one of them must be");
        assertThatThrownBy(() -> new Bounds(3, 0, Eviction.LRU, 4))
                .hasMessage("maxEntries is 3; it must be 4, the number of shards, at least");
        assertThatThrownBy(() -> new Bounds(3, 0, Eviction.LRU, 0)).hasMessage("shards is 0; it must be 1 at least");
    }
}
