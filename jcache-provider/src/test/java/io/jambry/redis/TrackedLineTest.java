// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.TrackedReads.Answer;
import io.jambry.redis.TrackedReads.Watcher;
import io.jambry.spi.WatchedReads.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tracked lines over a bad network. */
class TrackedLineTest {

    /** What was heard longer ago is not believed. */
    private static final Duration BELIEVED = Duration.ofSeconds(3);

    private final byte[] key = ("tracked:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);
    private FaultProxy proxy;
    private RedisLink link;
    private TrackedReads reads;

    @BeforeEach
    void open() {
        proxy = FaultProxy.to(TestServer.shared().port());
        link = RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password()));
        reads = link.track(new Watcher() {
            @Override
            public void changed(byte[] changed) {
                // nothing is kept
            }

            @Override
            public void lost(Watch watch) {
                // nothing is kept
            }
        });
    }

    @AfterEach
    void close() {
        proxy.heal();
        reads.close();
        link.close();
        proxy.close();
    }

    @Test
    void read_threeSignsOfLifeWereLost_isBelievedAgain() {
        await().until(() -> read() != null);
        long before = proxy.received(Direction.REPLIES);

        proxy.set(Direction.REPLIES, Fault.DROP);
        // each of them has 7 bytes at least, and nothing else is asked
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> proxy.received(Direction.REPLIES) - before >= 3 * 7);
        proxy.heal();

        await().atMost(Duration.ofSeconds(8)).until(() -> {
            Answer answer = read();
            return answer != null && System.nanoTime() - answer.watch().heard() < BELIEVED.toNanos() / 2;
        });
    }

    @Test
    void read_aReplyWasLost_isNotAnsweredByAnother() throws Exception {
        await().until(() -> read() != null);
        proxy.next(Direction.REPLIES, Fault.DROP, 1);
        long accepted = proxy.accepted();

        assertThat(read()).isNull();

        await().atMost(Duration.ofSeconds(10)).until(() -> proxy.accepted() > accepted && read() != null);
    }

    private @Nullable Answer read() throws Exception {
        CompletableFuture<@Nullable Answer> answer = new CompletableFuture<>();
        reads.read(List.of(key), (index, found) -> answer.complete(found));
        return answer.get(BELIEVED.toMillis() * 3, TimeUnit.MILLISECONDS);
    }
}
