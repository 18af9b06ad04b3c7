// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.jambry.ServerException;
import io.jambry.redis.RedisScript;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.args.Rawable;

/** All structures offer nothing but operations, each once, and each in every way. */
class OperationsTest {

    /** What is no operation: it shows the structure to somebody else, or goes over all servers. */
    private static final Map<Class<?>, Set<String>> OTHERS = Map.of(
            Structure.class, Set.of("view", "name", "toString"),
            RedisRateLimiter.class, Set.of("limit", "of", "perClient"),
            RedisStream.class, Set.of("group", "consumer", "deadLetters"),
            ConsumerGroup.class, Set.of("name", "toString"),
            RedisTopic.class, Set.of("name", "toString", "subscribe"),
            KeySpace.class, Set.of("everywhere", "of", "matching"),
            RedisServer.class, Set.of("address", "toString"),
            RedisFunctions.class, Set.of("areSupported", "load", "delete"),
            Structures.class, makers());

    /** Each is sent by some operation. Not here are those of which a better form is, such as {@code EXPIRE} and {@code RPOPLPUSH}. */
    private static final String COMMANDS = """
            HSET HSETNX HGET HMGET HGETALL HKEYS HVALS HLEN HEXISTS HDEL HINCRBY HINCRBYFLOAT HSTRLEN HRANDFIELD
            HPEXPIRE HPEXPIREAT HPTTL HPEXPIRETIME HPERSIST HGETEX HSETEX HGETDEL
            LPUSH RPUSH LPUSHX RPUSHX LPOP RPOP LRANGE LINDEX LSET LINSERT LREM LTRIM LLEN LPOS LMOVE BLMOVE BLPOP BRPOP
            LMPOP BLMPOP
            SADD SREM SMEMBERS SISMEMBER SMISMEMBER SCARD SPOP SRANDMEMBER SMOVE SINTER SUNION SDIFF SINTERSTORE
            SUNIONSTORE SDIFFSTORE SINTERCARD
            ZADD ZINCRBY ZREM ZSCORE ZMSCORE ZRANK ZREVRANK ZCARD ZCOUNT ZRANGE ZRANGESTORE ZPOPMIN
            ZPOPMAX BZPOPMIN BZPOPMAX ZMPOP BZMPOP ZREMRANGEBYSCORE ZINTER ZUNION ZDIFF ZINTERSTORE ZUNIONSTORE ZDIFFSTORE
            ZINTERCARD ZRANDMEMBER
            XADD XLEN XRANGE XREVRANGE XREAD XREADGROUP XACK XPENDING XCLAIM XAUTOCLAIM XTRIM XDEL XACKDEL XDELEX
            XGROUP_SETID XGROUP_DESTROY XGROUP_CREATECONSUMER XGROUP_DELCONSUMER XINFO_STREAM XINFO_GROUPS XINFO_CONSUMERS
            EXISTS UNLINK TYPE PTTL PEXPIRE PEXPIREAT PERSIST PEXPIRETIME RENAME COPY DUMP RESTORE TOUCH
            OBJECT_ENCODING OBJECT_FREQ OBJECT_IDLETIME MEMORY_USAGE
            INFO DBSIZE TIME PING MEMORY_STATS SLOWLOG_GET SLOWLOG_RESET CLIENT_LIST LATENCY_LATEST LATENCY_RESET
            GET SET INCRBY GETDEL GETEX STRLEN GETBIT SETBIT BITCOUNT BITPOS BITOP BITFIELD PFADD PFCOUNT PFMERGE
            GEOADD GEOPOS GEOHASH GEODIST GEOSEARCH GEOSEARCHSTORE PUBLISH FUNCTION_LIST FCALL EVALSHA
            """;

    /** What is sent for other arguments, or by something else: walks, subscriptions, loading. */
    private static final Map<Class<?>, Set<String>> BESIDE = Map.of(
            RedisMap.class, Set.of("+hscan"),
            RedisSet.class, Set.of("+sscan"),
            RedisSortedSet.class, Set.of("+zscan", "+zremrangebyrank", "+zremrangebylex", "+zlexcount"),
            KeySpace.class, Set.of("+renamenx"),
            RedisTopic.class, Set.of("+subscribe", "+unsubscribe", "+psubscribe", "+punsubscribe"),
            RedisFunctions.class,
                    Set.of("+function|load", "+function|delete", "+fcall", "+fcall_ro", "+multi", "+exec"));

