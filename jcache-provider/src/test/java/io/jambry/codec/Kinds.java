// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.codec.CodecKinds.Animal;
import io.jambry.codec.CodecKinds.Answering;
import io.jambry.codec.CodecKinds.Bean;
import io.jambry.codec.CodecKinds.Box;
import io.jambry.codec.CodecKinds.Circle;
import io.jambry.codec.CodecKinds.Closed;
import io.jambry.codec.CodecKinds.Colour;
import io.jambry.codec.CodecKinds.Customer;
import io.jambry.codec.CodecKinds.Dog;
import io.jambry.codec.CodecKinds.Doubles;
import io.jambry.codec.CodecKinds.HalfFinal;
import io.jambry.codec.CodecKinds.Handler;
import io.jambry.codec.CodecKinds.HashedKey;
import io.jambry.codec.CodecKinds.Heir;
import io.jambry.codec.CodecKinds.Holder;
import io.jambry.codec.CodecKinds.Inner;
import io.jambry.codec.CodecKinds.Level;
import io.jambry.codec.CodecKinds.Line;
import io.jambry.codec.CodecKinds.Members;
import io.jambry.codec.CodecKinds.Node;
import io.jambry.codec.CodecKinds.Nothing;
import io.jambry.codec.CodecKinds.OrderException;
import io.jambry.codec.CodecKinds.Pair;
import io.jambry.codec.CodecKinds.Square;
import io.jambry.codec.CodecKinds.TitledList;
import io.jambry.codec.CodecKinds.Tree;
import io.jambry.codec.CodecKinds.Vault;
import io.jambry.codec.CodecKinds.Zoo;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Proxy;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoaderException;

/** The kinds of values that codecs are tried with: what users put into caches, and what is easily restored wrong. */
public final class Kinds {

    private static final String SCALARS = "Text, numbers, times";
    private static final String COLLECTIONS = "Collections and arrays";
    private static final String OBJECTS = "Records, classes, enums";
    private static final String SPECIAL = "What serialization has rules for";

    private Kinds() {}

    /** All of them, in the order of the document. */
    public static List<Kind> all() {
        List<Kind> kinds = new ArrayList<>();
        addScalars(kinds);
        addCollections(kinds);
        addObjects(kinds);
        addSpecial(kinds);
        kinds.addAll(ClientKinds.all());
        kinds.addAll(JdkKinds.all());
        return kinds;
    }

    private static void addScalars(List<Kind> kinds) {
        add(kinds, SCALARS, "text", "h\u00e9llo");
        add(kinds, SCALARS, "text beyond the usual", list("", "\u0000", "\uD83D\uDE00", "~a", "[1]", "null"));
        add(kinds, SCALARS, "text that is no Unicode", list("a\uD800"));
        add(kinds, SCALARS, "Long alone", 42L);
        add(kinds, SCALARS, "Integer, Long, Short, Byte, Character, Boolean", CodecSamples.numbers());
        add(kinds, SCALARS, "Double, Float", list(1.0, -0.0, Double.NaN, 0.1f, Float.POSITIVE_INFINITY));
        shown(
                kinds,
                SCALARS,
                "doubles and floats in a record",
                new Doubles(Double.NaN, Double.NEGATIVE_INFINITY, -0f, new float[] {Float.NaN}, new double[] {1e-300}));
        add(kinds, SCALARS, "BigDecimal 1.50", new BigDecimal("1.50"));
        add(
                kinds,
                SCALARS,
                "BigDecimal, BigInteger",
                list(new BigDecimal("1.50"), new BigDecimal("1E+3"), BigInteger.TWO.shiftLeft(99)));
        add(kinds, SCALARS, "byte[] alone", new byte[] {1, -1, 0, 65});
        add(kinds, SCALARS, "Instant", Instant.ofEpochSecond(-1, 999_999_999));
        add(kinds, SCALARS, "Instant, LocalDate, LocalTime, Duration, Period, …", times());
        add(kinds, SCALARS, "LocalDate far away", new Box(LocalDate.MIN));
        ZonedDateTime twice = ZonedDateTime.ofLocal(
                LocalDateTime.of(2026, 10, 25, 2, 30), ZoneId.of("Europe/Berlin"), ZoneOffset.ofHours(1));
        add(kinds, SCALARS, "ZonedDateTime in the hour that comes twice", twice);
        add(kinds, SCALARS, "ZonedDateTime in a list", list(twice));
        add(kinds, SCALARS, "Date", list(new Date(0), new Date(-62_200_000_000_001L)));
        add(kinds, SCALARS, "Timestamp with nanoseconds", timestamp());
        add(
                kinds,
                SCALARS,
                "UUID, Locale, URI",
                list(new UUID(1, 2), Locale.forLanguageTag("zh-Hant-TW"), URI.create("HTTP://Host:80/%c3?q#f")));
        add(kinds, SCALARS, "Locale", list(Locale.GERMANY, Locale.ROOT));
    }

