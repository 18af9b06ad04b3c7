// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every column works on: a thousand keys, values of a hundred bytes, bulks of a hundred. */
final class Workload {

    static final int KEYS = 1000;
    static final int BULK = 100;
    static final long TTL_MILLIS = 3_600_000;

    /** What {@code clear} is measured with. */
    static final int MANY = 100_000;

    static final String HOT = "hot";
    static final String VALUE = "v".repeat(100);
    static final byte[] VALUE_BYTES = VALUE.getBytes(StandardCharsets.UTF_8);

    static final List<String> NAMES = names();
    static final List<Set<String>> SETS = new ArrayList<>();
    static final List<Map<String, String>> MAPS = new ArrayList<>();

    static {
        for (int from = 0; from < KEYS; from += BULK) {
            Map<String, String> map = new LinkedHashMap<>();
            NAMES.subList(from, from + BULK).forEach(name -> map.put(name, VALUE));
            MAPS.add(map);
            SETS.add(new LinkedHashSet<>(map.keySet()));
        }
    }

    private Workload() {}

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            names.add("key-" + (100_000 + i));
        }
        return List.copyOf(names);
    }

    /** The name that Jambry's layout gives a key, so that the raw client sends as many bytes. */
    static byte[] redisKey(String cache, String name) {
        return ("jambry:" + cache + ":{" + name + "}").getBytes(StandardCharsets.UTF_8);
    }

    /** The names of all keys in the same order. */
    static byte[][] redisKeys(String cache) {
        return NAMES.stream().map(name -> redisKey(cache, name)).toArray(byte[][]::new);
    }
}