    private static final String KEY = "key ";
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

    /**
     * What offers operations.
     *
     * @param name for the report
     * @param type its type
     * @param maker makes one of a certain name
     */
    private record Source(String name, Class<?> type, Function<String, Object> maker) {

        List<Method> methods() {
            return operations(type);
        }

        /** Whether what it tells is about all who use the server, and so changes by itself. */
        boolean isShared() {
            return type == RedisServer.class || type == RedisFunctions.class;
        }

        /** A stream whose entries are maps. */
        boolean isOfFields() {
            return name.endsWith("stream[String, Class, Class]");
        }
    }

    private static Stream<Source> sources() {
        return Stream.concat(
                factories()
                        .map(factory ->
                                new Source(shown(factory), factory.getReturnType(), name -> make(factory, name))),
                Stream.of(
                        new Source("group", ConsumerGroup.class, OperationsTest::consumers),
                        new Source(
                                "deadLetters",
                                DeadLetters.class,
                                name -> stream(name).deadLetters("a")),
                        new Source(
                                "topic", RedisTopic.class, name -> structures().topic(name, String.class)),
                        new Source("keys", KeySpace.class, name -> structures().keys()),
                        new Source(
                                "server",
                                RedisServer.class,
                                name -> structures().servers().primaries().get(0)),
                        new Source(
                                "functions",
                                RedisFunctions.class,
                                name -> structures().functions()),
                        new Source("structures", Structures.class, name -> structures())));
    }

    private static Structures structures() {
        return shelf.structures().group("operations");
    }

    private static RedisStream<String> stream(String name) {
        return structures().stream(name, String.class);
    }

    /** One entry is pending, one is new. */
    private static ConsumerGroup<String> consumers(String name) {
        RedisStream<String> stream = stream(name);
        ConsumerGroup<String> group = stream.group("a");
        fill(stream);
        group.create(StreamId.MIN).call();
        group.read("b", 1).call();
        stream.add("b").call();
        return group;
    }