    private static void addCollections(List<Kind> kinds) {
        add(
                kinds,
                COLLECTIONS,
                "list of numbers",
                list((byte) 1, (short) 2, 3, 4L, 5f, 6d, 'c', true, null, BigInteger.TWO.pow(70)));
        add(kinds, COLLECTIONS, "Map<Integer, Long>", new HashMap<>(Map.of(1, 1L, 2, 1L << 40)));
        add(kinds, COLLECTIONS, "LinkedHashMap in its order", linked());
        add(
                kinds,
                COLLECTIONS,
                "HashMap with records as keys",
                new HashMap<>(Map.of(new Line("a", 1, BigDecimal.ONE), 1)));
        add(kinds, COLLECTIONS, "HashMap with lists as keys", new HashMap<>(Map.of(List.of(1, "a"), 1)));
        add(kinds, COLLECTIONS, "HashSet of several classes", new HashSet<>(Set.of("a", 1, 2L)));
        add(kinds, COLLECTIONS, "TreeMap", new TreeMap<>(Map.of("b", 1, "a", 2)));
        add(kinds, COLLECTIONS, "sorted map with a comparator", reversed(Comparator.reverseOrder()));
        add(kinds, COLLECTIONS, "sorted map with Collections.reverseOrder", reversed(Collections.reverseOrder()));
        add(kinds, COLLECTIONS, "List.of(Map.of, Set.of)", List.of(Map.of("a", 1), Set.of(1, 2, 3), List.of(1, 2, 3)));
        add(
                kinds,
                COLLECTIONS,
                "Stream.toList() with null",
                Arrays.asList("a", null).stream().toList());
        add(kinds, COLLECTIONS, "unmodifiable list", Collections.unmodifiableList(list(1, 2)));
        add(kinds, COLLECTIONS, "unmodifiable map", Collections.unmodifiableMap(new TreeMap<>(Map.of("a", 1))));
        add(kinds, COLLECTIONS, "Arrays.asList", Arrays.asList("a", null));
        add(kinds, COLLECTIONS, "EnumMap", new EnumMap<>(Map.of(DayOfWeek.MONDAY, 1)));
        add(kinds, COLLECTIONS, "EnumMap, empty", new EnumMap<>(DayOfWeek.class));
        add(kinds, COLLECTIONS, "EnumSet", EnumSet.of(DayOfWeek.FRIDAY));
        add(kinds, COLLECTIONS, "EnumSet, empty", EnumSet.noneOf(DayOfWeek.class));
        add(kinds, COLLECTIONS, "array of records", new Line[] {new Line("a", 1, BigDecimal.ONE), null});
        shown(kinds, COLLECTIONS, "int[], long[], String[]", list(new int[] {1}, new long[] {2}, new String[] {"a"}));
        add(kinds, COLLECTIONS, "Object[] with null", new Object[] {1L, "a", null});
        add(kinds, COLLECTIONS, "null as an element", list(1, null));
        add(kinds, COLLECTIONS, "null as a value of a map", new HashMap<>(Collections.singletonMap("a", null)));
        add(kinds, COLLECTIONS, "null as a key of a map", new HashMap<>(Collections.singletonMap(null, 1)));
        add(kinds, COLLECTIONS, "null as an element of a set", new HashSet<>(Collections.singleton(null)));
    }

    private static void addObjects(List<Kind> kinds) {
        add(kinds, OBJECTS, "record in record in list", CodecKinds.order());
        add(kinds, OBJECTS, "record with a list of records", CodecSamples.order());
        add(kinds, OBJECTS, "record with null", new Pair(null, new Box(null)));
        add(
                kinds,
                OBJECTS,
                "record of Object and interfaces",
                new Members(1L, (short) 2, new BigDecimal("3.0"), Set.of(1), Map.of(1, 2L)));
        add(
                kinds,
                OBJECTS,
                "tree of records",
                new Tree("a", List.of(new Tree("b", List.of()), new Tree("c", List.of()))));
        add(kinds, OBJECTS, "sealed types", list(new Circle(1), new Square(2)));
        add(kinds, OBJECTS, "sealed type in a record", new Pair(new Circle(1), new Square(2)));
        add(kinds, OBJECTS, "bean", bean(new Bean()));
        add(kinds, OBJECTS, "class with getters and setters", new Customer("Ada", 36, list("a", "b")));
        add(kinds, OBJECTS, "bean with a field of its superclass's name", heir());
        add(kinds, OBJECTS, "subclass where its superclass is declared", zoo());
        add(kinds, OBJECTS, "Optional in a record, not Serializable", new Holder(Optional.of("a"), Optional.empty()));
        add(kinds, OBJECTS, "Optional in a list", list(Optional.of(1)));
        add(
                kinds,
                OBJECTS,
                "private fields, no default constructor, not Serializable",
                new Closed(7, "seven", 0.5, Double.NaN));
        add(kinds, OBJECTS, "private fields, no default constructor, Serializable", new Vault("a", 1));
        add(kinds, OBJECTS, "class with a final field", new HalfFinal(1));
        add(kinds, OBJECTS, "enum", list(Colour.RED, Colour.GREEN));
        add(kinds, OBJECTS, "enum constant with a body", new Box(Level.HIGH));
        kinds.add(Kind.of(OBJECTS, "enum constant with a body, alone", Level.HIGH, (a, b) -> a == b));
        shown(kinds, OBJECTS, "cycle", cycle());
        kinds.add(Kind.of(
                OBJECTS,
                "record that is in itself",
                recordCycle(),
                (a, b) -> b instanceof Box box && b == ((List<?>) box.content()).get(0)));
        shown(kinds, OBJECTS, "one object twice", twice());
        kinds.add(Kind.of(
                OBJECTS,
                "immutable list that is in itself",
                listCycle(),
                (a, b) -> b instanceof List<?> list && list.get(0) instanceof List<?> inner && inner.get(0) == b));
        kinds.add(Kind.of(
                OBJECTS,
                "object inside another",
                CodecKinds.inner(),
                (a, b) -> b instanceof Inner inner && inner.outer() != null));
    }

