// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.spi.WriteQueue;
import io.jambry.spi.WriteQueue.Dead;
import io.jambry.spi.WriteQueue.Limits;
import io.jambry.spi.WriteQueue.QueuedWrite;
import io.jambry.spi.WriteQueue.Settlement;
import io.jambry.spi.WriteQueue.Size;
import io.jambry.spi.WriteQueue.Taken;
import io.jambry.spi.WriteQueue.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of writes, on any kind of server. */
abstract class WriteQueueContract {

    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Limits AT_ONCE = new Limits(1000, Duration.ZERO, /* coalescing= */ true, LEASE);
    private static final Limits EACH = new Limits(1000, Duration.ZERO, /* coalescing= */ false, LEASE);

    private final String name = "queue-" + UUID.randomUUID();
    private final RedisLink link = link();

    abstract RedisLink link();

    private WriteQueue queue(Limits limits) {
        return new RedisWriteQueue(link, new QueueKeys("queues", name, link.isCluster()), "member", limits);
    }

    private final WriteQueue queue = queue(AT_ONCE);

    @AfterEach
    void close() {
        QueueKeys keys = new QueueKeys("queues", name, link.isCluster());
        for (int shard = 0; shard < keys.shards(); shard++) {
            for (byte[] key : List.of(
                    keys.due(shard),
                    keys.keys(shard),
                    keys.writes(shard),
                    keys.lease(shard),
                    keys.deadKeys(shard),
                    keys.dead(shard))) {
                link.call(link.commands().unlink(key));
            }
        }
        link.close();
    }

    @Test
    void offer_laterWriteOfAKey_takesThePlaceOfTheEarlier() {
        queue.offer(List.of(write("k", "1")));
        queue.offer(List.of(write("k", "2")));

        assertThat(queue.size()).isEqualTo(new Size(1, 0));
        assertThat(texts(take(queue))).containsExactly("k=2");
    }

    @Test
    void offer_withoutCoalescing_givesEachWriteItsTurn() {
        WriteQueue each = queue(EACH);
        for (int i = 1; i <= 3; i++) {
            each.offer(List.of(write("k", String.valueOf(i))));
        }
        each.offer(List.of(write("k", null)));

        assertThat(each.size()).isEqualTo(new Size(4, 0));
        for (String expected : List.of("k=1", "k=2", "k=3", "k=null")) {
            List<Taken> taken = take(each);
            assertThat(texts(taken)).containsExactly(expected);
            each.settle(done(taken));
        }
        assertThat(each.size()).isEqualTo(new Size(0, 0));
    }

    @Test
    void offer_beyondTheCapacity_refusesTheRestOfThePart() {
        WriteQueue small = queue(new Limits(16, Duration.ZERO, /* coalescing= */ true, LEASE));
        List<QueuedWrite> writes =
                IntStream.range(0, 500).mapToObj(i -> write("k" + i, "v")).toList();

        List<QueuedWrite> refused = small.offer(writes);

        assertThat(refused).hasSize(500 - 16);
        assertThat(small.size().queued()).isEqualTo(16);
        assertThat(small.offer(refused)).hasSize(500 - 16);
        List<QueuedWrite> queued =
                writes.stream().filter(write -> !refused.contains(write)).toList();
        assertThat(small.offer(queued))
                .as("what takes another's place needs none")
                .isEmpty();
    }

    @Test
    void find_queuedWrites_areTheLastOfTheirKeys() {
        WriteQueue each = queue(EACH);
        each.offer(List.of(write("k", "1"), write("gone", null)));
        each.offer(List.of(write("k", "2")));

        List<Optional<QueuedWrite>> found = each.find(List.of(bytes("k"), bytes("gone"), bytes("other")));

        assertThat(found.get(0).map(WriteQueueContract::text)).contains("k=2");
        assertThat(found.get(1).map(WriteQueueContract::text)).contains("gone=null");
        assertThat(found.get(2)).isEmpty();
    }

    @Test
    void take_beforeTheDelay_tellsWhenTheTurnComes() {
        WriteQueue slow = queue(new Limits(1000, Duration.ofHours(1), /* coalescing= */ true, LEASE));
        slow.offer(List.of(write("k", "1")));

        assertThat(slow.take(10, /* all= */ false).writes()).isEmpty();
        assertThat(slow.take(10, /* all= */ false).nextMillis()).isBetween(3_500_000L, 3_600_000L);
        assertThat(texts(slow.take(10, /* all= */ true).writes())).containsExactly("k=1");
    }

    @Test
    void take_nothingQueued_hasNoTurnAndNoLease() {
        assertThat(queue.take(10, /* all= */ false).nextMillis()).isEqualTo(Long.MAX_VALUE);
        queue.offer(List.of(write("k", "1")));
        queue.settle(done(take(queue)));

        assertThat(texts(take(queue))).isEmpty();
        queue.offer(List.of(write("k", "2")));
        assertThat(texts(take(queue(AT_ONCE)))).as("another member").containsExactly("k=2");
    }

    @Test
    void take_heldByAnotherMember_waitsForItsLease() {
        queue.offer(List.of(write("k", "1")));
        List<Taken> first = take(queue);
        WriteQueue other = queue(AT_ONCE);

        assertThat(texts(take(other))).isEmpty();
        assertThat(other.take(10, /* all= */ false).nextMillis()).isBetween(1L, LEASE.toMillis());
        assertThat(queue.holds(first.get(0))).isTrue();
        queue.release();
        assertThat(texts(take(other))).containsExactly("k=1");
        assertThat(queue.holds(first.get(0))).isFalse();
    }

