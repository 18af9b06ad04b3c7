// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value types of the JDK that have a number instead of a name. The numbers are a promise: rows are added and never
 * changed. 0 to 8 are Kryo's own: int, String, float, boolean, byte, char, short, long, double.
 */
final class BuiltIns {

    /** What is written by JDK serialization, whatever its class. */
    static final int JAVA = 9;

    /** The numbers of this table are below; those above belong to the classes that a stream defines. */
    static final int END = 63;

    private static final int TEXT = 1;

    private final StreamClasses classes;

    private BuiltIns(StreamClasses classes) {
        this.classes = classes;
    }

    static void addTo(StreamClasses classes) {
        BuiltIns rows = new BuiltIns(classes);
        rows.addCollections();
        rows.addFixed();
        rows.addScalars();
        rows.addTimes();
        rows.addArrays();
    }

    @SuppressWarnings("JdkObsolete") // values have them
    private void addCollections() {
        add(10, new CollectionForm(ArrayList::new), ArrayList.class);
        add(11, new CollectionForm(size -> new LinkedList<>()), LinkedList.class);
        add(12, new CollectionForm(ArrayDeque::new), ArrayDeque.class);
        add(13, new CollectionForm(size -> new HashSet<>(slots(size))), HashSet.class);
        add(14, new CollectionForm(size -> new LinkedHashSet<>(slots(size))), LinkedHashSet.class);
        add(15, new SortedSetForm(), TreeSet.class);
        add(16, new MapForm(size -> new HashMap<>(slots(size))), HashMap.class);
        add(17, new MapForm(size -> new LinkedHashMap<>(slots(size))), LinkedHashMap.class);
        add(18, new SortedForm(), TreeMap.class);
        add(19, new MapForm(ConcurrentHashMap::new), ConcurrentHashMap.class);
    }

    @SuppressWarnings("JdkObsolete") // values have them
    private void addFixed() {
        add(20, fixed(Collection::toArray, BuiltIns::list), typesOf(List.of(), List.of(1), List.of(1, 2, 3)));
        add(
                21,
                fixed(Collection::toArray, elements -> Set.of(elements)),
                typesOf(Set.of(), Set.of(1), Set.of(1, 2, 3)));
        add(22, ofMap(BuiltIns::map), typesOf(Map.of(), Map.of(1, 1), Map.of(1, 1, 2, 2)));
        add(23, fixed(Collection::toArray, elements -> Arrays.asList(elements)), typesOf(Arrays.asList(1, 2)));
        add(24, fixed(Collection::toArray, elements -> Collections.emptyList()), typesOf(Collections.emptyList()));
        add(25, fixed(Collection::toArray, elements -> Collections.emptySet()), typesOf(Collections.emptySet()));
        add(26, ofMap(map -> Collections.emptyMap()), typesOf(Collections.emptyMap()));
        add(
                27,
                fixed(Collection::toArray, elements -> Collections.singletonList(only(elements))),
                typesOf(Collections.singletonList(1)));
        add(
                28,
                fixed(Collection::toArray, elements -> Collections.singleton(only(elements))),
                typesOf(Collections.singleton(1)));
        add(29, ofMap(BuiltIns::singletonMap), typesOf(Collections.singletonMap(1, 1)));
        add(
                30,
                fixed(
                        Collection::toArray,
                        elements -> Collections.unmodifiableList(new ArrayList<>(Arrays.asList(elements)))),
                typesOf(Collections.unmodifiableList(new ArrayList<>())));
        add(
                31,
                fixed(
                        Collection::toArray,
                        elements -> Collections.unmodifiableList(new LinkedList<>(Arrays.asList(elements)))),
                typesOf(Collections.unmodifiableList(new LinkedList<>())));
        add(
                32,
                fixed(
                        Collection::toArray,
                        elements -> Collections.unmodifiableSet(new LinkedHashSet<>(Arrays.asList(elements)))),
                typesOf(Collections.unmodifiableSet(new HashSet<>())));
        add(33, ofMap(Collections::unmodifiableMap), typesOf(Collections.unmodifiableMap(new HashMap<>())));
        add(
                34,
                new FixedForm<Optional<Object>>(
                        optional -> optional.stream().toArray(),
                        elements -> elements.length == 0 ? Optional.empty() : Optional.of(present(only(elements)))),
                Optional.class);
    }