    private static void addSpecial(List<Kind> kinds) {
        shown(kinds, SPECIAL, "exception with cause", new IllegalStateException("a", new IOException("b")));
        shown(kinds, SPECIAL, "exception with suppressed ones", suppressing());
        shown(kinds, SPECIAL, "exception with a field", new OrderException("a", 17));
        shown(kinds, SPECIAL, "exception of a loader", new CacheLoaderException("a", new OrderException("b", 1)));
        kinds.add(Kind.of(SPECIAL, "singleton by readResolve", Nothing.INSTANCE, (a, b) -> a == b));
        add(kinds, SPECIAL, "transient hash by readObject", new HashedKey("a", 1L));
        add(kinds, SPECIAL, "list with a field of its own", titled());
        Kind proxy = Kind.of(
                SPECIAL,
                "dynamic proxy",
                Proxy.newProxyInstance(
                        Kinds.class.getClassLoader(), new Class<?>[] {Answering.class}, new Handler("yes")),
                (a, b) -> b instanceof Answering answering && answering.answer().equals("yes"));
        kinds.add(proxy);
        kinds.add(proxy.allowing(", Proxy named in `allow-classes`", "java.lang.reflect.Proxy"));
        Kind lambda = Kind.of(
                SPECIAL,
                "serializable lambda",
                (Supplier<String> & Serializable) () -> "a",
                (a, b) -> b instanceof Supplier<?> supplier && supplier.get().equals("a"));
        kinds.add(lambda);
        kinds.add(lambda.allowing(", SerializedLambda named in `allow-classes`", "java.lang.invoke.SerializedLambda"));
        shown(kinds, SPECIAL, "thread", new Thread("never started"));
    }

    private static void add(List<Kind> kinds, String group, String name, Object value) {
        kinds.add(Kind.equal(group, name, value));
    }

    private static void shown(List<Kind> kinds, String group, String name, Object value) {
        kinds.add(Kind.shown(group, name, value));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // they are only copied
    private static <T> List<T> list(T... elements) {
        return new ArrayList<>(Arrays.asList(elements));
    }

    private static Object times() {
        return list(
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
                ZoneOffset.ofHours(2));
    }

    private static Object linked() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", 1);
        map.put("a", null);
        map.put("m", List.of());
        return map;
    }

    private static Object reversed(Comparator<String> order) {
        TreeMap<String, Integer> map = new TreeMap<>(order);
        map.put("a", 1);
        map.put("b", 2);
        return map;
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

    private static Zoo zoo() {
        return new Zoo(Animal.named(new Dog(), "a"), new Animal());
    }

    private static TitledList titled() {
        TitledList list = new TitledList();
        list.title = "title";
        list.add("a");
        return list;
    }

    private static Object twice() {
        Node node = new Node();
        node.name = "both";
        return list(node, node);
    }

    private static Node cycle() {
        Node node = new Node();
        node.name = "first";
        node.next = new Node();
        node.next.next = node;
        return node;
    }

    private static Box recordCycle() {
        List<Object> list = new ArrayList<>();
        Box box = new Box(list);
        list.add(box);
        return box;
    }

    private static List<Object> listCycle() {
        List<Object> inner = new ArrayList<>();
        List<Object> outer = List.of(inner);
        inner.add(outer);
        return outer;
    }

    private static Exception suppressing() {
        Exception exception = new IOException("a");
        exception.addSuppressed(new IllegalArgumentException("b"));
        return exception;
    }
}
