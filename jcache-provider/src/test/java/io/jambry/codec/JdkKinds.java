// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
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
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.Stack;
import java.util.TimeZone;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Values of the JDK that are easily taken for others, each under the name of its class. */
final class JdkKinds {

    private static final String GROUP = "Classes of the JDK";

    private JdkKinds() {}

    static List<Kind> all() {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT);
        calendar.setTimeInMillis(1_000);
        calendar.setLenient(false);
        Properties properties = new Properties(new Properties());
        properties.setProperty("a", "b");
        IdentityHashMap<Object, Object> identity = new IdentityHashMap<>();
        identity.put(CodecKinds.Level.LOW, CodecKinds.Level.HIGH);
        TreeSet<String> reversedSet = new TreeSet<>(Comparator.reverseOrder());
        reversedSet.addAll(List.of("a", "b"));
        ConcurrentSkipListMap<String, Integer> skipList = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
        skipList.putAll(Map.of("a", 1, "b", 2));
        PriorityQueue<Integer> queue = new PriorityQueue<>(Comparator.reverseOrder());
        queue.addAll(List.of(1, 2, 3));
        LinkedHashMap<String, Integer> byAccess = new LinkedHashMap<>(Map.of("a", 1));
        Object[] values = {
            calendar,
            TimeZone.getTimeZone("Europe/Berlin"),
            new SimpleTimeZone(3_600_000, "X"),
            Currency.getInstance("EUR"),
            Pattern.compile("a", Pattern.CASE_INSENSITIVE),
            new AtomicInteger(1),
            new AtomicLong(1L << 40),
            BitSet.valueOf(new long[] {5, 0, 1}),
            properties,
            identity,
            reversedSet,
            skipList,
            new TreeSet<>(Set.of(1, 2)),
            new LinkedHashSet<>(List.of(2, 1)),
            new HashMap<>(Map.of(URI.create("urn:a"), Currency.getInstance("EUR"))),
            new ArrayList<>(List.of(TimeUnit.DAYS, String.class, int.class, CodecKinds.Order[].class)),
            Collections.unmodifiableMap(new HashMap<>(Map.of(1, 2))),
            queue,
            byAccess,
            new ConcurrentHashMap<>(Map.of("a", 1)),
            new LinkedList<>(Arrays.asList(1, null)),
            new ArrayDeque<>(List.of(1, 2)),
            new ConcurrentLinkedQueue<>(List.of(1)),
            new Vector<>(List.of(1)),
            new Stack<>(),
            new CopyOnWriteArrayList<>(List.of(1)),
            Collections.synchronizedList(new ArrayList<>(List.of(1))),
            Collections.checkedList(new ArrayList<>(List.of(1)), Integer.class),
            Collections.unmodifiableSortedSet(reversedSet),
            Collections.unmodifiableSet(new HashSet<>(List.of(1))),
            Collections.unmodifiableList(new LinkedList<>(List.of(1))),
            Collections.emptyList(),
            Collections.emptyMap(),
            Collections.singletonList(null),
            Collections.singleton(1),
            Collections.singletonMap(null, 1),
            Collections.nCopies(3, "a"),
            new ArrayList<>(List.of(1, 2, 3)).subList(1, 2),
            new HashMap<>(Map.of(1, 2)).keySet(),
            Map.entry("a", 1),
            new AbstractMap.SimpleEntry<>("a", 1),
            EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.MONDAY),
            new int[][] {{1}, null, {2, 3}},
            new char[] {'a', '\uD800'},
            new boolean[] {true, false},
            new float[] {Float.NaN, -0f},
            new String[] {"a", null},
            new Object[] {1, "a", new int[] {1}},
            new CodecKinds.Level[] {CodecKinds.Level.HIGH, null},
            new StringBuilder("a"),
            new java.util.Date(5),
            new java.sql.Date(5),
            new java.sql.Time(5),
            OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.ofHoursMinutesSeconds(1, 2, 3)),
            OffsetTime.MAX,
            LocalTime.MIDNIGHT,
            LocalDateTime.MAX,
            Instant.MIN,
            Duration.ofNanos(-1),
            Period.of(1, -2, 3),
            Year.of(-5),
            YearMonth.of(12345, 6),
            MonthDay.of(2, 29),
            ZoneId.of("Europe/Berlin"),
            ZoneOffset.ofTotalSeconds(-1),
            Optional.of(List.of(1)),
            OptionalInt.of(-1),
            OptionalLong.empty(),
            OptionalDouble.of(Double.NaN),
            new BigDecimal(BigInteger.TEN.pow(40), -7),
            BigInteger.TWO.pow(200).negate(),
            Float.MIN_VALUE,
            Character.MAX_VALUE,
            Short.MIN_VALUE,
            "a\uD800\0b",
            String.class,
            Locale.forLanguageTag("de-DE-u-co-phonebk"),
            new Locale("abcdefghi", "", "v_w"),
            TimeUnit.DAYS,
        };
        Map<String, Integer> times = new HashMap<>();
        List<Kind> kinds = new ArrayList<>();
        for (Object value : values) {
            String name = name(value);
            int time = times.merge(name, 1, Integer::sum);
            kinds.add(Kind.shown(GROUP, time == 1 ? name : name + ", " + time, value));
        }
        return kinds;
    }

    private static String name(Object value) {
        String name = value.getClass().getTypeName();
        return name.startsWith("io.jambry") ? name.substring(name.indexOf('$') + 1) : name;
    }
}
