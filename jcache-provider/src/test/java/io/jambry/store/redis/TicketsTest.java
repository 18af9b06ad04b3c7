// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.spi.ChangeKind;
import io.jambry.spi.Mode;
import io.jambry.spi.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is waited for when a member with synchronous listeners does not answer. */
class TicketsTest {

    private static final Set<ChangeKind> UPDATED = Set.of(ChangeKind.UPDATED);
    private static final Wish SYNCHRONOUS = new Wish(UPDATED, Set.of(), UPDATED);
    private static final Duration SHORT = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private static final Mode BOTH = mode(5, Map.of("stalled", 4L, "well", 5L));
    private static final Mode WITHOUT = mode(6, Map.of("well", 5L));
    private static final Mode AGAIN = mode(7, Map.of("well", 5L, "stalled", 7L));

    private final List<String> gaveUp = new ArrayList<>();
    private final FeedCounters counters = new FeedCounters();
    private final Tickets tickets = new Tickets("cache", counters, (member, since) -> gaveUp.add(member + " " + since));
    private long numbers;

    private static Mode mode(long number, Map<String, Long> since) {
        Map<String, Wish> wishes = new HashMap<>();
        since.keySet().forEach(member -> wishes.put(member, SYNCHRONOUS));
        return new Mode(number, wishes, since, 0);
    }

    @BeforeEach
    void takeUp() {
        tickets.takenUp(BOTH);
    }

    private Ticket begin(Mode made) {
        return tickets.open(new Span(++numbers, made), 1);
    }

    private void answer(String member, Ticket ticket) {
        tickets.answered(member, ticket.span().id(), ticket.number(), List.of());
    }

    /** A change of this thread that everybody but the stalled member hears of. */
    private Ticket change(Mode made) {
        Ticket ticket = begin(made);
        ticket.told(UPDATED);
        answer("well", ticket);
        return ticket;
    }

    private void await(Duration longest) {
        assertThat(tickets.await(longest)).isEmpty();
    }

    private static void inAnotherThread(Runnable task) {
        CompletableFuture.runAsync(task).join();
    }

    private void timeOut() {
        assertThat(change(BOTH).isDone()).isFalse();
        await(SHORT);
        assertThat(counters.snapshot().timeouts()).isEqualTo(1);
        assertThat(gaveUp).containsExactly("stalled 4");
    }

    @Test
    void change_afterATimeout_waitsForTheOthersOnly() {
        timeOut();

        Ticket next = begin(BOTH);
        next.told(UPDATED);
        assertThat(next.isDone()).isFalse();
        answer("well", next);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void change_toldAfterTheLeaseOfTheSlowMemberHasEnded_waitsForTheOthersOnly() {
        timeOut();
        Ticket next = begin(BOTH);

        tickets.takenUp(WITHOUT);

        next.told(UPDATED);
        answer("well", next);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void change_underAnOlderModeThanTheSlowMemberCameBackWith_waitsForTheOthersOnly() {
        timeOut();
        Ticket next = begin(BOTH);

        tickets.takenUp(WITHOUT);
        tickets.takenUp(AGAIN);
        inAnotherThread(() -> {
            change(AGAIN);
            await(SHORT);
        });

        next.told(UPDATED);
        answer("well", next);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void change_lateAnswerOfTheSlowMember_doesNotMakeItWaitedFor() {
        Ticket first = change(BOTH);
        await(SHORT);

        answer("stalled", first);

        assertThat(change(BOTH).isDone()).isTrue();
    }

    @Test
    void change_timeoutOfAnOlderChange_doesNotForgetANewerOne() {
        Ticket old = change(BOTH);
        tickets.takenUp(AGAIN);
        inAnotherThread(() -> {
            change(AGAIN);
            await(SHORT);
        });
        assertThat(old.isDone()).isTrue();
        await(SHORT);

        assertThat(change(AGAIN).isDone()).isTrue();
    }

    @Test
    void change_slowMemberWishesAnew_waitsForItAgain() {
        timeOut();

        tickets.takenUp(AGAIN);

        Ticket next = change(AGAIN);
        assertThat(next.isDone()).isFalse();
        answer("stalled", next);
        assertThat(next.isDone()).isTrue();
    }

    @Test
    void change_begunBeforeAnotherTimesOut_isNotKeptAnyLonger() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            change(BOTH);
            begun.countDown();
            await(LONG);
        });
        begun.await();
        assertThat(other).isNotDone();

        timeOut();

        Awaitility.await().until(other::isDone);
        assertThat(counters.snapshot().timeouts()).isEqualTo(1);
    }

    @Test
    void change_membersLeaseEnds_isNotKeptAnyLonger() {
        Ticket waiting = change(BOTH);

        tickets.takenUp(WITHOUT);

        assertThat(waiting.isDone()).isTrue();
        await(LONG);
        assertThat(counters.snapshot().timeouts()).isZero();
    }

    @Test
    void change_beginsAMomentBeforeItsModeIsKnownHere_waits() {
        assertThat(change(AGAIN).isDone()).isFalse();
        await(SHORT);

        assertThat(change(AGAIN).isDone()).isTrue();
    }
}
