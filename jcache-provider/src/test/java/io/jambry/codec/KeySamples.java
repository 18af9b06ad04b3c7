// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
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
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Keys of every supported type from a seed: small ranges, so that equal ones meet often, built in a different way each time.
 */
final class KeySamples {

    enum Plain {
        RED,
        GREEN
    }

    enum WithBodies {
        ADD {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        SUBTRACT {
            @Override
            int apply(int a, int b) {
                return a - b;
            }
        };

        abstract int apply(int a, int b);
    }

    record Point(int x, double y) {}

    record Named(String name, List<Object> parts) {}

    record Nothing() {}

    private static final String[] TEXTS = {
        "",
        "a",
        "1",
        "~",
        "~~",
        "~l:1",
        "l:1",
        "a,b",
        "(a)",
        "=",
        "-",
        "true",
        "\u00e9",
        "e\u0301",
        "\uD83D\uDE00",
        "\uD800",
        "\uDC00",
        "?",
        "\uFFFD",
        "\u0000",
        "a b",
        "RED",
        "%{}*?[]\\^",
        "~-",
        "w:2AA"
    };
    private static final double[] DOUBLES = {
        0.0,
        -0.0,
        1,
        1.5,
        0.1,
        1e300,
        5e-324,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        2e23,
        1.0E23,
        1 / 3.0
    };
    private static final Object[] RARE = {
        Instant.MIN,
        Instant.MAX,
        LocalDate.MIN,
        LocalDate.MAX,
        LocalDateTime.MIN,
        LocalDateTime.MAX,
        LocalTime.MAX,
        OffsetDateTime.MIN,
        OffsetDateTime.MAX,
        OffsetTime.MIN,
        Year.of(5),
        Year.of(-5),
        Year.of(123456),
        YearMonth.of(12345, 1),
        YearMonth.of(-1, 12),
        YearMonth.of(999_999_999, 12),
        Duration.ofSeconds(Long.MIN_VALUE),
        Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
        Duration.ofSeconds(-1, 1),
        Period.of(Integer.MIN_VALUE, -1, 7),
        new Date(Long.MIN_VALUE),
        new Date(Long.MAX_VALUE),
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Character.MIN_VALUE,
        BigInteger.TWO.pow(400),
        new BigDecimal("1E+400"),
        new BigDecimal("-0.000"),
        new Nothing(),
        ZonedDateTime.ofLocal(LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1)),
        ZonedDateTime.ofLocal(LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(2)),
        ZonedDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC),
        ZonedDateTime.ofInstant(Instant.EPOCH, ZoneId.of("UTC"))
    };

    private final Random random;

    KeySamples(long seed) {
        random = new Random(seed);
    }

    Object next() {
        return next(3);
    }

    private Object next(int levels) {
        int kinds = levels > 0 ? 45 : 34;
        int n = random.nextInt(4);
        return switch (random.nextInt(kinds)) {
            case 0, 1, 2 -> new String(TEXTS[random.nextInt(TEXTS.length)]);
            case 3 -> (byte) n;
            case 4 -> (short) n;
            case 5 -> n;
            case 6 -> (long) n;
            case 7 -> BigInteger.valueOf(n).shiftLeft(random.nextInt(2) * 70);
            case 8 -> new BigDecimal(BigInteger.valueOf(n * 10L), random.nextInt(4) - 1);
            case 9 ->
                random.nextBoolean()
                        ? DOUBLES[random.nextInt(DOUBLES.length)]
                        : Double.longBitsToDouble(0x7ff8000000000000L + n);
            case 10 ->
                random.nextBoolean()
                        ? (float) DOUBLES[random.nextInt(DOUBLES.length)]
                        : Float.intBitsToFloat(0x7fc00000 + n);
            case 11 -> random.nextBoolean();
            case 12 -> "a1~,\uD800".charAt(random.nextInt(5));
            case 13 -> new UUID(n, n);
            case 14 -> Plain.values()[n % 2];
            case 15 -> WithBodies.values()[n % 2];
            case 16 -> DayOfWeek.of(n + 1);
            case 17 -> new Date(n * 1000L);
            case 18 -> Instant.ofEpochSecond(n, n * 1000L);
            case 19 -> LocalDate.ofEpochDay(n);
            case 20 -> LocalTime.ofSecondOfDay(n * 60L);
            case 21 -> LocalDateTime.of(2026, 1, 1 + n, 0, 0);
            case 22 -> OffsetDateTime.of(2026, 1, 1, n, 0, 0, 0, ZoneOffset.ofHours(n % 2));
            case 23 -> ZonedDateTime.of(2026, 7, 1, n, 0, 0, 0, ZoneId.of(n % 2 == 0 ? "Europe/Berlin" : "Z"));
            case 24 -> n % 2 == 0 ? Year.of(n) : YearMonth.of(2000 + n, 1);
            case 25 -> n % 2 == 0 ? MonthDay.of(1, 1 + n) : OffsetTime.of(n, 0, 0, 0, ZoneOffset.UTC);
            case 26 -> n % 2 == 0 ? Duration.ofMillis(n) : Period.ofDays(n);
            case 27 -> ZoneId.of(new String[] {"UTC", "Z", "Europe/Berlin", "+01:00"}[n]);
            case 28 ->
                new Locale[] {Locale.ROOT, Locale.GERMANY, new Locale("no", "NO", "NY"), new Locale("", "", "a_b")}[n];
            case 29 -> Currency.getInstance(n % 2 == 0 ? "EUR" : "USD");
            case 30 ->
                URI.create(new String[] {"http://Host/%c3%bc?q#f", "HTTP://host/%C3%BC?q#f", "urn:ISBN:1", "http://h:/"}
                        [n]);
            case 31 -> RARE[random.nextInt(RARE.length)];
            case 32 -> URI.create(new String[] {"", "file:////a/b", "//x@[::1]:1/?", "http://h/"}[n]);
            case 33 -> new Point(n, -0.0 * n);
            case 34, 35 -> list(some(levels));
            case 36, 37 -> set(some(levels));
            case 38, 39 -> map(some(levels));
            case 40 -> Optional.ofNullable(n == 0 ? null : next(levels - 1));
            case 41 ->
                n % 2 == 0 ? new AbstractMap.SimpleEntry<>(next(levels - 1), "v") : Map.entry(next(levels - 1), "v");
            case 42 -> new Named("n" + n, list(some(levels)));
            case 43 -> new Named(n == 0 ? null : "a", list(Arrays.asList((Object) null)));
            default -> set(new ArrayList<>(List.of(1, 1L, "1", '1')));
        };
    }

    private List<Object> some(int levels) {
        List<Object> some = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            some.add(random.nextInt(3) == 0 ? next(levels - 1) : (Object) random.nextInt(3));
        }
        return some;
    }

    private List<Object> list(List<Object> parts) {
        return switch (random.nextInt(4)) {
            case 0 -> new LinkedList<>(parts);
            case 1 -> Collections.unmodifiableList(parts);
            case 2 -> parts.contains(null) ? parts : List.copyOf(parts);
            default -> parts;
        };
    }

    private Set<Object> set(List<Object> parts) {
        Set<Object> set = random.nextBoolean() ? new HashSet<>(1 << random.nextInt(10)) : new LinkedHashSet<>();
        Collections.shuffle(parts, random);
        set.addAll(parts);
        return random.nextBoolean() ? Set.copyOf(set) : set;
    }

    private Map<Object, Object> map(List<Object> parts) {
        Collections.shuffle(parts, random);
        Map<Object, Object> map = switch (random.nextInt(3)) {
            case 0 -> new HashMap<>(1 << random.nextInt(10));
            case 1 -> parts.stream().allMatch(Integer.class::isInstance) ? new TreeMap<>() : new HashMap<>();
            default -> new LinkedHashMap<>();
        };
        for (Object part : parts) {
            map.put(part, "v");
        }
        return map;
    }
}
