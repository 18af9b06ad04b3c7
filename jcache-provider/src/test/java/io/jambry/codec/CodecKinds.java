// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Collections;
import java.util.Comparator;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.SimpleTimeZone;
import java.util.Stack;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The kinds of values that codecs are tried with: what users put into caches, and what is easily restored wrong. */
public final class CodecKinds {

    /** One kind, and what makes a restored value the same. */
    public record Kind(String name, Object value, BiPredicate<Object, Object> same) {

        Kind(String name, Object value) {
            this(name, value, Object::equals);
        }

        public boolean isRestored(Object read) {
            return read.getClass() == value.getClass() && same.test(value, read);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    public enum Level {
        LOW,
        HIGH {
            @Override
            int weight() {
                return 2;
            }
        };

        int weight() {
            return 1;
        }
    }

    public record Line(String article, int count, BigDecimal price) implements Serializable {}

    public record Order(String id, Level level, Instant placed, List<Line> lines, Map<String, Long> totals)
            implements Serializable {}

    public record Holder(Optional<String> some, Optional<Integer> none) {}

    /** A record that holds anything. */
    public record Box(Object content) implements Serializable {}

    /** Private fields, no constructor without parameters, not serializable. */
    public static final class Closed {
        private final int number;
        private final String text;
        private final double[] weights;

        public Closed(int number, String text, double... weights) {
            this.number = number;
            this.text = text;
            this.weights = weights;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Closed that
                    && that.number == number
                    && that.text.equals(text)
                    && Arrays.equals(that.weights, weights);
        }

        @Override
        public int hashCode() {
            return Objects.hash(number, text);
        }
    }

    /** An ordinary bean. */
    public static class Bean implements Serializable {
        private static final long serialVersionUID = 1L;
        private int id;
        private String name;
        private Long size;

        public int getId() {
            return id;
        }

        public void setId(int id) {
            this.id = id;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public Long getSize() {
            return size;
        }

        public void setSize(Long size) {
            this.size = size;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bean that
                    && that.getClass() == getClass()
                    && that.id == id
                    && Objects.equals(that.name, name)
                    && Objects.equals(that.size, size);
        }

        @Override
        public int hashCode() {
            return id;
        }
    }

    /** A bean whose superclass has a private field of the same name. */
    public static final class Heir extends Bean {
        private static final long serialVersionUID = 1L;
        private String name;

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof Heir that && Objects.equals(that.name, name);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    public static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;
        public String name;
        public Node next;
    }

    /** One instance, like NullValue of Spring. */
    public static final class Nothing implements Serializable {
        private static final long serialVersionUID = 1L;
        public static final Nothing INSTANCE = new Nothing();

        private Nothing() {}

        private Object readResolve() {
            return INSTANCE;
        }
    }

    /** A transient hash that is made again on reading, like SimpleKey of Spring and the keys of Hibernate. */
    public static final class HashedKey implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object[] parts;
        private transient int hash;

        public HashedKey(Object... parts) {
            this.parts = parts;
            this.hash = Arrays.hashCode(parts);
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            hash = Arrays.hashCode(parts);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HashedKey that && Arrays.equals(that.parts, parts) && that.hash == hash;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A list with a field of its own. */
    public static final class TitledList extends ArrayList<String> {
        private static final long serialVersionUID = 1L;
        public String title;

        @Override
        public boolean equals(Object other) {
            return other instanceof TitledList that && super.equals(that) && Objects.equals(title, that.title);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    /** An object inside another one, which it needs. */
    public final class Inner {
        public int number = 1;

        CodecKinds outer() {
            return CodecKinds.this;
        }
    }

    private CodecKinds() {}

    public static Order order() {
        Map<String, Long> totals = new LinkedHashMap<>();
        totals.put("net", 4_711L);
        totals.put("gross", 5_605L);
        return new Order(
                "2026-11-28/17",
                Level.HIGH,
                Instant.parse("2026-11-28T09:00:00.123Z"),
                List.of(
                        new Line("bolt", 100, new BigDecimal("0.05")),
                        new Line("nut", 100, new BigDecimal("0.040")),
                        new Line("Schl\u00fcssel", 1, new BigDecimal("12.50"))),
                totals);
    }

    public static List<Kind> all() {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind("text", "h\u00e9llo"));
        kinds.add(new Kind("Long alone", 42L));
        kinds.add(new Kind("byte[] alone", new byte[] {1, -1}, (a, b) -> Arrays.equals((byte[]) a, (byte[]) b)));
        kinds.add(new Kind("BigDecimal 1.50", new BigDecimal("1.50")));
        kinds.add(new Kind(
                "list of numbers",
                new ArrayList<>(
                        Arrays.asList((byte) 1, (short) 2, 3, 4L, 5f, 6d, 'c', true, null, BigInteger.TWO.pow(70)))));
        kinds.add(new Kind("Map<Integer, Long>", new HashMap<>(Map.of(1, 1L, 2, 1L << 40))));
        kinds.add(new Kind("List.of(Map.of, Set.of)", List.of(Map.of("a", 1), Set.of(1, 2, 3))));
        kinds.add(new Kind(
                "Stream.toList() with null", Arrays.asList("a", null).stream().toList()));
        kinds.add(new Kind("unmodifiable list", Collections.unmodifiableList(new ArrayList<>(List.of(1, 2)))));
        kinds.add(new Kind("unmodifiable map", Collections.unmodifiableMap(new TreeMap<>(Map.of("a", 1)))));
        kinds.add(new Kind("Arrays.asList", Arrays.asList("a", null)));
        kinds.add(new Kind(
                "array of records",
                new Line[] {new Line("a", 1, BigDecimal.ONE), null},
                (a, b) -> Arrays.equals((Line[]) a, (Line[]) b)));
        kinds.add(new Kind("EnumMap", new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1))));
        kinds.add(new Kind("EnumSet, empty", EnumSet.noneOf(DayOfWeek.class)));
        kinds.add(new Kind("enum constant with a body", new Box(Level.HIGH)));
        kinds.add(new Kind("sorted map with a comparator", reversed(), CodecKinds::sameSorted));
        kinds.add(new Kind("Instant", Instant.ofEpochSecond(-1, 999_999_999)));
        kinds.add(new Kind("LocalDate far away", new Box(LocalDate.MIN)));
        kinds.add(new Kind(
                "ZonedDateTime in the hour that comes twice",
                ZonedDateTime.ofLocal(
                        LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1))));
        kinds.add(new Kind(
                "UUID, Locale, URI",
                new ArrayList<>(List.of(
                        new UUID(1, 2), Locale.forLanguageTag("zh-Hant-TW"), URI.create("HTTP://Host:80/%c3?q#f")))));
        kinds.add(new Kind("Timestamp with nanoseconds", timestamp()));
        kinds.add(new Kind("Optional in a record", new Holder(Optional.of("a"), Optional.empty())));
        kinds.add(new Kind("private fields, no default constructor", new Closed(7, "seven", 0.5, Double.NaN)));
        kinds.add(new Kind("bean", bean(new Bean())));
        kinds.add(new Kind("bean with a field of its superclass's name", heir()));
        kinds.add(new Kind("record in record in list", order()));
        kinds.add(new Kind("cycle", cycle(), CodecKinds::isCycle));
        kinds.add(new Kind("record that is in itself", recordCycle(), CodecKinds::isRecordCycle));
        kinds.add(new Kind("one object twice", twice(), CodecKinds::areBoth));
        kinds.add(new Kind(
                "exception with cause",
                new IllegalStateException("a", new IOException("b")),
                CodecKinds::sameException));
        kinds.add(new Kind("singleton by readResolve", Nothing.INSTANCE, (a, b) -> a == b));
        kinds.add(new Kind("transient hash by readObject", new HashedKey("a", 1L)));
        kinds.add(new Kind("list with a field of its own", titled()));
        kinds.add(
                new Kind("object inside another", new CodecKinds().new Inner(), (a, b) -> ((Inner) b).outer() != null));
        kinds.add(new Kind(
                "serializable lambda",
                (Supplier<String> & Serializable) () -> "a",
                (a, b) -> ((Supplier<?>) b).get().equals("a")));
        kinds.add(new Kind("thread", new Thread("never started")));
        return kinds;
    }

    /** Values of the JDK that are easily taken for others. */
    public static List<Kind> ofTheJdk() {
        Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"), Locale.ROOT);
        calendar.setTimeInMillis(1_000);
        calendar.setLenient(false);
        Properties properties = new Properties(new Properties());
        properties.setProperty("a", "b");
        IdentityHashMap<Object, Object> identity = new IdentityHashMap<>();
        identity.put(Level.LOW, Level.HIGH);
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
            queue,
            byAccess,
            new ConcurrentHashMap<>(Map.of("a", 1)),
            new LinkedList<>(Arrays.asList(1, null)),
            new ArrayDeque<>(List.of(1, 2)),
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
            new Level[] {Level.HIGH, null},
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
        return Arrays.stream(values)
                .map(value -> new Kind(value.getClass().getName(), value, CodecKinds::looksTheSame))
                .toList();
    }

    private static boolean looksTheSame(Object written, Object read) {
        boolean equal = Objects.deepEquals(written, read);
        boolean hasNoEquals = written instanceof Pattern
                || written instanceof Number
                || written instanceof Queue
                || written instanceof StringBuilder;
        return (equal || hasNoEquals)
                && (written.getClass().isArray()
                        || written instanceof Calendar
                        || String.valueOf(written).equals(String.valueOf(read)))
                && (!(written instanceof Pattern pattern) || pattern.flags() == ((Pattern) read).flags())
                && (!(written instanceof PriorityQueue<?> queue)
                        || queue.peek().equals(((PriorityQueue<?>) read).peek()));
    }

    private static Object timestamp() {
        java.sql.Timestamp timestamp = new java.sql.Timestamp(1_000);
        timestamp.setNanos(123_456_789);
        return timestamp;
    }

    private static <T extends Bean> T bean(T bean) {
        bean.setId(-7);
        bean.setName("seven");
        bean.setSize(7L);
        return bean;
    }

    private static Heir heir() {
        Heir heir = bean(new Heir());
        heir.name = "of the heir";
        return heir;
    }

    private static TitledList titled() {
        TitledList list = new TitledList();
        list.title = "title";
        list.add("a");
        return list;
    }

    private static TreeMap<String, Integer> reversed() {
        TreeMap<String, Integer> map = new TreeMap<>(Comparator.reverseOrder());
        map.put("a", 1);
        map.put("b", 2);
        return map;
    }

    private static boolean sameSorted(Object written, Object read) {
        return written.equals(read) && ((TreeMap<?, ?>) read).firstKey().equals("b");
    }

    private static Object twice() {
        Node node = new Node();
        node.name = "both";
        return new ArrayList<>(List.of(node, node));
    }

    private static boolean areBoth(Object written, Object read) {
        return ((List<?>) read).stream().allMatch(node -> ((Node) node).name.equals("both"));
    }

    private static Node cycle() {
        Node node = new Node();
        node.name = "first";
        node.next = new Node();
        node.next.next = node;
        return node;
    }

    private static boolean isCycle(Object written, Object read) {
        Node node = (Node) read;
        return node.name.equals("first") && node.next.name == null && node.next.next == node;
    }

    private static Box recordCycle() {
        List<Object> list = new ArrayList<>();
        Box box = new Box(list);
        list.add(box);
        return box;
    }

    private static boolean isRecordCycle(Object written, Object read) {
        return read == ((List<?>) ((Box) read).content()).get(0);
    }

    private static boolean sameException(Object written, Object read) {
        Throwable a = (Throwable) written;
        Throwable b = (Throwable) read;
        return a.getMessage().equals(b.getMessage())
                && Arrays.equals(a.getStackTrace(), b.getStackTrace())
                && b.getCause() instanceof IOException
                && b.getCause().getMessage().equals("b");
    }
}