    @SuppressWarnings("JavaUtilDate") // values have them
    private void addScalars() {
        add(TEXT, new ScalarForm<String>((out, text) -> out.writeString(text), ScalarForm::text), String.class);
        add(
                35,
                new ScalarForm<UUID>(
                        (out, uuid) -> {
                            out.writeLong(uuid.getMostSignificantBits());
                            out.writeLong(uuid.getLeastSignificantBits());
                        },
                        in -> new UUID(in.readLong(), in.readLong())),
                UUID.class);
        add(
                36,
                new ScalarForm<URI>(
                        (out, uri) -> out.writeString(uri.toString()), in -> URI.create(ScalarForm.text(in))),
                URI.class);
        add(
                37,
                new ScalarForm<Currency>(
                        (out, currency) -> out.writeString(currency.getCurrencyCode()),
                        in -> Currency.getInstance(ScalarForm.text(in))),
                Currency.class);
        add(
                38,
                new ScalarForm<BigInteger>(
                        (out, number) -> {
                            byte[] bytes = number.toByteArray();
                            out.writeVarInt(bytes.length, true);
                            out.writeBytes(bytes);
                        },
                        BuiltIns::integer),
                BigInteger.class);
        add(
                39,
                new ScalarForm<BigDecimal>(
                        (out, number) -> {
                            byte[] bytes = number.unscaledValue().toByteArray();
                            out.writeVarInt(bytes.length, true);
                            out.writeBytes(bytes);
                            out.writeVarInt(number.scale(), false);
                        },
                        in -> new BigDecimal(integer(in), in.readVarInt(false))),
                BigDecimal.class);
        add(
                40,
                new ScalarForm<Date>((out, date) -> out.writeLong(date.getTime()), in -> new Date(in.readLong())),
                Date.class);
        add(
                41,
                new ScalarForm<OptionalInt>(
                        (out, optional) -> {
                            out.writeBoolean(optional.isPresent());
                            optional.ifPresent(value -> out.writeVarInt(value, false));
                        },
                        in -> in.readBoolean() ? OptionalInt.of(in.readVarInt(false)) : OptionalInt.empty()),
                OptionalInt.class);
        add(
                42,
                new ScalarForm<OptionalLong>(
                        (out, optional) -> {
                            out.writeBoolean(optional.isPresent());
                            optional.ifPresent(value -> out.writeVarLong(value, false));
                        },
                        in -> in.readBoolean() ? OptionalLong.of(in.readVarLong(false)) : OptionalLong.empty()),
                OptionalLong.class);
        add(
                43,
                new ScalarForm<OptionalDouble>(
                        (out, optional) -> {
                            out.writeBoolean(optional.isPresent());
                            optional.ifPresent(out::writeDouble);
                        },
                        in -> in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty()),
                OptionalDouble.class);
    }

    private void addTimes() {
        add(44, new ScalarForm<>(Times::writeDate, Times::readDate), LocalDate.class);
        add(45, new ScalarForm<>(Times::writeTime, Times::readTime), LocalTime.class);
        add(46, new ScalarForm<>(Times::writeDateTime, Times::readDateTime), LocalDateTime.class);
        add(
                47,
                new ScalarForm<Instant>(
                        (out, instant) -> {
                            out.writeVarLong(instant.getEpochSecond(), false);
                            out.writeVarInt(instant.getNano(), true);
                        },
                        in -> Instant.ofEpochSecond(in.readVarLong(false), in.readVarInt(true))),
                Instant.class);
        add(
                48,
                new ScalarForm<Duration>(
                        (out, duration) -> {
                            out.writeVarLong(duration.getSeconds(), false);
                            out.writeVarInt(duration.getNano(), true);
                        },
                        in -> Duration.ofSeconds(in.readVarLong(false), in.readVarInt(true))),
                Duration.class);
        add(
                49,
                new ScalarForm<Period>(
                        (out, period) -> {
                            out.writeVarInt(period.getYears(), false);
                            out.writeVarInt(period.getMonths(), false);
                            out.writeVarInt(period.getDays(), false);
                        },
                        in -> Period.of(in.readVarInt(false), in.readVarInt(false), in.readVarInt(false))),
                Period.class);
        add(50, new ScalarForm<>(Times::writeOffset, Times::readOffset), ZoneOffset.class);
        add(
                51,
                new ScalarForm<ZoneId>((out, zone) -> out.writeString(zone.getId()), Times::readZone),
                typesOf(ZoneId.of("UTC")));
        add(
                52,
                new ScalarForm<OffsetDateTime>(
                        (out, time) -> {
                            Times.writeDateTime(out, time.toLocalDateTime());
                            Times.writeOffset(out, time.getOffset());
                        },
                        in -> OffsetDateTime.of(Times.readDateTime(in), Times.readOffset(in))),
                OffsetDateTime.class);
        add(
                53,
                new ScalarForm<OffsetTime>(
                        (out, time) -> {
                            Times.writeTime(out, time.toLocalTime());
                            Times.writeOffset(out, time.getOffset());
                        },
                        in -> OffsetTime.of(Times.readTime(in), Times.readOffset(in))),
                OffsetTime.class);
        add(
                54,
                new ScalarForm<ZonedDateTime>(
                        (out, time) -> {
                            Times.writeDateTime(out, time.toLocalDateTime());
                            Times.writeOffset(out, time.getOffset());
                            out.writeString(time.getZone().getId());
                        },
                        in -> ZonedDateTime.ofInstant(
                                Times.readDateTime(in), Times.readOffset(in), Times.readZone(in))),
                ZonedDateTime.class);
        add(
                55,
                new ScalarForm<Year>(
                        (out, year) -> out.writeVarInt(year.getValue(), false), in -> Year.of(in.readVarInt(false))),
                Year.class);
        add(
                56,
                new ScalarForm<YearMonth>(
                        (out, month) -> {
                            out.writeVarInt(month.getYear(), false);
                            out.writeByte(month.getMonthValue());
                        },
                        in -> YearMonth.of(in.readVarInt(false), in.readByte())),
                YearMonth.class);
        add(
                57,
                new ScalarForm<MonthDay>(
                        (out, day) -> {
                            out.writeByte(day.getMonthValue());
                            out.writeByte(day.getDayOfMonth());
                        },
                        in -> MonthDay.of(in.readByte(), in.readByte())),
                MonthDay.class);
    }

