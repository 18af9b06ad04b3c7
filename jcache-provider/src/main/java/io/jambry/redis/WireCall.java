// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * A call that waits for others: for its turn on a connection, or for whoever sends it along with their own.
 *
 * <p>It is WAITING in the queue; then it LEADS, which means that its caller has a connection and must use it, or it is SENT by
 * another caller, who notes the ANSWER. A caller whose time is up leaves it: it is GONE, and an answer that still comes is
 * dropped.
 *
 * <p>Calls that were sent together are woken as a tree: a caller that wakes wakes two others before it goes on. One thread
 * that wakes them all takes long, and when it loses the core halfway, the rest wait until its turn comes again. Thread-safe.
 */
final class WireCall {

    /**
     * How often its caller lets other threads go first before it sleeps. An answer is often there after a few of their turns, and each
     * takes the processor less time than to fall asleep and be woken; where no other wants to run, a turn is over at once.
     */
    private static final int MOST_TURNS = 8;

    /** In nanoseconds. Where others keep the processor for longer than that, whoever sleeps gets it sooner than who lets them go first. */
    private static final long LONGEST_TURNS = 500_000;

    private static final int WAITING = 0;
    private static final int LEADS = 1;
    private static final int SENT = 2;
    private static final int ANSWERED = 3;
    private static final int GONE = 4;

    private final CommandObject<?> command;
    private final long start;
    private final long deadline;
    private final @Nullable Thread caller;
    private final @Nullable CompletableFuture<@Nullable Object> future;
    private final AtomicInteger state = new AtomicInteger();
    private @Nullable Object answer;
    private @Nullable WireCall left;
    private @Nullable WireCall right;
    private @Nullable Lane lane;
    private boolean sent;

    private WireCall(
            CommandObject<?> command,
            long start,
            long deadline,
            @Nullable Thread caller,
            @Nullable CompletableFuture<@Nullable Object> future) {
        this.command = command;
        this.start = start;
        this.deadline = deadline;
        this.caller = caller;
        this.future = future;
    }

    /** A call whose caller waits for it in this thread. */
    static WireCall waiting(CommandObject<?> command, long start, long deadline) {
        return new WireCall(command, start, deadline, Thread.currentThread(), null);
    }

    /** A call whose caller goes on. */
    static WireCall asynchronous(
            CommandObject<?> command, long start, long deadline, CompletableFuture<@Nullable Object> future) {
        return new WireCall(command, start, deadline, null, future);
    }

    CommandObject<?> command() {
        return command;
    }

    long start() {
        return start;
    }

    long deadline() {
        return deadline;
    }

    boolean isAsynchronous() {
        return future != null;
    }

    /** The caller is to use this connection. False if it is not waiting any more. */
    boolean lead(Lane free) {
        lane = free;
        if (!state.compareAndSet(WAITING, LEADS)) {
            return false;
        }
        LockSupport.unpark(caller);
        return true;
    }

    /** Somebody sends it. False if nobody waits for it any more. */
    boolean send() {
        return state.compareAndSet(WAITING, SENT);
    }

    /** What became of it: a reply, or a throwable. For the one who sends it, who then {@linkplain #wakeAll wakes} its caller. */
    void note(@Nullable Object reply) {
        answer = reply;
    }

    /** Lets the callers have what was noted. */
    static void wakeAll(List<WireCall> calls) {
        // from the last one: a caller may look for its answer at any moment, and then must know whom to wake
        for (int i = calls.size() - 1; i >= 0; i--) {
            calls.get(i).release(at(calls, 2 * i + 1), at(calls, 2 * i + 2));
        }
        if (!calls.isEmpty()) {
            calls.get(0).wake();
        }
    }

    private static @Nullable WireCall at(List<WireCall> calls, int index) {
        return index < calls.size() ? calls.get(index) : null;
    }

    private void release(@Nullable WireCall first, @Nullable WireCall second) {
        left = first;
        right = second;
        state.compareAndSet(SENT, ANSWERED);
    }

    /** Wakes its caller, who wakes the others; where nobody waits, the others. */
    private void wake() {
        boolean answered = state.get() == ANSWERED;
        if (answered && future == null) {
            LockSupport.unpark(caller);
            return;
        }
        wakeOthers();
        if (answered) {
            complete(answer);
        }
    }

    private void wakeOthers() {
        if (left != null) {
            left.wake();
        }
        if (right != null) {
            right.wake();
        }
    }

    /** Ends an asynchronous call. */
    void complete(@Nullable Object reply) {
        CompletableFuture<@Nullable Object> asynchronous = requireNonNull(future);
        if (reply instanceof Throwable failure) {
            asynchronous.completeExceptionally(failure);
        } else {
            asynchronous.complete(reply);
        }
    }

    /** Tells, after its time was up, whether it had left the queue. */
    boolean wasSent() {
        return sent;
    }

    /**
     * Waits in the caller's thread until it leads or is answered, or its time is up.
     *
     * @return false if its time is up
     */
    @SuppressWarnings("ThreadPriorityCheck") // who does not let others go first sleeps a little earlier
    boolean await() {
        boolean interrupted = false;
        int turns = 0;
        long sleep = System.nanoTime() + LONGEST_TURNS;
        try {
            for (; ; ) {
                int now = state.get();
                if (now == ANSWERED) {
                    wakeOthers();
                }
                if (now == LEADS || now == ANSWERED) {
                    return true;
                }
                long time = System.nanoTime();
                long left = deadline - time;
                if (left > 0 && turns < MOST_TURNS && time - sleep < 0) {
                    turns++;
                    Thread.yield();
                } else if (left > 0) {
                    LockSupport.parkNanos(this, left);
                    interrupted |= Thread.interrupted();
                } else if (leave()) {
                    return false;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Its time is up. False if it leads or is answered already. */
    boolean leave() {
        int now = state.get();
        if ((now == WAITING || now == SENT) && state.compareAndSet(now, GONE)) {
            sent = now == SENT;
            return true;
        }
        return false;
    }

    /** The connection to use; null if the call was answered instead. */
    @Nullable
    Lane lane() {
        return state.get() == LEADS ? lane : null;
    }

    /** What became of it. */
    @Nullable
    Object answer() {
        return answer;
    }
}
