// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

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
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/** Kinds of values that every codec must restore or refuse. */
public final class CodecSamples {

    public enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "the green one";
            }
        }
    }

    public record Line(String article, int count, BigDecimal price) implements Serializable {}

    public record Order(UUID id, String customer, Instant placed, List<Line> lines, Map<String, String> notes)
            implements Serializable {}

    public record Node(String name, List<Node> children) implements Serializable {}

    public record Holder(Object any, Comparable<?> comparable, Number number, Set<Integer> set, Map<Integer, Long> map)
            implements Serializable {}

    public record Doubles(double d, Double e, float f, float[] g, double[] h) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return other instanceof Doubles that && CodecSamples.render(this).equals(CodecSamples.render(that));
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    public record Maybe(Optional<String> text) {}

    public record Zoo(Animal first, Animal second) implements Serializable {}

    /** With fields, getters and setters, as people write them. */
    public static class Customer implements Serializable {
        private static final long serialVersionUID = 1L;
        private String name;
        private int age;
        private List<String> tags = new ArrayList<>();

        public Customer() {}

        public Customer(String name, int age, List<String> tags) {
            this.name = name;
            this.age = age;
            this.tags = tags;
        }

        public String getName() {
            return name;
        }

        public void setName(String name) {
            this.name = name;
        }

        public int getAge() {
            return age;
        }

        public void setAge(int age) {
            this.age = age;
        }

        public List<String> getTags() {
            return tags;
        }

        public void setTags(List<String> tags) {
            this.tags = tags;
        }

        public String getGreeting() {
            return "Dear " + name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Customer that && age == that.age && Objects.equals(name, that.name);
        }

        @Override
        public int hashCode() {
            return age;
        }
    }

    public static class Animal implements Serializable {
        private static final long serialVersionUID = 1L;
        protected String name = "";

        @Override
        public boolean equals(Object other) {
            return other instanceof Animal that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }

        static <A extends Animal> A named(A animal, String name) {
            animal.name = name;
            return animal;
        }
    }

    public static class Dog extends Animal {
        private static final long serialVersionUID = 1L;
        int barks = 3;
    }

    /** Fields that only its constructor sets. */
    public static final class Sealed implements Serializable {
        private static final long serialVersionUID = 1L;
        private final String secret;
        private final int number;

        public Sealed(String secret, int number) {
            this.secret = secret;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sealed that && secret.equals(that.secret) && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** A final field that a constructor without arguments sets otherwise. */
    public static final class HalfFinal implements Serializable {
        private static final long serialVersionUID = 1L;
        private final int number;

        public HalfFinal() {
            this(7);
        }

        public HalfFinal(int number) {
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof HalfFinal that && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    /** There is one object of it, as of Spring's NullValue. */
    public static final class Nothing implements Serializable {
        private static final long serialVersionUID = 1L;
        public static final Object INSTANCE = new Nothing();

        private Nothing() {}

        private Object readResolve() {
            return INSTANCE;
        }
    }

    /** Refers to itself. */
    public static class Ring implements Serializable {
        private static final long serialVersionUID = 1L;
        public Ring next;
    }

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

    /** Each kind by its name, for tables. */
    public static Map<String, Object> kinds() {
        Map<String, Object> kinds = new LinkedHashMap<>();
        kinds.put("record with a list of records", order());
        kinds.put("class with getters and setters", new Customer("Ada", 36, new ArrayList<>(List.of("a", "b"))));
        kinds.put("class that is not Serializable", new Maybe(Optional.of("a")));
        kinds.put("class without a constructor for its fields", new Sealed("a", 1));
        kinds.put("class with a final field", new HalfFinal(1));
        kinds.put("subclass where its superclass is declared", new Zoo(Animal.named(new Dog(), "a"), new Animal()));
        kinds.put(
                "members of type Object and of interfaces",
                new Holder(1L, (short) 2, new BigDecimal("3.0"), Set.of(1), Map.of(1, 2L)));
        kinds.put("tree of records", new Node("a", List.of(new Node("b", List.of()), new Node("c", List.of()))));
        kinds.put(
                "doubles and floats that are no numbers",
                new Doubles(Double.NaN, Double.NEGATIVE_INFINITY, -0f, new float[] {Float.NaN}, new double[] {1e-300}));
        kinds.put("enum", new ArrayList<>(List.of(Colour.RED, Colour.GREEN)));
        kinds.put("Integer, Long, Short, Byte, Character", numbers());
        kinds.put("Double, Float", new ArrayList<>(List.of(1.0, -0.0, Double.NaN, 0.1f, Float.POSITIVE_INFINITY)));
        kinds.put(
                "BigDecimal, BigInteger",
                new ArrayList<>(List.of(new BigDecimal("1.50"), new BigDecimal("1E+3"), BigInteger.TWO.shiftLeft(99))));
        kinds.put("byte[]", new byte[] {0, -1, 65});
        kinds.put(
                "int[], long[], String[]", new ArrayList<>(List.of(new int[] {1}, new long[] {2}, new String[] {"a"})));
        kinds.put("Object[]", new Object[] {1L, "a", null});
        kinds.put("text beyond the usual", new ArrayList<>(List.of("", "\u0000", "\uD83D\uDE00", "~a", "[1]", "null")));
        kinds.put("text that is no Unicode", new ArrayList<>(List.of("a\uD800")));
        kinds.put("ArrayList with null", new ArrayList<>(Arrays.asList(1, null)));
        kinds.put("Arrays.asList", Arrays.asList(1, 2));
        kinds.put("List.of, Set.of, Map.of", List.of(Map.of("a", 1), Set.of(2), List.of(1, 2, 3)));
        kinds.put("unmodifiableList", Collections.unmodifiableList(new ArrayList<>(List.of(1))));
        kinds.put("HashMap with Integer keys and Long values", new HashMap<>(Map.of(1, 2L, 3, 4L)));
        kinds.put("LinkedHashMap in its order", linked());
        kinds.put("HashMap with records as keys", new HashMap<>(Map.of(new Line("a", 1, BigDecimal.ONE), 1)));
        kinds.put("HashSet", new HashSet<>(Set.of("a", 1, 2L)));
        kinds.put("TreeMap", new TreeMap<>(Map.of("b", 1, "a", 2)));
        kinds.put("TreeMap with a comparator", reversed());
        kinds.put("EnumMap", new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)));
        kinds.put("EnumSet", EnumSet.of(DayOfWeek.FRIDAY));
        kinds.put("ArrayDeque", new ArrayList<>(List.of(new ArrayDeque<>(List.of(1)).getFirst())));
        kinds.put("Instant, LocalDate, LocalTime, Duration, ...", times());
        kinds.put(
                "ZonedDateTime",
                new ArrayList<>(List.of(ZonedDateTime.ofLocal(
                        LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1)))));
        kinds.put("Date", new ArrayList<>(List.of(new Date(0), new Date(-62_200_000_000_001L))));
        kinds.put("UUID, URI", new ArrayList<>(List.of(new UUID(3, 4), URI.create("http://a/%20?b#c"))));
        kinds.put("Locale", new ArrayList<>(List.of(Locale.GERMANY, Locale.ROOT)));
        kinds.put("Optional", new ArrayList<>(List.of(Optional.of(1))));
        kinds.put("exception", new IllegalStateException("a"));
        kinds.put("object that there is once", Nothing.INSTANCE);
        kinds.put("ring of objects", ring());
        kinds.put("lambda", (Supplier<String> & Serializable) () -> "a");
        return kinds;
    }

    private static Object numbers() {
        return new ArrayList<>(List.of(1, Integer.MIN_VALUE, 1L, Long.MAX_VALUE, (short) 1, (byte) 1, 'c', true, "1"));
    }

    private static Object times() {
        return new ArrayList<>(List.of(
                Instant.EPOCH,
                Instant.MAX,
                LocalDate.of(-5, 1, 2),
                LocalTime.of(1, 2),
                LocalDateTime.of(12345, 1, 2, 3, 4, 5, 6),
                OffsetDateTime.of(2026, 1, 2, 3, 4, 0, 0, ZoneOffset.ofHoursMinutes(5, 30)),
                Duration.ofSeconds(-1, 1),
                Period.of(1, -2, 3),
                Year.of(-3),
                ZoneId.of("Europe/Berlin"),
                ZoneOffset.ofHours(2)));
    }

    private static Object linked() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", null);
        map.put("m", List.of());
        return map;
    }

    private static Object reversed() {
        Map<String, Object> map = new TreeMap<>(Collections.reverseOrder());
        map.put("z", 1);
        return map;
    }

    private static Object ring() {
        Ring ring = new Ring();
        ring.next = ring;
        return ring;
    }

    /** All of a value with the classes of everything in it, except where only an interface of collections is declared. */
    public static String render(Object value) {
        return Rendering.of(value, Object.class);
    }
}
