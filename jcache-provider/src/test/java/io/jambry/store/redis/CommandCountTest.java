// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandCountTest {

    private static final byte[] KEY = bytes("key");
    private static final byte[] VALUE = bytes("value");
    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);

    private static EmbeddedServer server;
    private static RedisLink link;
    private static RedisNamespace namespace;
    private static Store store;
    private static CommandCount count;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        link = RedisLink.open(TestServer.settings(server));
        namespace = RedisNamespace.open(
                RedisLink.open(TestServer.settings(server).withPoolSize(1)), "count", "member", Duration.ofSeconds(3));
        store = namespace.store("cache");
        count = new CommandCount(link);
        // the server knows all scripts before we count
        table().forEach(row -> store.execute(KEY, (StoreRequest) row.get()[1]));
        invoke();
    }

    @AfterAll
    static void stop() {
        namespace.close();
        link.close();
        server.close();
    }

    @BeforeEach
    void writeEntry() {
        store.execute(KEY, put(HOUR, HOUR, Condition.NONE, Want.NOTHING));
    }

    static Stream<Arguments> table() {
        Ttl eternal = Ttl.ETERNAL;
        Ttl keep = Ttl.KEEP;
        Ttl zero = Ttl.ZERO;
        Condition none = Condition.NONE;
        return Stream.of(
                row("get", StoreRequest.GET, "get"),
                row("get, accessed", new StoreRequest.Get(HOUR, false), "getex"),
                row("get, accessed, for ever", new StoreRequest.Get(eternal, false), "getex"),
                row("get, expires at once", new StoreRequest.Get(zero, false), "getdel"),
                row("get with time left, accessed", new StoreRequest.Get(HOUR, true), "getex"),
                row("get with time left", new StoreRequest.Get(keep, true), "evalsha", "get", "pttl"),
                row("containsKey", StoreRequest.EXISTS, "exists"),
                row("put, eternal", put(eternal, keep, none, Want.NOTHING), "set"),
                row("put, modified", put(HOUR, HOUR, none, Want.NOTHING), "set"),
                row("put, for ever", put(eternal, eternal, none, Want.NOTHING), "set"),
                row("put, expires at once", put(zero, zero, none, Want.NOTHING), "unlink"),
                row("put, created", put(HOUR, keep, none, Want.NOTHING), "evalsha", "set"),
                row("put with outcome", put(eternal, keep, none, Want.OUTCOME), "evalsha", "set"),
                row("getAndPut, eternal", put(eternal, keep, none, Want.PREVIOUS), "set"),
                row("getAndPut, modified", put(HOUR, HOUR, none, Want.PREVIOUS), "set"),
                row("getAndPut, created", put(HOUR, keep, none, Want.PREVIOUS), "evalsha", "get", "set"),
                row("putIfAbsent", put(HOUR, keep, Condition.ABSENT, Want.OUTCOME), "set"),
                row("replace", put(HOUR, HOUR, Condition.PRESENT, Want.OUTCOME), "set"),
                row("replace, keeps", put(eternal, keep, Condition.PRESENT, Want.OUTCOME), "set"),
                row("getAndReplace", put(eternal, keep, Condition.PRESENT, Want.PREVIOUS), "set"),
                row("replace old", put(eternal, keep, Condition.bytes(VALUE), Want.OUTCOME), "evalsha", "get", "set"),
                row("remove", new StoreRequest.Remove(none, Want.OUTCOME), "unlink"),
                row("getAndRemove", new StoreRequest.Remove(none, Want.PREVIOUS), "getdel"),
                row(
                        "remove old",
                        new StoreRequest.Remove(Condition.bytes(VALUE), Want.OUTCOME),
                        "evalsha",
                        "get",
                        "unlink"),
                row("touch", new StoreRequest.Touch(HOUR, none), "pexpire"),
                row("touch, expires at once", new StoreRequest.Touch(zero, none), "unlink"),
                row("touch, for ever", new StoreRequest.Touch(eternal, none), "evalsha", "persist"));
    }

    private static Arguments row(String name, StoreRequest request, String... commands) {
        return Arguments.of(name, request, List.of(commands));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void execute_request_sendsTheCheapestCommand(String name, StoreRequest request, List<String> commands) {
        Map<String, Integer> sent = count.of(() -> store.execute(KEY, request));
        assertThat(sent)
                .as(name)
                .containsOnlyKeys(commands)
                .allSatisfy((command, calls) -> assertThat(calls).isOne());
    }

    @Test
    void invoke_uncontended_isTwoRoundTrips() {
        assertThat(count.of(CommandCountTest::invoke)).isEqualTo(Map.of("evalsha", 2, "get", 4, "set", 3, "time", 1));
    }

    private static void invoke() {
        StoreReply claim = store.execute(KEY, new StoreRequest.Claim(5000));
        store.execute(KEY, put(HOUR, HOUR, Condition.fence(claim.fence(), claim.value()), Want.OUTCOME));
    }

    @Test
    void executeAll_hundredReads_isOneCommand() {
        assertThat(count.of(() -> store.executeAll(keys(100), Collections.nCopies(100, StoreRequest.GET))))
                .isEqualTo(Map.of("mget", 1));
        assertThat(count.of(
                        () -> store.executeAll(keys(100), Collections.nCopies(100, new StoreRequest.Get(HOUR, false)))))
                .isEqualTo(Map.of("getex", 100));
    }

    @Test
    void removeAll_manyKeys_isOneCommandForAThousand() {
        assertThat(count.of(() -> store.removeAll(keys(2500)))).isEqualTo(Map.of("unlink", 3));
    }

    @Test
    void clear_manyEntries_scansAndUnlinksByTheThousand() {
        store.executeAll(keys(5000), Collections.nCopies(5000, put(HOUR, HOUR, Condition.NONE, Want.NOTHING)));
        Map<String, Integer> sent = count.of(store::clear);
        assertThat(sent).containsOnlyKeys("scan", "unlink");
        assertThat(sent.get("scan")).isBetween(5, 10);
        assertThat(sent.get("unlink")).isBetween(5, 20);
    }

    @Test
    void scan_entries_readsThePageInOneCommand() {
        store.executeAll(keys(5000), Collections.nCopies(5000, put(HOUR, HOUR, Condition.NONE, Want.NOTHING)));
        Map<String, Integer> sent =
                count.of(() -> store.scan(Store.Scope.ENTRIES, 1000).forEachRemaining(page -> {}));
        assertThat(sent).containsOnlyKeys("scan", "mget");
        assertThat(sent.get("mget")).isBetween(5, 20);
        store.clear();
    }

    private static StoreRequest put(Ttl onCreate, Ttl onUpdate, Condition condition, Want want) {
        return new StoreRequest.Put(VALUE, onCreate, onUpdate, condition, want);
    }

    private static List<byte[]> keys(int number) {
        return IntStream.range(0, number).mapToObj(i -> bytes("k" + i)).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
