// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.redis.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripts of locks, called as clients do whose requests come twice, late, or after they have died. */
class LockScriptsTest {

    private static final long HOUR = TimeUnit.HOURS.toMillis(1);
    private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
    private static final long PATIENT = TimeUnit.HOURS.toMicros(1);

    private static RedisLink link;

    private final String name = UUID.randomUUID().toString();
    private final Holdable lock = Holdable.lock("scripts", name);
    private final Holdable writer = Holdable.writer("scripts", name);
    private final Holdable reader = Holdable.reader("scripts", name);
    private final Holdable permit = Holdable.permit("scripts", name);

    @BeforeAll
    static void open() {
        link = RedisLink.open(TestServer.settings());
    }

    @AfterAll
    static void close() {
        link.close();
    }

    private static @Nullable Object take(Holdable what, String owner) {
        return shown(link.call(what.acquire(owner, HOUR, /* waitMillis= */ 0, PATIENT)));
    }

    private static @Nullable Object queue(Holdable what, String owner, long patience) {
        return shown(link.call(what.acquire(owner, HOUR, MINUTE, patience)));
    }

    private static @Nullable Object release(Holdable what, String owner) {
        return link.call(what.release(owner, /* patienceMicros= */ 0, /* refuseMillis= */ 0));
    }

    private static @Nullable Object renew(Holdable what, String owner, long lease) {
        return link.call(what.renew(owner, lease));
    }

    private static @Nullable Object shown(@Nullable Object reply) {
        return reply instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : reply;
    }