    private void addArrays() {
        add(
                58,
                new ScalarForm<byte[]>(
                        (out, array) -> {
                            out.writeVarInt(array.length, true);
                            out.writeBytes(array);
                        },
                        in -> in.readBytes(in.readVarInt(true))),
                byte[].class);
        add(
                59,
                new ScalarForm<int[]>(
                        (out, array) -> {
                            out.writeVarInt(array.length, true);
                            out.writeInts(array, 0, array.length, false);
                        },
                        in -> in.readInts(in.readVarInt(true), false)),
                int[].class);
        add(
                60,
                new ScalarForm<long[]>(
                        (out, array) -> {
                            out.writeVarInt(array.length, true);
                            out.writeLongs(array, 0, array.length, false);
                        },
                        in -> in.readLongs(in.readVarInt(true), false)),
                long[].class);
        add(
                61,
                new ScalarForm<double[]>(
                        (out, array) -> {
                            out.writeVarInt(array.length, true);
                            out.writeDoubles(array, 0, array.length);
                        },
                        in -> in.readDoubles(in.readVarInt(true))),
                double[].class);
        add(62, new ArrayForm(Object.class), Object[].class);
    }

    private void add(int id, Serializer<?> serializer, Class<?>... types) {
        for (Class<?> type : types) {
            classes.register(new Registration(type, serializer, id));
        }
    }

    private static FixedForm<Collection<?>> fixed(
            Function<Collection<?>, @Nullable Object[]> apart, Function<@Nullable Object[], Collection<?>> together) {
        return new FixedForm<>(apart, together);
    }

    /** A map as its keys and values in turn, put together from a map that keeps their order. */
    private static FixedForm<Map<?, ?>> ofMap(Function<Map<@Nullable Object, @Nullable Object>, Map<?, ?>> together) {
        return new FixedForm<>(
                map -> map.entrySet().stream()
                        .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                        .toArray(),
                elements -> {
                    Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
                    for (int i = 0; i < elements.length; i += 2) {
                        map.put(elements[i], elements[i + 1]);
                    }
                    CollectionForm.requireDistinct(elements.length, 2 * map.size());
                    return together.apply(map);
                });
    }

    private static Class<?>[] typesOf(Object... samples) {
        return Stream.of(samples).map(Object::getClass).distinct().toArray(Class<?>[]::new);
    }

    private static int slots(int size) {
        return size + size / 3 + 1;
    }

    private static List<?> list(@Nullable Object... elements) {
        return Stream.of(elements).allMatch(Objects::nonNull)
                ? List.of(elements)
                : Arrays.stream(elements).toList();
    }

    private static Map<?, ?> map(Map<@Nullable Object, @Nullable Object> entries) {
        return Map.copyOf(entries);
    }

    private static Map<?, ?> singletonMap(Map<@Nullable Object, @Nullable Object> entries) {
        Map.Entry<@Nullable Object, @Nullable Object> entry =
                entries.entrySet().iterator().next();
        return Collections.singletonMap(entry.getKey(), entry.getValue());
    }

    private static @Nullable Object only(@Nullable Object... elements) {
        if (elements.length != 1) {
            throw new Refusal("something of one element has " + elements.length + "; it is damaged");
        }
        return elements[0];
    }

    private static Object present(@Nullable Object object) {
        if (object == null) {
            throw new Refusal("something that is there is missing; it is damaged");
        }
        return object;
    }

    private static BigInteger integer(BoundedInput in) {
        return new BigInteger(in.readBytes(in.readVarInt(true)));
    }
}
