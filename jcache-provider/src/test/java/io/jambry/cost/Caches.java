// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/** A cache of each kind that costs differently. */
final class Caches {

    static final String KEY = "key";
    static final Set<String> HUNDRED_KEYS = new LinkedHashSet<>();
    static final Map<String, String> HUNDRED = new LinkedHashMap<>();

    static {
        IntStream.range(0, 100).forEach(i -> HUNDRED.put("key-" + i, "value-" + i));
        HUNDRED_KEYS.addAll(HUNDRED.keySet());
    }

    private static final Duration HOUR = new Duration(TimeUnit.HOURS, 1);

    final Cache<String, String> eternal;
    final Cache<String, String> created;
    final Cache<String, String> modified;
    final Cache<String, String> accessed;
    final Cache<String, String> touched;
    /** Under a policy that nobody knows beforehand. */
    final Cache<String, String> asked;
    /** With a writer. */
    final Cache<String, String> written;
    /** With a loader. */
    final Cache<String, String> loaded;

    final Cache<String, Long> numbers;

    Caches(CacheManager manager) {
        eternal = cache(manager, "eternal", EternalExpiryPolicy.factoryOf());
        created = cache(manager, "created", CreatedExpiryPolicy.factoryOf(HOUR));
        modified = cache(manager, "modified", ModifiedExpiryPolicy.factoryOf(HOUR));
        accessed = cache(manager, "accessed", AccessedExpiryPolicy.factoryOf(HOUR));
        touched = cache(manager, "touched", TouchedExpiryPolicy.factoryOf(HOUR));
        asked = cache(manager, "asked", new SingletonFactory<>(new Whim()));
        written = manager.createCache(
                "written", texts().setWriteThrough(true).setCacheWriterFactory(new SingletonFactory<>(new Diary())));
        loaded = manager.createCache(
                "loaded", texts().setReadThrough(true).setCacheLoaderFactory(new SingletonFactory<>(new Source())));
        numbers = manager.createCache(
                "numbers", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
    }

    private static Cache<String, String> cache(
            CacheManager manager, String name, Factory<? extends ExpiryPolicy> expiry) {
        return manager.createCache(name, texts().setExpiryPolicyFactory(expiry));
    }

    private static MutableConfiguration<String, String> texts() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    /** Answers like the touched policy, but is none that we know. */
    private static final class Whim implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return HOUR;
        }

        @Override
        public Duration getExpiryForAccess() {
            return HOUR;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return HOUR;
        }
    }

    private static final class Diary implements CacheWriter<String, String> {
        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            // costs nothing on the server
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            // costs nothing on the server
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }

    private static final class Source implements CacheLoader<String, String> {
        @Override
        public String load(String key) {
            return "loaded";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new LinkedHashMap<>();
            keys.forEach(key -> all.put(key, "loaded"));
            return all;
        }
    }
}
