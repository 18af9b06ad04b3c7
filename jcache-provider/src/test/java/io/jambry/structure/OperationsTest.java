// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jambry.ServerException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redis.clients.jedis.args.Rawable;

/** All structures offer nothing but operations, each once, and each in every way. */
class OperationsTest {

    /** What is no operation: it shows the structure to somebody else. */
    private static final Set<String> OTHERS =
            Set.of("view", "name", "toString", "limit", "of", "perClient", "group", "consumer", "deadLetters");

    private static final StreamId FIRST = new StreamId(1, 0);

    private static Shelf shelf;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    private static Stream<Method> factories() {
        return Stream.of(Structures.class.getMethods())
                .filter(method -> Structure.class.isAssignableFrom(method.getReturnType()));
    }

    private static List<Method> methods(Class<?> structure) {
        return Stream.of(structure.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !OTHERS.contains(method.getName()))
                .toList();
    }

    private static Structure make(Method factory, String name) {
        Object[] arguments = Stream.of(factory.getParameterTypes())
                .map(type -> type == Class.class ? String.class : VALUES.getOrDefault(type, name))
                .toArray();
        return (Structure) invoke(factory, shelf.structures().group("operations"), arguments);
    }

    @TestFactory
    Stream<DynamicNode> structures_allMethods_areOperations() {
        return factories()
                .map(factory -> dynamicTest(
                        factory.getName(),
                        () -> assertThat(methods(factory.getReturnType()))
                                .isNotEmpty()
                                .allMatch(method -> method.getReturnType() == Operation.class)));
    }

