// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.spi.SharedCounters.Totals;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.cache.Cache;

/**
 * Random operations on entries that nobody else touches, and what each has to count by the table of JSR-107: reckoned with a map, so that
 * whoever knows the seed knows the sum.
 */
final class CountedWork {

    private static final int KEYS = 12;

    private final Map<String, String> entries = new HashMap<>();
    private final String prefix;
    private final Random random;
    private Totals expected = Totals.NONE;

    /**
     * No work yet.
     *
     * @param prefix the beginning of all keys
     */
    CountedWork(String prefix, long seed) {
        this.prefix = prefix;
        this.random = new Random(seed);
    }

    /** What the work so far has to count. */
    Totals expected() {
        return expected;
    }

    /** Works on a cache; null only reckons. */
    CountedWork on(Cache<String, String> cache, int operations) {
        for (int i = 0; i < operations; i++) {
            one(cache, key(), String.valueOf(random.nextInt(3)));
        }
        return this;
    }

    private String key() {
        return prefix + random.nextInt(KEYS);
    }

    private Set<String> keys() {
        return new LinkedHashSet<>(java.util.List.of(key(), key(), key()));
    }

    private void one(Cache<String, String> cache, String key, String value) {
        boolean there = entries.containsKey(key);
        boolean equal = value.equals(entries.get(key));
        switch (random.nextInt(14)) {
            case 0 -> {
                read(there);
                doing(cache, () -> cache.get(key));
            }
            case 1 -> {
                put(key, value);
                doing(cache, () -> cache.put(key, value));
            }
            case 2 -> {
                read(there);
                put(key, value);
                doing(cache, () -> cache.getAndPut(key, value));
            }
            case 3 -> {
                remove(key);
                doing(cache, () -> cache.remove(key));
            }
            case 4 -> {
                read(there);
                remove(key);
                doing(cache, () -> cache.getAndRemove(key));
            }
            case 5 -> {
                read(there);
                if (!there) {
                    put(key, value);
                }
                doing(cache, () -> cache.putIfAbsent(key, value));
            }
            case 6 -> {
                read(there);
                if (there) {
                    put(key, value);
                }
                doing(cache, () -> cache.replace(key, value));
            }
            case 7 -> {
                read(there);
                if (equal) {
                    put(key, "new");
                }
                doing(cache, () -> cache.replace(key, value, "new"));
            }
            case 8 -> {
                read(there);
                if (equal) {
                    remove(key);
                }
                doing(cache, () -> cache.remove(key, value));
            }
            case 9 -> {
                Set<String> keys = keys();
                keys.forEach(one -> read(entries.containsKey(one)));
                doing(cache, () -> cache.getAll(keys));
            }
            case 10 -> {
                Map<String, String> all = new LinkedHashMap<>();
                keys().forEach(one -> all.put(one, value));
                all.forEach(this::put);
                doing(cache, () -> cache.putAll(all));
            }
            case 11 -> {
                Set<String> keys = keys();
                keys.forEach(this::remove);
                doing(cache, () -> cache.removeAll(keys));
            }
            case 12 -> doing(cache, () -> cache.containsKey(key));
            default -> {
                read(there);
                put(key, value);
                doing(
                        cache,
                        () -> cache.invoke(key, (entry, arguments) -> {
                            entry.setValue(value);
                            return null;
                        }));
            }
        }
    }

    private static void doing(Cache<String, String> cache, Runnable operation) {
        if (cache != null) {
            operation.run();
        }
    }

    private void read(boolean there) {
        expected = expected.plus(there ? new Totals(1, 0, 0, 0) : new Totals(0, 1, 0, 0));
    }

    private void put(String key, String value) {
        entries.put(key, value);
        expected = expected.plus(new Totals(0, 0, 1, 0));
    }

    private void remove(String key) {
        if (entries.remove(key) != null) {
            expected = expected.plus(new Totals(0, 0, 0, 1));
        }
    }
}
