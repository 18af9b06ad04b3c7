// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.OutcomeUnknownException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server has done, and could not tell. */
class LostRepliesTest {

    private ServerProcess server;
    private FaultProxy proxy;
    private Shelf shelf;

    @BeforeEach
    void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        proxy = FaultProxy.to(server.port());
        shelf = Shelf.at("redis://127.0.0.1:" + proxy.port());
    }

    @AfterEach
    void stop() {
        shelf.close();
        proxy.close();
        server.close();
    }

    /** The next answer to anything but a handshake does not come. */
    private void loseAReply() {
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
    }

    @Test
    void counter_additionWithAnId_isCountedOnce() {
        RedisCounter counter = shelf.structures().counter("with");
        counter.add(1, "teaches the script").call();
        loseAReply();
        assertThat(counter.add(1, "id").call()).isEqualTo(2);
        assertThat(counter.add(1, "id").call()).isEqualTo(2);
        loseAReply();
        assertThat(counter.tryAdd(5, 0, 7, "other").call()).hasValue(7);
        assertThat(counter.get().call()).isEqualTo(7);
    }

    @Test
    void counter_additionWithoutAnId_isUnknown() {
        RedisCounter counter = shelf.structures().counter("without");
        counter.add(1).call();
        loseAReply();
        assertThatThrownBy(() -> counter.add(1).call())
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("counter 'without': INCRBY on ");
        assertThat(counter.get().call()).isEqualTo(2);
    }

    @Test
    void stream_readAnswerLost_isReadAgain() {
        RedisStream<String> stream = shelf.structures().stream("stream", String.class);
        stream.add("a").call();
        loseAReply();
        assertThat(stream.range(StreamRange.all(), 1).call()).hasSize(1);
        loseAReply();
        assertThat(stream.await(StreamId.MIN, 1, Duration.ofSeconds(10)).call()).hasSize(1);
        loseAReply();
        assertThatThrownBy(() -> stream.add("b").call()).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void consumer_anyAnswersLost_handlesEachEntry() {
        RedisStream<String> jobs = shelf.structures().stream("jobs", String.class);
        Set<String> handled = ConcurrentHashMap.newKeySet();
        List<String> expected = new ArrayList<>();
        // past the proxy, so that the test itself misses nothing
        String key = shelf.namespace() + ":{jobs}";
        try (StreamConsumer<String> consumer = jobs.consumer("workers")
                .claimAfter(Duration.ofMillis(200))
                .maxDeliveries(50)
                .batch(3)
                .start(delivery -> handled.add(delivery.value()))) {
            for (int i = 0; i < 200; i++) {
                boolean loses = i % 10 == 5;
                int connections = proxy.accepted();
                if (loses && i % 20 == 5) {
                    // that of a read which waits
                    loseAReply();
                }
                expected.add("job " + i);
                server.command("XADD", key, "*", "value", "job " + i);
                if (loses && i % 20 != 5) {
                    // whichever is next: of a read, an acknowledgement, or a claim
                    loseAReply();
                }
                if (loses) {
                    Awaitility.await("job " + i + " after a lost reply")
                            .atMost(Duration.ofSeconds(30))
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> handled.containsAll(expected) && proxy.accepted() > connections);
                }
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> server.texts("XPENDING", key, "workers", "-", "+", "1")
                                    .isEmpty()
                            && handled.containsAll(expected));
            assertThat(consumer.isRunning()).isTrue();
            assertThat(jobs.deadLetters("workers").size().call()).isZero();
        }
    }
}
