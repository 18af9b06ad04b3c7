// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The objects whose bytes lie in {@code wire-format/codec-*.txt}: add, never change. */
public final class CodecSamples {

    public record Line(String article, int count, BigDecimal price) implements Serializable {}

    public record Order(UUID id, String customer, Instant placed, List<Line> lines, Map<String, String> notes)
            implements Serializable {}

    private CodecSamples() {}

    public static Order order() {
        return new Order(
                new UUID(1, 2),
                "Ada Lovelace",
                Instant.parse("2026-11-28T08:00:00.000001Z"),
                List.of(
                        new Line("ink", 1, new BigDecimal("1.50")),
                        new Line("paper", 200, new BigDecimal("0.02")),
                        new Line("pen", 3, new BigDecimal("12"))),
                Map.of("gift", "yes"));
    }

    public static Object numbers() {
        return new ArrayList<>(List.of(1, Integer.MIN_VALUE, 1L, Long.MAX_VALUE, (short) 1, (byte) 1, 'c', true, "1"));
    }
}