    private long left(LockInfo.Kind kind, String what) {
        return link.call(link.commands()
                .pttl(("scripts:{" + (kind == LockInfo.Kind.LOCK ? "lock" : "rwlock") + ":" + name + "}:" + what)
                        .getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void acquire_sameOwnerTwice_answersTheSame() {
        for (Holdable each : List.of(lock, writer)) {
            Object token = take(each, "a:1:1");
            assertThat(token).isInstanceOf(String.class);
            assertThat(take(each, "a:1:1")).isEqualTo(token);
            assertThat((Long) take(each, "b:1:1")).isBetween(HOUR - MINUTE, HOUR);
            assertThat(release(each, "b:1:1")).isEqualTo(0L);
            assertThat(release(each, "a:1:1")).isEqualTo(1L);
            assertThat(release(each, "a:1:1")).isEqualTo(0L);
        }
    }

    @Test
    void acquire_readerOrPermitTwice_answersTheSame() {
        Object first = take(reader, "a:1:1:r");
        assertThat(take(reader, "a:1:1:r")).isEqualTo(first);
        assertThat(take(reader, "b:1:1:r")).isEqualTo(first);
        assertThat((Long) take(writer, "c:1:1:w")).isBetween(HOUR - MINUTE, HOUR);
        assertThat(release(reader, "a:1:1:r")).isEqualTo(1L);
        assertThat(release(reader, "a:1:1:r")).isEqualTo(0L);
        assertThat(release(reader, "b:1:1:r")).isEqualTo(1L);

        assertThat(take(permit, "a:1:1")).isNull();
        link.call(link.commands()
                .set(("scripts:{semaphore:" + name + "}:n").getBytes(StandardCharsets.UTF_8), Holdable.bytes(1)));
        Object token = take(permit, "a:1:1");
        assertThat(take(permit, "a:1:1")).isEqualTo(token);
        assertThat((Long) take(permit, "b:1:1")).isBetween(HOUR - MINUTE, HOUR);
        assertThat(release(permit, "a:1:1")).isEqualTo(1L);
        assertThat(take(permit, "b:1:1")).isNotEqualTo(token).isInstanceOf(String.class);
    }

    @Test
    void release_forWhatMayStillBeUnderWay_refusesItAfterwards() {
        for (Holdable each : List.of(lock, writer, reader)) {
            String suffix = each == writer ? ":w" : each == reader ? ":r" : "";
            assertThat(link.call(each.release("a:1:9" + suffix, 0, MINUTE))).isEqualTo(0L);
            assertThat(take(each, "a:1:9" + suffix)).isEqualTo(-1L);
            assertThat(take(each, "a:1:10" + suffix)).isInstanceOf(String.class);
            assertThat(release(each, "a:1:10" + suffix)).isEqualTo(1L);
        }
    }

    @Test
    void acquire_firstInQueueIsPatient_othersMayOvertakeIt() {
        take(lock, "a:1:1");
        assertThat((Long) queue(lock, "b:1:1", PATIENT)).isPositive();
        assertThat((Long) queue(lock, "c:1:1", PATIENT)).isPositive();
        release(lock, "a:1:1");
        assertThat(queue(lock, "c:1:1", /* patience= */ 0)).isEqualTo(-1L);
        assertThat(queue(lock, "c:1:1", PATIENT)).isInstanceOf(String.class);
        release(lock, "c:1:1");
        assertThat(queue(lock, "d:1:1", /* patience= */ 0)).isEqualTo(-1L);
        assertThat(queue(lock, "b:1:1", /* patience= */ 0)).isInstanceOf(String.class);
        release(lock, "b:1:1");
        assertThat(queue(lock, "d:1:1", /* patience= */ 0)).isInstanceOf(String.class);
    }

    @Test
    void takeWithoutToken_lockIsHeld_takesNothing() {
        take(lock, "a:1:1");
        assertThat(takeWithoutToken("b:1:1")).isNull();
        release(lock, "a:1:1");
        assertThat(takeWithoutToken("b:1:1")).isNotNull();
        assertThat(takeWithoutToken("b:1:1")).isNull();
        assertThat((Long) take(lock, "a:1:1")).isBetween(HOUR - MINUTE, HOUR);
        assertThat(release(lock, "a:1:1")).isEqualTo(0L);
        assertThat(release(lock, "b:1:1")).isEqualTo(1L);
        assertThat(left(LockInfo.Kind.LOCK, "lk")).isEqualTo(-2);
    }

    @Test
    void takeWithoutToken_othersWait_leavesItToThem() {
        takeWithoutToken("a:1:1");
        assertThat((Long) queue(lock, "b:1:1", 0)).isPositive();
        release(lock, "a:1:1");
        assertThat(takeWithoutToken("c:1:1")).isNull();
        assertThat(queue(lock, "c:1:1", /* patience= */ 0)).isEqualTo(-1L);
        assertThat(queue(lock, "b:1:1", /* patience= */ 0)).isInstanceOf(String.class);
        release(lock, "b:1:1");
        assertThat(takeWithoutToken("d:1:1")).isNull();
        assertThat(release(lock, "c:1:1")).as("it gives up").isEqualTo(0L);
        assertThat(take(lock, "d:1:1")).isInstanceOf(String.class);
        release(lock, "d:1:1");
        assertThat(takeWithoutToken("e:1:1")).isNotNull();
    }

    @Test
    void takeWithoutToken_afterItsOwnerHasGivenUp_isRefused() {
        assertThat(link.call(lock.release("a:1:9", 0, MINUTE))).isEqualTo(0L);
        assertThat(takeWithoutToken("a:1:9")).isNull();
        assertThat(take(lock, "a:1:10")).isInstanceOf(String.class);
        assertThat(takeWithoutToken("a:1:9")).isNull();
        assertThat(release(lock, "a:1:10")).isEqualTo(1L);
        assertThat(takeWithoutToken("a:1:9")).isNull();
    }

    @Test
    void takeWithoutToken_lateAndAfterTheLeaseOfAnother_keepsNobodyAway() {
        take(lock, "b:1:1");
        assertThat(link.call(lock.release("a:1:9", 0, MINUTE))).isEqualTo(0L);
        endLease();
        assertThat(takeWithoutToken("a:1:9")).isNotNull();
        assertThat(queue(lock, "c:1:1", /* patience= */ 0)).isInstanceOf(String.class);
        assertThat(release(lock, "a:1:9")).isEqualTo(0L);
        assertThat(release(lock, "c:1:1")).isEqualTo(1L);
    }

    @Test
    void takeWithoutToken_lateWhileAnotherIsFirst_isLeftToThat() {
        take(lock, "b:1:1");
        assertThat((Long) queue(lock, "w:1:1", PATIENT)).isPositive();
        assertThat(link.call(lock.release("a:1:9", 0, MINUTE))).isEqualTo(0L);
        endLease();
        assertThat(takeWithoutToken("a:1:9")).isNotNull();
        assertThat(take(lock, "a:1:9")).as("too late, too").isEqualTo(-1L);
        assertThat(queue(lock, "c:1:1", /* patience= */ 0)).isEqualTo(-1L);
        assertThat(takeWithoutToken("d:1:1")).isNull();
        assertThat(queue(lock, "w:1:1", /* patience= */ 0)).isInstanceOf(String.class);
    }

    @Test
    void takeWithoutToken_lateByWhoWaits_leavesTheQueue() {
        take(lock, "b:1:1");
        assertThat((Long) queue(lock, "a:1:1", PATIENT)).isPositive();
        endLease();
        assertThat(takeWithoutToken("a:1:1")).isNotNull();
        assertThat(take(lock, "a:1:1")).isInstanceOf(String.class);
        assertThat(left(LockInfo.Kind.LOCK, "q")).isEqualTo(-2);
    }

    @Test
    void takeWithoutToken_firstHasGoneAndAnotherWaits_isKeptForThat() {
        take(lock, "a:1:1");
        link.call(lock.acquire("b:1:1", HOUR, /* waitMillis= */ 500, 0));
        release(lock, "a:1:1");
        assertThat(queue(lock, "c:1:1", /* patience= */ 0)).isEqualTo(-1L);
        TestServer.pass(Duration.ofMillis(1100));
        assertThat(takeWithoutToken("d:1:1")).isNull();
        assertThat(queue(lock, "c:1:1", /* patience= */ 0)).isInstanceOf(String.class);
    }

    @Test
    void release_byTheLastWhoWaits_leavesNothing() {
        take(lock, "a:1:1");
        queue(lock, "b:1:1", PATIENT);
        release(lock, "a:1:1");
        assertThat(left(LockInfo.Kind.LOCK, "lk")).isPositive();
        assertThat(release(lock, "b:1:1")).isEqualTo(0L);
        assertThat(left(LockInfo.Kind.LOCK, "lk")).isEqualTo(-2);
    }

    /** As time does. */
    private void endLease() {
        link.call(link.commands().del(("scripts:{lock:" + name + "}:lk").getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void token_ofWhatWasTakenWithout_isGreaterThanAllBeforeAndStays() {
        long before = Long.parseLong((String) take(lock, "a:1:1"));
        release(lock, "a:1:1");
        takeWithoutToken("b:1:1");
        assertThat(token("a:1:1")).isNull();
        String token = (String) token("b:1:1");
        assertThat(Long.parseLong(token)).isGreaterThan(before);
        assertThat(token("b:1:1")).isEqualTo(token);
        assertThat(renew(lock, "b:1:1", 2 * HOUR)).isEqualTo(1L);
        assertThat(token("b:1:1")).isEqualTo(token);
        assertThat(take(lock, "b:1:1")).isEqualTo(token);
        release(lock, "b:1:1");
        assertThat(token("b:1:1")).isNull();
        assertThat(Long.parseLong((String) take(lock, "c:1:1"))).isGreaterThan(Long.parseLong(token));
    }

    @Test
    void token_askedForLate_isTheMomentAtWhichItWasTaken() {
        takeWithoutToken("a:1:1");
        TestServer.pass(Duration.ofMillis(50));
        assertThat(renew(lock, "a:1:1", 2 * HOUR)).isEqualTo(1L);
        TestServer.pass(Duration.ofMillis(50));
        long token = Long.parseLong((String) token("a:1:1"));
        long now = Long.parseLong((String) take(writer, "a:1:2:w"));
        assertThat(now - token).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toMicros(99));
        assertThat(left(LockInfo.Kind.LOCK, "lk")).isGreaterThan(HOUR);
    }

    @Test
    void acquire_whatWasTakenWithoutToken_isKnownAgain() {
        takeWithoutToken("a:1:1");
        Object token = take(lock, "a:1:1");
        assertThat(token).isInstanceOf(String.class).isEqualTo(token("a:1:1"));
        assertThat(release(lock, "a:1:1")).isEqualTo(1L);
    }

    private @Nullable Object takeWithoutToken(String owner) {
        return link.call(lock.takeWithoutToken(owner, HOUR));
    }

    private @Nullable Object token(String owner) {
        return shown(link.call(lock.token(owner)));
    }

    @Test
    void acquire_firstInQueueHasDied_isForgotten() {
        take(lock, "a:1:1");
        link.call(lock.acquire("dead:1:1", HOUR, /* waitMillis= */ 1, 0));
        TestServer.pass(Duration.ofMillis(5));
        release(lock, "a:1:1");
        assertThat(queue(lock, "b:1:1", /* patience= */ 0)).isInstanceOf(String.class);
        assertThat(left(LockInfo.Kind.LOCK, "q")).isEqualTo(-2);
    }

    @Test
    void acquire_readerBehindAWriter_waitsUnlessItMayOvertake() {
        take(reader, "a:1:1:r");
        assertThat((Long) queue(writer, "w:1:1:w", 0)).isPositive();
        assertThat(take(reader, "b:1:1:r")).as("not waiting for long yet").isInstanceOf(String.class);
        assertThat(queue(reader, "c:1:1:r", /* patience= */ 0)).isEqualTo(-1L);
        release(reader, "a:1:1:r");
        release(reader, "b:1:1:r");
        assertThat(queue(writer, "w:1:1:w", 0)).isInstanceOf(String.class);
        assertThat((Long) queue(reader, "d:1:1:r", 0)).isPositive();
        assertThat((Long) queue(writer, "x:1:1:w", 0)).isPositive();
        assertThat((Long) queue(reader, "e:1:1:r", 0)).isPositive();
        release(writer, "w:1:1:w");
        assertThat(queue(reader, "e:1:1:r", 0)).as("behind a writer").isEqualTo(-1L);
        assertThat(queue(reader, "d:1:1:r", 0))
                .as("second in the queue, behind a reader")
                .isInstanceOf(String.class);
        assertThat(queue(reader, "c:1:1:r", 0)).isInstanceOf(String.class);
        release(reader, "c:1:1:r");
        release(reader, "d:1:1:r");
        assertThat(queue(writer, "x:1:1:w", 0)).isInstanceOf(String.class);
    }

    @Test
    void renew_shorterThanWhatIsLeft_cutsNothing() {
        take(lock, "a:1:1");
        assertThat(renew(lock, "a:1:1", 1000)).isEqualTo(1L);
        assertThat(left(LockInfo.Kind.LOCK, "lk")).isGreaterThan(MINUTE);
        assertThat(renew(lock, "b:1:1", 1000)).isEqualTo(0L);
        assertThat(renew(lock, "a:1:1", 2 * HOUR)).isEqualTo(1L);
        assertThat(left(LockInfo.Kind.LOCK, "lk")).isGreaterThan(HOUR);

        take(reader, "a:1:1:r");
        assertThat(renew(reader, "a:1:1:r", 1000)).isEqualTo(1L);
        assertThat(left(LockInfo.Kind.READ_WRITE_LOCK, "r")).isGreaterThan(MINUTE);
        assertThat(renew(reader, "b:1:1:r", 1000)).isEqualTo(0L);
    }

    @Test
    void downgrade_twice_answersTheSame() {
        String token = (String) take(writer, "a:1:1:w");
        Object reading = shown(link.call(writer.downgrade("a:1:1:w", "a:1:2:r", HOUR)));
        assertThat(Long.parseLong((String) reading)).isGreaterThan(Long.parseLong(token));
        assertThat(shown(link.call(writer.downgrade("a:1:1:w", "a:1:2:r", HOUR))))
                .isEqualTo(reading);
        assertThat(shown(link.call(writer.downgrade("b:1:1:w", "b:1:2:r", HOUR))))
                .isNull();
        assertThat(release(reader, "a:1:2:r")).isEqualTo(1L);
    }

    @Test
    void upgrade_twice_answersTheSame() {
        take(reader, "a:1:1:r");
        take(reader, "b:1:1:r");
        assertThat(link.call(writer.upgrade("a:1:1:r", "a:1:2:w", HOUR))).isEqualTo(0L);
        release(reader, "b:1:1:r");
        Object token = shown(link.call(writer.upgrade("a:1:1:r", "a:1:2:w", HOUR)));
        assertThat(token).isInstanceOf(String.class);
        assertThat(shown(link.call(writer.upgrade("a:1:1:r", "a:1:2:w", HOUR)))).isEqualTo(token);
        assertThat(link.call(writer.upgrade("b:1:1:r", "b:1:2:w", HOUR))).isEqualTo(-1L);
        assertThat(release(writer, "a:1:2:w")).isEqualTo(1L);
    }

    @Test
    void latch_operationsTwice_countOnce() {
        byte[] count = Holdable.bytes("scripts:{latch:" + name + "}:n");
        byte[] operations = Holdable.bytes("scripts:{latch:" + name + "}:o");
        byte[] waiters = Holdable.bytes("scripts:{latch:" + name + "}:w");
        byte[] channels = Holdable.bytes("scripts:locks:");
        for (int i = 0; i < 2; i++) {
            assertThat(link.call(RedisScript.LATCH_SET.with(
                            count, operations, Holdable.bytes(2), Holdable.bytes(HOUR), Holdable.bytes("set"))))
                    .isEqualTo(1L);
        }
        assertThat(link.call(RedisScript.LATCH_SET.with(
                        count, operations, Holdable.bytes(2), Holdable.bytes(HOUR), Holdable.bytes("other"))))
                .isEqualTo(0L);
        for (int i = 0; i < 2; i++) {
            assertThat(link.call(RedisScript.LATCH_COUNT_DOWN.with(
                            count, operations, waiters, Holdable.bytes("one"), channels)))
                    .isEqualTo(1L);
        }
        assertThat(link.call(link.commands().pttl(operations))).isPositive();
    }
}