    private static Set<Class<?>> publicTypes() throws IOException, URISyntaxException {
        Path room = Path.of(Structures.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("io/jambry/structure");
        Set<Class<?>> types = new HashSet<>();
        try (Stream<Path> files = Files.list(room)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".class") && !name.startsWith("package-info")) {
                    Class<?> type = type(name.substring(0, name.length() - ".class".length()));
                    if (Modifier.isPublic(type.getModifiers())) {
                        types.add(type);
                    }
                }
            }
        }
        return types;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(
                    Structures.class.getPackageName() + "." + name, false, Structures.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Method> factories() {
        return Stream.of(Structures.class.getMethods())
                .filter(method -> Structure.class.isAssignableFrom(method.getReturnType()));
    }

    /** The methods of {@link Structures} that make something else than operations. */
    private static Set<String> makers() {
        return Stream.concat(
                        Stream.of("keyOf"),
                        Stream.of(Structures.class.getMethods())
                                .filter(method -> method.getReturnType() != Operation.class)
                                .filter(method -> method.getReturnType()
                                        .getPackageName()
                                        .equals(Structures.class.getPackageName()))
                                .map(Method::getName))
                .collect(Collectors.toSet());
    }

    /** All that is an operation, or ought to be one. */
    private static List<Method> operations(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> method.getDeclaringClass() != Object.class)
                .filter(method -> !method.isBridge() && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == Operation.class || !isOther(type, method.getName()))
                .toList();
    }

    private static boolean isOther(Class<?> type, String method) {
        return OTHERS.entrySet().stream()
                .anyMatch(others -> others.getKey().isAssignableFrom(type)
                        && others.getValue().contains(method));
    }

    private static Structure make(Method factory, String name) {
        Object[] arguments = Stream.of(factory.getParameterTypes())
                .map(type -> type == Class.class ? String.class : VALUES.getOrDefault(type, name))
                .toArray();
        return (Structure) invoke(factory, structures(), arguments);
    }

    @TestFactory
    Stream<DynamicNode> sources_allMethods_areOperations() {
        return sources().map(source -> dynamicTest(source.name(), () -> requireOperations(source.methods())));
    }

    private static void requireOperations(List<Method> methods) {
        assertThat(methods).isNotEmpty().allMatch(method -> method.getReturnType() == Operation.class);
    }

    @TestFactory
    Stream<DynamicNode> sources_commands_areOfferedOnce() {
        return sources()
                .map(source -> dynamicTest(
                        source.name(),
                        () -> requireEachOnce(source, source.maker().apply("once"))));
    }

    private static void requireEachOnce(Source source, Object on) {
        Map<String, Method> seen = new HashMap<>();
        for (Method method : source.methods()) {
            String command = words(operation(method, source, on));
            Method same = seen.put(command, method);
            assertThat(same)
                    .as("%s sends the same as %s: %s", method, same, command)
                    .isNull();
        }
    }

    @TestFactory
    Stream<DynamicNode> operations_calledSentAndBatched_doTheSame() {
        return sources()
                .map(source -> dynamicContainer(
                        source.name(),
                        source.methods().stream()
                                .map(method -> dynamicTest(shown(method), () -> new Ways(source, method).compare()))));
    }

    @Test
    void publicTypes_thatOfferOperations_areAmongTheSources() throws Exception {
        List<Class<?>> tried = sources().<Class<?>>map(Source::type).toList();
        assertThat(publicTypes())
                .contains(RedisMap.class, KeySpace.class, Structures.class)
                .filteredOn(type ->
                        Stream.of(type.getMethods()).anyMatch(method -> method.getReturnType() == Operation.class))
                .allMatch(type ->
                        tried.stream().anyMatch(one -> type.isAssignableFrom(one) || one.isAssignableFrom(type)));
    }

    @Test
    void publicTypes_noneButOperations_areAsynchronous() throws Exception {
        assertThat(publicTypes())
                .flatMap(type -> List.of(type.getMethods()))
                .filteredOn(method -> CompletionStage.class.isAssignableFrom(method.getReturnType())
                        || Future.class.isAssignableFrom(method.getReturnType())
                        || method.getName().endsWith("Async"))
                .allMatch(method -> Operation.class.isAssignableFrom(method.getDeclaringClass())
                        && method.getName().equals("send"))
                .isNotEmpty();
    }

    @Test
    void commands_ofTheServers_areAllOffered() {
        Set<String> sent = new TreeSet<>();
        sources().forEach(source -> {
            Object on = source.maker().apply("commands");
            source.methods().forEach(method -> sent.add(words(operation(method, source, on))));
        });
        assertThat(COMMANDS.strip().split("\\s+", -1))
                .allMatch(command ->
                        sent.stream().anyMatch(words -> words.startsWith(command.replace('_', ' ') + " ")));
    }

    @TestFactory
    Stream<DynamicNode> privileges_ofEachType_areWritten() throws IOException {
        WrittenPrivileges document = WrittenPrivileges.read();
        Map<Class<?>, Set<String>> needed = new HashMap<>();
        sources().filter(source -> source.type() != Structures.class).forEach(source -> {
            Class<?> type = source.type() == ConsumerGroup.class || source.type() == DeadLetters.class
                    ? RedisStream.class
                    : source.type();
            Set<String> rules =
                    needed.computeIfAbsent(type, first -> new TreeSet<>(BESIDE.getOrDefault(first, Set.of())));
            Object on = source.maker().apply("privileges");
            source.methods()
                    .forEach(method -> rules.addAll(WrittenPrivileges.needed(
                            words(operation(method, source, on)).split(" ", -1))));
        });
        Stream.of(RedisScript.values())
                .filter(script -> script.name().startsWith("STREAM_"))
                .forEach(script -> needed.get(RedisStream.class).addAll(WrittenPrivileges.within(script)));
        return needed.keySet().stream()
                .map(type -> dynamicTest(type.getSimpleName(), () -> {
                    Set<String> rules = needed.get(type);
                    rules.removeAll(document.of("Every server"));
                    if (Structure.class.isAssignableFrom(type)) {
                        rules.removeAll(document.of(Structure.class));
                    }
                    assertThat(document.of(type)).containsExactlyInAnyOrderElementsOf(rules);
                }));
    }

    @Test
    void ranges_ofAllKinds_haveCommandsOfTheirOwn() {
        RedisSortedSet<String> set = structures().sortedSet("ranges", String.class);
        List<Range<? super String>> all = List.of(Range.ranks(0, 1), Range.scores(0, 1), Range.startingWith("a"));
        assertThat(all.stream().map(range -> words(set.removeRange(range)).split(" ", -1)[0]))
                .containsExactly("ZREMRANGEBYRANK", "ZREMRANGEBYSCORE", "ZREMRANGEBYLEX");
        assertThat(words(set.count(Range.startingWith("a")))).startsWith("ZLEXCOUNT ");
    }

    @TestFactory
    Stream<DynamicNode> operations_overAnotherKind_nameItInEachWay() {
        return sources()
                .limit(factories().count())
                .map(source -> dynamicTest(source.name(), () -> {
                    long refused = source.methods().stream()
                            .filter(method -> new OverAnother(source, method).isRefused())
                            .count();
                    assertThat(refused).isPositive();
                }));
    }

    /** One operation, where the name is taken by something else. */
    private record OverAnother(Source source, Method method) {

        /** Whether the server refuses it: some only look at the name, or take it over. */
        boolean isRefused() {
            take();
            // refused each time, it changes nothing, so it finds the same each time
            Operation<?> operation = operation(method, source, source.maker().apply(name()));
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
            return source.type() == RedisList.class || source.type() == RedisDeque.class;
        }

        private String name() {
            return "taken for " + source.name();
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

    /** What must not be: a method that is no operation. */
    public static final class Hasty {

        public Operation<Long> size() {
            return structures().list("hasty", String.class).size();
        }

        public long sizeNow() {
            return size().call();
        }
    }

    @Test
    void methods_thatAreNoOperation_areSeen() {
        assertThatThrownBy(() -> requireOperations(operations(Hasty.class)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sizeNow");
    }

    /** What must not be: two methods with the same command. */
    public static final class Doubled {

        public Operation<Long> size() {
            return structures().list("doubled", String.class).size();
        }

        public Operation<Long> length() {
            return structures().deque("doubled", String.class).size();
        }
    }

    @Test
    void methods_withTheSameCommand_areSeen() {
        assertThatThrownBy(() ->
                        requireEachOnce(new Source("doubled", Doubled.class, name -> new Doubled()), new Doubled()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sends the same as");
    }

    /** What must not be: a parameter that nobody knows what to give for. */
    public static final class Odd {

        public Operation<Long> size(Thread thread) {
            return structures().list(thread.getName(), String.class).size();
        }
    }

    @Test
    void methods_withUnknownParameters_areSeen() {
        assertThatThrownBy(() -> requireEachOnce(new Source("odd", Odd.class, name -> new Odd()), new Odd()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("say what OperationsTest is to give");
    }

    /** One operation, each time from the same state. */
    private record Ways(Source source, Method method) {

        void compare() {
            Operation<?> call = made("called");
            Object called = outcome(call::call);
            assertThat(outcome(() -> sent(made("sent")))).as("sent").isEqualTo(called);
            if (call instanceof WaitingOperation<?>) {
                assertThatThrownBy(() -> shelf.structures().batch().add(call))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageMatching(".*; use (" + batchable() + ") in batches");
                return;
            }
            assertThat(outcome(() -> batched(made("batched"), shelf.structures().batch())))
                    .as("in a batch")
                    .isEqualTo(called);
            assertThat(outcome(
                            () -> batched(made("together"), shelf.structures().atomicBatch())))
                    .as("in an atomic batch")
                    .isEqualTo(called);
        }

        /** What does not wait. */
        private String batchable() {
            return source.methods().stream()
                    .filter(other ->
                            !(operation(other, source, source.maker().apply("once")) instanceof WaitingOperation))
                    .map(Method::getName)
                    .distinct()
                    .collect(Collectors.joining("|"));
        }

        private Operation<?> made(String way) {
            Object on = source.maker().apply(shown(method) + " " + way);
            fill(on);
            return operation(method, source, on);
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
        private Object outcome(Supplier<?> way) {
            try {
                Object result = way.get();
                if (result instanceof Collection<?> all) {
                    return source.isShared() ? "elements" : all.size() + " elements";
                }
                if (result instanceof Map<?, ?> all) {
                    return all.size() + " entries";
                }
                if (result instanceof Optional<?> optional) {
                    return optional.map(Object::getClass);
                }
                return !source.isShared() && (result instanceof Number || result instanceof Boolean)
                        ? result
                        : type(result);
            } catch (ServerException e) {
                return e.getClass();
            }
        }

        private static String type(@Nullable Object result) {
            return result == null ? "nothing" : result.getClass().getSimpleName();
        }
    }

    private static String shown(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    private static void fill(Object on) {
        if (on instanceof Structure structure) {
            structure.delete().call();
            fillEmpty(structure);
        } else if (on instanceof KeySpace keys) {
            keys.delete(keys.of(KEY + 1)).call();
            structures().bucket(KEY + 0, String.class).set("a").call();
        }
    }

    @SuppressWarnings("unchecked")
    private static void fillEmpty(Structure structure) {
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

    private static Operation<?> operation(Method method, Source source, Object on) {
        Type[] types = method.getGenericParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] =
                    types[i] == ServerKey.class ? structures().keys().of(KEY + i) : argument(types[i], method, source);
        }
        return (Operation<?>) invoke(method, on, arguments);
    }

    /** Something for a parameter. A new type of parameters gets its row here. */
    private static Object argument(Type type, Method method, Source source) {
        if (type instanceof WildcardType wildcard) {
            return argument(wildcard.getUpperBounds()[0], method, source);
        }
        if (type instanceof TypeVariable<?> && source.isOfFields()) {
            return Map.of("a", "1");
        }
        if (type instanceof TypeVariable<?> || type == String.class || type == Object.class) {
            return "a";
        }
        Class<?> raw = (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
        Type[] inside = type instanceof ParameterizedType generic ? generic.getActualTypeArguments() : new Type[0];
        if (Structure.class.isAssignableFrom(raw)) {
            Method factory = factories()
                    .filter(each -> each.getReturnType() == raw)
                    .findFirst()
                    .orElseThrow();
            return make(factory, "another " + raw.getSimpleName());
        }
        if (raw == byte[].class) {
            structures().bucket("dumped", String.class).set("a").call();
            return structures()
                    .keys()
                    .dump(structures().keys().of("dumped"))
                    .call()
                    .orElseThrow();
        }
        if (Collection.class.isAssignableFrom(raw)) {
            Object one = argument(inside[0], method, source);
            Object all = one.equals("a") ? List.of("a", "b") : List.of(one);
            return raw == Set.class ? Set.copyOf((List<?>) all) : all;
        }
        if (Map.class.isAssignableFrom(raw)) {
            Object value = inside[1] instanceof Class<?> known ? VALUES.getOrDefault(known, "1") : "1";
            return new TreeMap<>(Map.of("a", value, "b", value));
        }
        if (raw.isEnum() && !VALUES.containsKey(raw)) {
            return raw.getEnumConstants()[0];
        }
        Object value = VALUES.get(raw);
        assertThat(value)
                .as("say what OperationsTest is to give for %s of %s", raw, method)
                .isNotNull();
        return value;
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
            Map.entry(ClaimOptions.class, ClaimOptions.plain().deliveries(3)),
            Map.entry(AddOptions.class, AddOptions.plain().ifStreamExists()),
            Map.entry(BitFields.class, BitFields.steps().get(BitFields.Width.signed(5), 0)),
            Map.entry(IfPresent.class, IfPresent.REPLACE),
            Map.entry(Object[].class, new Object[] {"a"}),
            Map.entry(Script.class, Script.of("numbers", 2, "return #KEYS", ScriptResult.number())),
            Map.entry(RedisFunction.class, RedisFunction.of("operations", 2, ScriptResult.number())),
            Map.entry(CommandObject.class, new CommandObjects(RedisProtocol.RESP3).ping()),
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