    @TestFactory
    Stream<DynamicNode> structures_commands_areOfferedOnce() {
        return factories()
                .map(factory -> dynamicTest(factory.getName(), () -> {
                    Structure structure = make(factory, "once");
                    Map<String, Method> seen = new HashMap<>();
                    for (Method method : methods(factory.getReturnType())) {
                        String command = words(operation(method, factory, structure));
                        Method same = seen.put(command, method);
                        assertThat(same)
                                .as("%s sends the same as %s: %s", method, same, command)
                                .isNull();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicNode> operations_calledSentAndBatched_doTheSame() {
        return factories()
                .map(factory -> dynamicContainer(
                        factory.getName(),
                        methods(factory.getReturnType()).stream()
                                .map(method ->
                                        dynamicTest(Ways.shown(method), () -> new Ways(factory, method).compare()))));
    }

    @TestFactory
    Stream<DynamicNode> operations_overAnotherKind_nameItInEachWay() {
        return factories()
                .map(factory -> dynamicTest(factory.getName(), () -> {
                    long refused = methods(factory.getReturnType()).stream()
                            .filter(method -> new OverAnother(factory, method).isRefused())
                            .count();
                    assertThat(refused).isPositive();
                }));
    }

    /** One operation, where the name is taken by something else. */
    private record OverAnother(Method factory, Method method) {

        /** Whether the server refuses it: some only look at the name, or take it over. */
        boolean isRefused() {
            take();
            // refused each time, it changes nothing, so it finds the same each time
            Operation<?> operation = operation(method, factory, make(factory, name()));
            String called = refusal(operation::call);
            if (!called.contains("WRONGTYPE")) {
                return false;
            }
            StructureLink link = operation.link();
            assertThat(called)
                    .startsWith(link + ": ")
                    .containsPattern("; what the server has under (this name|one of the names) is no " + link.kind()
                            + ", but a " + (isAList() ? "set" : "list") + ": use another (name|one), or delete");
            assertThat(refusal(() -> Ways.sent(operation))).isEqualTo(called);
            if (!(operation instanceof WaitingOperation<?>)) {
                assertThat(refusal(
                                () -> Ways.batched(operation, shelf.structures().batch())))
                        .isEqualTo(called);
                assertThat(refusal(
                                () -> Ways.batched(operation, shelf.structures().atomicBatch())))
                        .isEqualTo(called);
            }
            return true;
        }

        private boolean isAList() {
            return factory.getReturnType() == RedisList.class || factory.getReturnType() == RedisDeque.class;
        }

        private String name() {
            return "taken for " + factory.getName();
        }

        private void take() {
            Structures group = shelf.structures().group("operations");
            group.list(name(), String.class).delete().call();
            if (isAList()) {
                group.set(name(), String.class).add("secret").call();
            } else {
                group.list(name(), String.class).add("secret").call();
            }
        }

        private static String refusal(Supplier<?> way) {
            try {
                Object unused = way.get();
                return "";
            } catch (ServerException e) {
                return e.getMessage();
            }
        }
    }

    @Test
    void operations_usedTwice_doTheSameAgain() {
        Operation<Long> add = shelf.structures().list("twice", String.class).add("a");
        assertThat(add.call()).isEqualTo(1);
        assertThat(add.call()).isEqualTo(2);
    }

    /** One operation, each time from the same state. */
    private record Ways(Method factory, Method method) {

        void compare() {
            Operation<?> inBatch = made("batched");
            Object called = outcome(made("called")::call);
            assertThat(outcome(() -> sent(made("sent")))).as("sent").isEqualTo(called);
            if (inBatch instanceof WaitingOperation<?>) {
                assertThatThrownBy(() -> shelf.structures().batch().add(inBatch))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("in batches");
                return;
            }
            assertThat(outcome(() -> batched(inBatch, shelf.structures().batch())))
                    .as("in a batch")
                    .isEqualTo(called);
            assertThat(outcome(
                            () -> batched(made("together"), shelf.structures().atomicBatch())))
                    .as("in an atomic batch")
                    .isEqualTo(called);
        }

        private Operation<?> made(String way) {
            Structure structure = make(factory, shown(method) + " " + way);
            structure.delete().call();
            fill(structure);
            return operation(method, factory, structure);
        }

        private static Object sent(Operation<?> operation) {
            try {
                return operation.send().toCompletableFuture().join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }

        private static <T> T batched(Operation<T> operation, Batch batch) {
            Pending<T> pending = batch.add(operation);
            batch.execute();
            return pending.get();
        }

        /** What came without what differs each time: chance, times, ports. */
        private static Object outcome(Supplier<?> way) {
            try {
                Object result = way.get();
                if (result instanceof Collection<?> all) {
                    return all.size() + " elements";
                }
                if (result instanceof Map<?, ?> all) {
                    return all.size() + " entries";
                }
                if (result instanceof Optional<?> optional) {
                    return optional.map(Object::getClass);
                }
                return result instanceof Number || result instanceof Boolean ? result : shown(result);
            } catch (ServerException e) {
                return e.getClass();
            }
        }

        private static String shown(@Nullable Object result) {
            return result == null ? "nothing" : result.getClass().getSimpleName();
        }

        static String shown(Method method) {
            return method.getName()
                    + List.of(method.getParameterTypes()).stream()
                            .map(Class::getSimpleName)
                            .toList();
        }
    }

    @SuppressWarnings("unchecked")
    private static void fill(Structure structure) {
        if (structure instanceof RedisMap<?, ?> map) {
            ((RedisMap<String, String>) map).putAll(Map.of("a", "1", "b", "2")).call();
        } else if (structure instanceof RedisList<?> list) {
            ((RedisList<String>) list).addAll(List.of("a", "b", "c")).call();
        } else if (structure instanceof RedisDeque<?> deque) {
            ((RedisDeque<String>) deque).addAllLast(List.of("a", "b", "c")).call();
        } else if (structure instanceof RedisSet<?> set) {
            ((RedisSet<String>) set).addAll(List.of("a", "b", "c")).call();
        } else if (structure instanceof RedisSortedSet<?> set) {
            ((RedisSortedSet<String>) set).addAll(Map.of("a", 1.0, "b", 2.0)).call();
        } else if (structure instanceof RedisGeo<?> geo) {
            ((RedisGeo<String>) geo).addAll(Map.of("a", PLACE, "b", PLACE)).call();
        } else if (structure instanceof RedisStream<?> stream) {
            List<byte[]> fields = List.of("value".getBytes(ISO_8859_1), "a".getBytes(ISO_8859_1));
            structure
                    .link()
                    .call(stream.stream().add(AddOptions.plain().withId(FIRST).words(), fields));
        }
    }

    private static Operation<?> operation(Method method, Method factory, Structure structure) {
        Object[] arguments = Stream.of(method.getGenericParameterTypes())
                .map(type -> argument(type, method, factory))
                .toArray();
        return (Operation<?>) invoke(method, structure, arguments);
    }

    /** Something for a parameter. A new type of parameters gets its row here. */
    private static Object argument(Type type, Method method, Method factory) {
        if (type instanceof WildcardType wildcard) {
            return argument(wildcard.getUpperBounds()[0], method, factory);
        }
        if (type instanceof TypeVariable<?> && isOfFields(factory)) {
            return Map.of("a", "1");
        }
        if (type instanceof TypeVariable<?> || type == String.class || type == Object.class) {
            return "a";
        }
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        Type[] inside = type instanceof ParameterizedType generic ? generic.getActualTypeArguments() : new Type[0];
        if (raw == RedisSortedSet.class) {
            return shelf.structures().group("operations").sortedSet("another set", String.class);
        }
        if (Structure.class.isAssignableFrom(raw)) {
            return make(factory, "another");
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Object one = argument(inside[0], method, factory);
            Object all = one.equals("a") ? List.of("a", "b") : List.of(one);
            return raw == Set.class ? Set.copyOf((List<?>) all) : all;
        }
        if (Map.class.isAssignableFrom(raw)) {
            Object value = inside[1] instanceof Class<?> known ? VALUES.getOrDefault(known, "1") : "1";
            return new TreeMap<>(Map.of("a", value, "b", value));
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[0];
        }
        Object value = VALUES.get(raw);
        assertThat(value)
                .as("say what OperationsTest is to give for %s of %s", raw, method)
                .isNotNull();
        return value;
    }

    /** A stream whose entries are maps. */
    private static boolean isOfFields(Method factory) {
        return factory.getName().equals("stream") && factory.getParameterCount() > 2;
    }

    private static final GeoPoint PLACE = new GeoPoint(13.4, 52.5);

    private static final Map<Class<?>, Object> VALUES = Map.ofEntries(
            Map.entry(int.class, 2),
            Map.entry(long.class, 2L),
            Map.entry(double.class, 1.5),
            Map.entry(Double.class, 1.5),
            Map.entry(boolean.class, true),
            Map.entry(Duration.class, Duration.ofMillis(200)),
            Map.entry(Instant.class, Instant.parse("2100-01-01T00:00:00Z")),
            Map.entry(Range.class, Range.scores(0, 10)),
            Map.entry(ScoreMix.class, ScoreMix.SUM),
            Map.entry(RateLimit.class, RateLimit.steady(5, Duration.ofHours(1))),
            Map.entry(SetOptions.class, SetOptions.ifPresent()),
            Map.entry(StreamId.class, FIRST),
            Map.entry(StreamRange.class, StreamRange.all()),
            Map.entry(StreamTrim.class, StreamTrim.toLength(5)),
            Map.entry(AddOptions.class, AddOptions.plain().ifStreamExists()),
            Map.entry(BitFields.class, BitFields.steps().get(BitFields.Width.signed(5), 0)),
            Map.entry(GeoPoint.class, PLACE),
            Map.entry(GeoSearch.class, GeoSearch.around(PLACE).within(1, GeoUnit.KM)));

    private static String words(Operation<?> operation) {
        StringBuilder words = new StringBuilder();
        for (Rawable word : operation.command().getArguments()) {
            words.append(new String(word.getRaw(), ISO_8859_1)).append(' ');
        }
        return words.toString();
    }

    private static Object invoke(Method method, Object on, Object... arguments) {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method + " cannot be made", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
