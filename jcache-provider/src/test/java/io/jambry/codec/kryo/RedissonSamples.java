// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import io.jambry.codec.CodecKinds;
import io.jambry.codec.CodecKinds.Bean;
import io.jambry.codec.CodecKinds.Closed;
import io.jambry.codec.CodecKinds.Holder;
import io.jambry.codec.CodecKinds.Line;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What Redisson wrote into {@code wire-format/redisson-kryo5-4.7.0.txt}. */
final class RedissonSamples {

    private RedissonSamples() {}

    static Map<String, Object> all() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("text", "h\u00e9llo");
        samples.put("ascii", "hello");
        samples.put("long", 1L << 40);
        samples.put("order", CodecKinds.order());
        samples.put("bean", bean());
        samples.put("closed", new Closed(7, "seven", 0.5, Double.NaN));
        samples.put(
                "numbers",
                new ArrayList<>(Arrays.asList(
                        (byte) 1,
                        (short) 2,
                        3,
                        4L,
                        5f,
                        6d,
                        'c',
                        true,
                        null,
                        BigInteger.TWO.pow(70),
                        new BigDecimal("1.50"))));
        samples.put("nulls", new ArrayList<>(Collections.nCopies(100, null)));
        samples.put(
                "maps",
                new ArrayList<>(List.of(
                        new HashMap<>(Map.of(1, 2L)),
                        new LinkedHashMap<>(Map.of("a", "b")),
                        new TreeMap<>(Map.of("k", 1)))));
        samples.put("immutable", List.of(Map.of("a", 1), Set.of("b"), List.of(1, 2, 3), Map.of()));
        samples.put("unmodifiable", Collections.unmodifiableList(new ArrayList<>(List.of(1, 2))));
        samples.put(
                "two-unmodifiable",
                new ArrayList<>(List.of(
                        Collections.unmodifiableList(new ArrayList<>(List.of(1, 2))),
                        Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))),
                        Collections.unmodifiableList(new ArrayList<>(List.of(3))),
                        "behind")));
        samples.put("enum-map", new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)));
        samples.put("enum-set", EnumSet.of(DayOfWeek.FRIDAY));
        samples.put("identifiers", new ArrayList<>(List.of(new UUID(1, 2), URI.create("urn:a"))));
        samples.put("times", new ArrayList<>(List.of(Instant.EPOCH, LocalDate.of(2026, 11, 28))));
        samples.put("optional", new Holder(Optional.of("a"), Optional.empty()));
        samples.put(
                "records",
                new ArrayList<>(List.of(new Line("a", 1, BigDecimal.ONE), new Line("b", 2, BigDecimal.TEN))));
        samples.put("sets", new HashSet<>(List.of("a", "b")));
        samples.put("concurrent", new ConcurrentHashMap<>(Map.of("a", 1)));
        samples.put("as-list", Arrays.asList("a", null));
        return samples;
    }

    private static Bean bean() {
        Bean bean = new Bean();
        bean.setId(-7);
        bean.setName("seven");
        bean.setSize(7L);
        return bean;
    }
}
