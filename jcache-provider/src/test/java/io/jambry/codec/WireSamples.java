// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The objects whose bytes lie in {@code wire-format/}: add, never change. */
final class WireSamples {

    enum Colour {
        RED,
        GREEN
    }

    record Order(String id, List<Integer> lines) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    record Sample(Class<?> declared, Object object) {}

    private WireSamples() {}

    static Map<String, Sample> scalars() {
        OffsetDateTime time = OffsetDateTime.of(2026, 11, 21, 1, 9, 25, 7_000_000, ZoneOffset.ofHours(1));
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put("text", "h\u00e9llo");
        objects.put("text-empty", "");
        objects.put("text-beyond-utf8", "a\uD800");
        objects.put("character", 'c');
        objects.put("character-surrogate", '\uD800');
        objects.put("boolean", true);
        objects.put("byte", (byte) -1);
        objects.put("short", (short) 300);
        objects.put("integer", 42);
        objects.put("long", Long.MIN_VALUE);
        objects.put("big-integer", BigInteger.TWO.pow(70));
        objects.put("float", 0.1f);
        objects.put("double", 2e23);
        objects.put("double-zero", -0.0);
        objects.put("double-nan", Double.NaN);
        objects.put("big-decimal", new BigDecimal("1.50"));
        objects.put("uuid", new UUID(1, 2));
        objects.put("instant", time.toInstant());
        objects.put("date", Date.from(time.toInstant()));
        objects.put("local-date", time.toLocalDate());
        objects.put("local-date-far", LocalDate.MAX);
        objects.put("local-time", LocalTime.NOON);
        objects.put("local-date-time", LocalDateTime.of(2026, 1, 2, 3, 4));
        objects.put("offset-date-time", time);
        objects.put("offset-time", OffsetTime.of(1, 2, 3, 4, ZoneOffset.UTC));
        objects.put(
                "zoned-date-time",
                ZonedDateTime.ofLocal(
                        LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1)));
        objects.put("year", Year.of(5));
        objects.put("year-month", YearMonth.of(12345, 6));
        objects.put("month-day", MonthDay.of(12, 3));
        objects.put("duration", Duration.ofMillis(-1));
        objects.put("period", Period.of(1, -2, 3));
        objects.put("zone", ZoneId.of("Europe/Berlin"));
        objects.put("zone-offset", ZoneOffset.ofHours(-3));
        objects.put("locale", Locale.GERMANY);
        objects.put("locale-without-tag", new Locale("abcdefghi", "", "v_w"));
        objects.put("currency", Currency.getInstance("EUR"));
        objects.put("uri", URI.create("HTTP://Host:80/%c3?q#f"));
        objects.put("enum", Colour.GREEN);
        objects.put("bytes", new byte[] {(byte) 0xC1, 0, 1});
        return inBothCaches(objects);
    }

    static Map<String, Sample> keys() {
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put("text-with-mark", "~l:1");
        objects.put("list", List.of(1, "a,b(c)=~", List.of()));
        objects.put("set", Set.of(3, 1, 2));
        objects.put("map", Map.of("b", 1, "a", 2L));
        objects.put("entry", Map.entry("k", 1));
        objects.put("optional", Optional.of(1));
        objects.put("optional-empty", Optional.empty());
        objects.put("null-inside", new ArrayList<>(java.util.Arrays.asList(1, null)));
        objects.put("record", new Order("a", List.of(1, 2)));
        objects.put("array", new Object[] {1, "a"});
        objects.put("ints", new int[] {1, -2});
        objects.put("chars", new char[] {'a', ','});
        objects.put("doubles", new double[] {0.5, Double.NaN});
        Map<String, Sample> samples = new LinkedHashMap<>(scalars());
        objects.forEach((name, object) -> samples.put("object/" + name, new Sample(Object.class, object)));
        return samples;
    }

    static Map<String, Sample> values() {
        Map<String, Sample> samples = new LinkedHashMap<>(scalars());
        samples.put("codec-jdk/record", new Sample(Object.class, new Order("a", List.of(1, 2))));
        samples.put("codec-jdk/list", new Sample(Object.class, new ArrayList<>(List.of(Instant.EPOCH))));
        return samples;
    }

    private static Map<String, Sample> inBothCaches(Map<String, Object> objects) {
        Map<String, Sample> samples = new LinkedHashMap<>();
        objects.forEach((name, object) -> {
            Class<?> own = object instanceof ZoneId ? ZoneId.class : object.getClass();
            samples.put("declared/" + name, new Sample(own, object));
            samples.put("object/" + name, new Sample(Object.class, object));
        });
        return samples;
    }
}
