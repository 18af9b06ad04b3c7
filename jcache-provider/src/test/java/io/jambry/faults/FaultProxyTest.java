// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static io.jambry.faults.Direction.REPLIES;
import static io.jambry.faults.Direction.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultProxyTest {

    private static final Duration LATER = Duration.ofMillis(300);
    private static final String PING = "*1\r\n$4\r\nPING\r\n";

    private EchoServer server;
    private FaultProxy proxy;
    private EchoClient client;

    @BeforeEach
    void open() throws IOException {
        server = new EchoServer();
        proxy = FaultProxy.to(server.port());
        client = connect();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        proxy.close();
        await().until(() -> server.clients() == 0);
        server.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("fault-proxy-" + proxy.port() + "-"));
    }

    private EchoClient connect() throws IOException {
        return new EchoClient(proxy.port());
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void none_bytes_areForwardedAndCounted() throws IOException {
        String large = "0123456789".repeat(100);

        assertThat(client.ask("hello")).isEqualTo("hello");
        assertThat(client.ask(large)).isEqualTo(large);

        assertThat(proxy.received(REQUESTS)).isEqualTo(1005);
        assertThat(proxy.forwarded(REQUESTS)).isEqualTo(1005);
        assertThat(proxy.received(REPLIES)).isEqualTo(1005);
        assertThat(proxy.forwarded(REPLIES)).isEqualTo(1005);
        assertThat(proxy.dropped(REPLIES)).isZero();
    }

    @Test
    void none_connections_areCounted() throws IOException {
        client.ask("one");
        try (EchoClient second = connect()) {
            second.ask("two");
            assertThat(proxy.accepted()).isEqualTo(2);
            assertThat(proxy.open()).isEqualTo(2);
        }
        await().until(() -> proxy.open() == 1);
        assertThat(proxy.accepted()).isEqualTo(2);
        assertThat(client.ask("still there")).isEqualTo("still there");
    }

    @Test
    void none_serverGone_endsTheClient() throws IOException {
        client.ask("hello");
        server.close();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void none_nothingListensAtTheTarget_resetsTheClient() throws IOException {
        server.close();
        try (EchoClient second = connect()) {
            assertThatThrownBy(() -> second.read(1)).isInstanceOf(SocketException.class);
        }
        await().until(() -> proxy.open() <= 1);
    }

    @Test
    void leadTo_anotherServer_isForNewConnections() throws IOException {
        client.ask("first");
        try (EchoServer other = new EchoServer()) {
            proxy.leadTo(other.port());
            try (EchoClient second = connect()) {
                second.ask("second");
            }
            client.ask("third");
            assertThat(other.heard()).isEqualTo("second");
            assertThat(server.heard()).isEqualTo("firstthird");
            await().until(() -> other.clients() == 0);
        }
    }

    @Test
    void delay_eachWay_addsUp() throws IOException {
        proxy.set(Fault.delay(LATER));
        long start = System.nanoTime();
        assertThat(client.ask("hello")).isEqualTo("hello");
        assertThat(since(start)).isGreaterThanOrEqualTo(LATER.multipliedBy(2));
    }

    @Test
    void delay_manyChunks_isTheirLatencyAndNotTheirSum() throws IOException {
        proxy.set(REPLIES, Fault.delay(Duration.ofSeconds(1)));
        long start = System.nanoTime();
        for (int chunk = 1; chunk <= 5; chunk++) {
            client.send("x");
            long sent = chunk;
            await().pollInterval(Duration.ofMillis(1)).until(() -> proxy.received(REPLIES) == sent);
        }
        assertThat(client.read(5)).isEqualTo("xxxxx");
        assertThat(since(start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(4));
    }

    @Test
    void delay_healed_deliversAtOnce() throws IOException {
        proxy.set(REPLIES, Fault.delay(Duration.ofHours(1)));
        client.send("hello");
        await().until(() -> proxy.received(REPLIES) == 5);
        proxy.heal();
        assertThat(client.read(5)).isEqualTo("hello");
    }

    @Test
    void jitter_roundTrips_takeTheLeastTimeAndKeepTheOrder() throws IOException {
        proxy.set(REPLIES, Fault.jitter(Duration.ofMillis(5), Duration.ofMillis(20), 42));
        long start = System.nanoTime();
        for (int round = 10; round < 30; round++) {
            assertThat(client.ask("" + round)).isEqualTo("" + round);
        }
        assertThat(since(start)).isGreaterThanOrEqualTo(Duration.ofMillis(20 * 5));
    }

    @Test
    void drop_bothWays_isSilentAlsoForNewConnections() throws IOException {
        client.ask("before");
        proxy.set(Fault.DROP);
        client.send("lost");
        try (EchoClient second = connect()) {
            second.send("lost too");
            await().until(() -> proxy.dropped(REQUESTS) == 12);
            assertThat(client.hasSomething()).isFalse();
            assertThat(second.hasSomething()).isFalse();
            proxy.heal();
            assertThat(client.ask("after")).isEqualTo("after");
            assertThat(second.ask("after all")).isEqualTo("after all");
        }
        assertThat(server.heard()).isEqualTo("beforeafterafter all");
    }

    @Test
    void drop_replies_letsRequestsThrough() throws IOException {
        proxy.set(REPLIES, Fault.DROP);
        client.send("done");
        await().until(() -> proxy.dropped(REPLIES) == 4);
        assertThat(server.heard()).isEqualTo("done");
        assertThat(proxy.forwarded(REPLIES)).isZero();
    }

    @Test
    void drop_serverGone_isNotToldBeforeItIsHealed() throws IOException {
        client.ask("hello");
        proxy.set(Fault.DROP);
        server.close();
        client.send("anybody there?");
        await().until(() -> proxy.dropped(REQUESTS) == 14);
        assertThat(proxy.open()).isEqualTo(1);
        proxy.heal();
        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void setAccepted_drop_sparesLaterConnections() throws IOException {
        client.ask("hello");
        proxy.setAccepted(REPLIES, Fault.DROP);
        client.send("lost");
        try (EchoClient second = connect()) {
            assertThat(second.ask("passes")).isEqualTo("passes");
        }
        await().until(() -> proxy.dropped(REPLIES) == 4);
        assertThat(client.hasSomething()).isFalse();
    }

    @Test
    void hold_replies_arriveInOrderWhenReleased() throws IOException {
        proxy.set(REPLIES, Fault.HOLD);
        client.send("one ");
        await().until(() -> proxy.received(REPLIES) == 4);
        client.send("two");
        await().until(() -> proxy.received(REPLIES) == 7);
        assertThat(proxy.forwarded(REPLIES)).isZero();
        assertThat(client.hasSomething()).isFalse();

        proxy.set(REPLIES, Fault.NONE);

        assertThat(client.read(7)).isEqualTo("one two");
    }

    @Test
    void hold_megabytes_doesNotStopTheSender() throws IOException {
        String large = "x".repeat(20_000_000);
        proxy.set(REPLIES, Fault.HOLD);
        client.send(large);
        await().until(() -> proxy.received(REPLIES) == large.length());
        proxy.heal();
        assertThat(client.read(large.length())).isEqualTo(large);
    }

    @Test
    void hold_closed_leavesNothing() throws IOException {
        proxy.set(Fault.HOLD);
        client.send("never");
        await().until(() -> proxy.received(REQUESTS) == 5);
        proxy.close();
        assertThat(client.readToEnd()).isEmpty();
        assertThat(server.heard()).isEmpty();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void endReset_all_resetsEachClient() throws IOException {
        client.ask("one");
        try (EchoClient second = connect()) {
            second.ask("two");
            proxy.end(Ending.RESET);
            assertReset(client);
            assertReset(second);
        }
        await().until(() -> proxy.open() == 0);
        await().until(() -> server.clients() == 0);
    }

    @Test
    void endReset_one_sparesTheOther() throws IOException {
        client.ask("one");
        try (EchoClient second = connect()) {
            second.ask("two");
            proxy.end(Ending.RESET, 1);
            assertReset(client);
            assertThat(second.ask("three")).isEqualTo("three");
        }
        await().until(() -> proxy.open() == 0);
        await().untilAsserted(() -> assertThatThrownBy(() -> proxy.end(Ending.RESET, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("connection 1 of 2 is not there"));
    }

    private static void assertReset(EchoClient client) {
        assertThatThrownBy(() -> client.read(1))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    @Test
    void endClose_all_endsTheStreams() throws IOException {
        client.ask("hello");
        proxy.end(Ending.CLOSE);
        assertThat(client.readToEnd()).isEmpty();
        assertThat(proxy.open()).isZero();
    }

    @Test
    void reset_onReplies_comesInsteadOfTheReply() throws IOException {
        proxy.set(REPLIES, Fault.reset());
        client.send("done");
        assertReset(client);
        assertThat(server.heard()).isEqualTo("done");
    }

    @Test
    void refuse_newConnections_untilHealed() throws IOException {
        client.ask("one");
        for (int round = 0; round < 3; round++) {
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(client.ask("still there")).isEqualTo("still there");
            proxy.refuse().heal();
            try (EchoClient next = connect()) {
                assertThat(next.ask("again")).isEqualTo("again");
            }
        }
        assertThat(proxy.accepted()).isEqualTo(4);
    }

    @Test
    void refuse_closed_leavesThePortFree() throws IOException {
        proxy.refuse().close();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
    }

    @Test
    void truncate_reply_endsTheStreamBehindSoManyBytes() throws IOException {
        assertThat(client.ask("before")).isEqualTo("before");
        proxy.set(REPLIES, Fault.truncate(3));
        assertThat(client.send("truncated").readToEnd()).isEqualTo("tru");
        assertThat(server.heard()).isEqualTo("beforetruncated");
    }

    @Test
    void truncate_request_letsTheServerSeeSoManyBytes() throws IOException {
        proxy.set(REQUESTS, Fault.truncate(3));
        client.send("truncated");
        await().until(() -> server.clients() == 0 && proxy.open() == 0);
        assertThat(server.heard()).isEqualTo("tru");
    }

    @Test
    void truncate_acrossChunks_countsFromWhenItWasSet() throws IOException {
        proxy.set(REPLIES, Fault.truncate(6));
        assertThat(client.ask("four")).isEqualTo("four");
        assertThat(client.send("more").readToEnd()).isEqualTo("mo");
    }

    @Test
    void next_close_strikesSoOftenAndIsOver() throws IOException {
        proxy.next(REPLIES, Fault.close(), 2);
        for (int strike = 0; strike < 2; strike++) {
            try (EchoClient struck = connect()) {
                assertThat(struck.send("lost").readToEnd()).isEmpty();
            }
        }
        assertThat(client.ask("spared")).isEqualTo("spared");
        assertThat(server.heard()).isEqualTo("lostlostspared");
    }

    @Test
    void next_drop_strikesOneChunk() throws IOException {
        proxy.next(REPLIES, Fault.DROP, 1);
        client.send("lost");
        await().until(() -> proxy.dropped(REPLIES) == 4);
        assertThat(client.ask("next")).isEqualTo("next");
    }

    @Test
    void next_hold_sparesTheOther() throws IOException {
        proxy.next(REPLIES, Fault.HOLD, 1);
        try (EchoClient second = connect()) {
            client.send("one");
            second.send("two");
            await().until(() -> proxy.received(REPLIES) == 6 && proxy.forwarded(REPLIES) == 3);
            proxy.heal();
            assertThat(client.read(3)).isEqualTo("one");
            assertThat(second.read(3)).isEqualTo("two");
        }
    }

    @Test
    void slice_reply_comesInSingleBytes() throws IOException {
        proxy.set(REPLIES, Fault.slice(Duration.ofMillis(20)));
        client.send("sliced");
        StringBuilder read = new StringBuilder();
        int reads = 0;
        while (read.length() < 6) {
            read.append(client.readSome());
            reads++;
        }
        assertThat(read).hasToString("sliced");
        assertThat(reads).isGreaterThan(1);
    }

    @Test
    void slice_withoutPause_keepsTheBytes() throws IOException {
        proxy.set(Fault.slice());
        String text = "0123456789".repeat(200);
        assertThat(client.ask(text)).isEqualTo(text);
    }

    @Test
    void throttle_bytesPerSecond_takesItsTime() throws IOException {
        proxy.set(REPLIES, Fault.throttle(1000));
        String text = "x".repeat(400);
        long start = System.nanoTime();
        assertThat(client.ask(text)).isEqualTo(text);
        assertThat(since(start)).isGreaterThan(Duration.ofMillis(350));
    }

    @Test
    void throttle_healed_deliversTheRestAtOnce() throws IOException {
        proxy.set(REPLIES, Fault.throttle(1));
        String text = "x".repeat(4000);
        client.send(text);
        await().until(() -> proxy.forwarded(REPLIES) > 0);
        proxy.heal();
        assertThat(client.read(4000)).isEqualTo(text);
    }

    @Test
    void corrupt_reply_altersOneByte() throws IOException {
        proxy.set(REPLIES, new Fault.Corrupt(5, 0x01));
        assertThat(client.ask("0000")).isEqualTo("0000");
        assertThat(client.ask("0000")).isEqualTo("0100");
        assertThat(client.ask("0000")).isEqualTo("0000");
        assertThat(server.heard()).isEqualTo("000000000000");
    }

    @Test
    void corrupt_once_sparesTheNextConnection() throws IOException {
        proxy.next(REQUESTS, Fault.corrupt(0), 1);
        assertThat(client.ask("a")).isEqualTo("\u009e");
        try (EchoClient second = connect()) {
            assertThat(second.ask("a")).isEqualTo("a");
        }
    }

    @Test
    void closeAfterRequests_threeSent_letsTheServerSeeTwo() throws IOException {
        client.ask(PING);
        proxy.set(REQUESTS, Fault.closeAfterRequests(2));
        client.send(PING + PING + PING);
        assertThat(client.readToEnd()).isEmpty();
        await().until(() -> server.clients() == 0);
        assertThat(server.heard()).isEqualTo(PING + PING + PING);
    }

    @Test
    void closeAfterRequests_requestInPieces_isCountedWhenWhole() throws IOException {
        proxy.set(REQUESTS, Fault.closeAfterRequests(1));
        assertThat(client.ask("*2\r\n$3\r\nGE")).hasSize(10);
        assertThat(client.ask("T\r\n$4\r\na\r\n")).hasSize(10);
        client.send("b\r\nmore");
        await().until(() -> proxy.open() == 0 && server.clients() == 0);
        assertThat(server.heard()).isEqualTo("*2\r\n$3\r\nGET\r\n$4\r\na\r\nb\r\n");
    }

    @Test
    void closeAt_text_endsBeforeIt() throws IOException {
        proxy.next(REQUESTS, Fault.closeAt("LOAD"), 1);
        client.ask(PING);
        assertThat(client.send("*2\r\n$6\r\nSCRIPT\r\n$4\r\nLOAD\r\n").readToEnd())
                .isEmpty();
        assertThat(server.heard()).isEqualTo(PING);
        try (EchoClient second = connect()) {
            assertThat(second.ask("LOAD")).isEqualTo("LOAD");
        }
    }

    @Test
    void closeUnless_greeting_endsAtTheNextReply() throws IOException {
        proxy.next(REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(client.ask("%1\r\n")).isEqualTo("%1\r\n");
        assertThat(client.ask("+OK\r\n")).isEqualTo("+OK\r\n");
        assertThat(client.send(":1\r\n").readToEnd()).isEmpty();
        assertThat(server.heard()).endsWith(":1\r\n");
    }

    @Test
    void close_connectionsInUse_endsThem() throws IOException {
        client.ask("hello");
        proxy.close();
        proxy.close();
        assertThat(client.readToEnd()).isEmpty();
        assertThat(proxy.open()).isZero();
    }

    @Test
    void fault_nonsense_isRefused() {
        assertThatThrownBy(() -> Fault.delay(Duration.ofMillis(-1)))
                .hasMessage("delay is not a range: PT-0.001S to PT-0.001S");
        assertThatThrownBy(() -> Fault.throttle(0)).hasMessage("bytesPerSecond is less than 1: 0");
        assertThatThrownBy(() -> Fault.truncate(-1)).hasMessage("bytes is less than 0: -1");
        assertThatThrownBy(() -> Fault.corrupt(-1)).hasMessage("offset is less than 0: -1");
        assertThatThrownBy(() -> Fault.closeAfterRequests(0)).hasMessage("requests is less than 1: 0");
        assertThatThrownBy(() -> proxy.next(REPLIES, Fault.NONE, 0)).hasMessage("times is less than 1: 0");
    }

    @Test
    void fault_anyEqual_isEqual() {
        assertThat(List.of(Fault.delay(LATER), Fault.slice(), Fault.truncate(1), Fault.closeAt("x")))
                .isEqualTo(List.of(Fault.delay(LATER), Fault.slice(), Fault.truncate(1), Fault.closeAt("x")));
    }
}