    @Test
    void take_memberGone_isTakenByAnotherWhenTheLeaseIsOver() {
        Limits shortLease = new Limits(1000, Duration.ZERO, /* coalescing= */ true, Duration.ofMillis(200));
        WriteQueue gone = queue(shortLease);
        gone.offer(List.of(write("k", "1")));
        List<Taken> lost = take(gone);
        WriteQueue other = queue(shortLease);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !take(other).isEmpty());

        assertThat(gone.holds(lost.get(0))).isFalse();
        gone.settle(done(lost));

        assertThat(gone.size()).as("what is settled too late").isEqualTo(new Size(1, 0));
    }

    @Test
    void renew_beforeTheLeaseIsOver_keepsOthersAway() {
        Limits shortLease = new Limits(1000, Duration.ZERO, /* coalescing= */ true, Duration.ofMillis(600));
        WriteQueue holder = queue(shortLease);
        holder.offer(List.of(write("k", "1")));
        Taken taken = take(holder).get(0);
        WriteQueue other = queue(shortLease);
        long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();

        // who was late by a noisy machine has lost the lease, and knows it
        Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> {
            holder.renew();
            boolean othersGotIt = !take(other).isEmpty();
            assertThat(othersGotIt && holder.holds(taken)).isFalse();
            return othersGotIt || System.nanoTime() - end >= 0;
        });
    }

    @Test
    void settle_replacedMeanwhile_leavesTheNewWrite() {
        queue.offer(List.of(write("k", "1")));
        List<Taken> taken = take(queue);
        queue.offer(List.of(write("k", "2")));

        queue.settle(done(taken));

        assertThat(texts(take(queue))).containsExactly("k=2");
    }

    @Test
    void settle_failed_countsAndWaits() {
        queue.offer(List.of(write("k", "1")));
        queue.settle(List.of(new Settlement(take(queue).get(0), Verdict.FAILED, Duration.ofHours(1), "")));

        assertThat(take(queue)).isEmpty();
        List<Taken> again = queue.take(10, /* all= */ true).writes();
        assertThat(again).extracting(Taken::failures).containsExactly(1);
        queue.settle(List.of(new Settlement(again.get(0), Verdict.LATER, Duration.ZERO, "")));
        assertThat(take(queue)).extracting(Taken::failures).containsExactly(1);
    }

    @Test
    void settle_dead_isListedAndCanBeQueuedAgain() {
        Instant before = Instant.now().minusSeconds(60);
        queue.offer(List.of(write("k", "1")));
        queue.settle(dead(take(queue)));

        assertThat(queue.size()).isEqualTo(new Size(0, 1));
        assertThat(queue.find(List.of(bytes("k"))).get(0)).isEmpty();
        Dead letter = queue.dead(10).get(0);
        assertThat(text(letter.write())).isEqualTo("k=1");
        assertThat(letter.failures()).isEqualTo(1);
        assertThat(letter.reason()).isEqualTo("a.Reason: really");
        assertThat(Instant.ofEpochMilli(letter.queuedMillis()))
                .isBetween(before, Instant.now().plusSeconds(60));

        assertThat(queue.redeliver(bytes("k"))).isTrue();
        assertThat(queue.redeliver(bytes("k"))).isFalse();
        assertThat(queue.size()).isEqualTo(new Size(1, 0));
        assertThat(take(queue)).extracting(Taken::failures).containsExactly(0);
    }

    @Test
    void discard_dead_isForgotten() {
        queue.offer(List.of(write("k", "1")));
        queue.settle(dead(take(queue)));

        assertThat(queue.discard(bytes("k"))).isTrue();
        assertThat(queue.discard(bytes("k"))).isFalse();
        assertThat(queue.size()).isEqualTo(new Size(0, 0));
        assertThat(queue.dead(10)).isEmpty();
    }

    @Test
    void offer_afterADeadWriteOfTheKey_replacesIt() {
        queue.offer(List.of(write("k", "1")));
        queue.settle(dead(take(queue)));

        queue.offer(List.of(write("k", "2")));

        assertThat(queue.size()).isEqualTo(new Size(1, 0));
        assertThat(queue.redeliver(bytes("k"))).isFalse();
    }

    @Test
    void redeliver_withoutCoalescing_comesBeforeWhatWaits() {
        WriteQueue each = queue(EACH);
        for (String value : List.of("1", "2", "3")) {
            each.offer(List.of(write("k", value)));
        }
        each.settle(dead(take(each)));
        each.settle(dead(take(each)));

        assertThat(each.dead(10)).extracting(dead -> text(dead.write())).containsExactly("k=1", "k=2");
        assertThat(each.dead(1)).hasSize(1);
        assertThat(each.redeliver(bytes("k"))).isTrue();
        for (String expected : List.of("k=1", "k=2", "k=3")) {
            List<Taken> taken = take(each);
            assertThat(texts(taken)).containsExactly(expected);
            each.settle(done(taken));
        }
    }

    private static List<Taken> take(WriteQueue from) {
        return from.take(1000, /* all= */ false).writes();
    }

    private static List<Settlement> done(List<Taken> taken) {
        return taken.stream()
                .map(write -> new Settlement(write, Verdict.DONE, Duration.ZERO, ""))
                .toList();
    }

    private static List<Settlement> dead(List<Taken> taken) {
        return taken.stream()
                .map(write -> new Settlement(write, Verdict.DEAD, Duration.ZERO, "a.Reason: really"))
                .toList();
    }

    private static List<String> texts(List<Taken> taken) {
        return taken.stream().map(one -> text(one.write())).toList();
    }

    private static String text(QueuedWrite write) {
        byte[] value = write.value();
        return new String(write.key(), StandardCharsets.UTF_8) + "="
                + (value == null ? null : new String(value, StandardCharsets.UTF_8));
    }

    private static QueuedWrite write(String key, @Nullable String value) {
        return new QueuedWrite(bytes(key), value == null ? null : bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
