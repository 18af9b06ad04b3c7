// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import io.jambry.structure.GroupWork.Claim;
import io.jambry.structure.GroupWork.Delivered;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The work of a consumer. What begins and ends it may be called by any thread, the rest is confined to the one that runs it.
 *
 * <p>Rounds: first what was done and could not be acknowledged; then, when it is time, what nobody acknowledged for a while, its own failures
 * included; then what is new, for which the server lets it wait a second at most, so that it stops within that time. A round that fails is followed by a pause.
 *
 * <p>Failure: what the server does not answer may have been delivered all the same; it comes again with the claims. A group that is not
 * there is made, and where it was there before, from the beginning of the stream, so that nothing is left out.
 */
final class ConsumerLoop<V> implements Runnable, Running.Task {

    private enum State {
        NEW,
        RUNNING,
        ENDED
    }

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(1);

    /** What waits its turn is kept from others when so much of the time has passed after which they would take it. */
    private static final int KEEPING_PARTS = 3;

    private final RedisStream<V> stream;
    private final ConsumerSettings settings;
    private final StreamHandler<? super V> handler;
    private final GroupWork work;
    private final Running running;
    private final Troubles troubles;

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread worker;

    /** Done, and not acknowledged yet. */
    private final Set<StreamId> done = new LinkedHashSet<>();

    /** Whether the group is known to be there. */
    private boolean joined;

    /** Whether it ever was. */
    private boolean wasJoined;

    /** Where to go on with what nobody acknowledged. */
    private StreamId cursor = StreamId.MIN;

    private long nextClaim = System.nanoTime();
    private long nextTidying = nextClaim;

    ConsumerLoop(RedisStream<V> stream, ConsumerSettings settings, StreamHandler<? super V> handler, Running running) {
        this.stream = stream;
        this.settings = settings;
        this.handler = handler;
        this.work = new GroupWork(stream.link(), stream.key(), settings);
        this.running = running;
        this.troubles = new Troubles(toString());
    }

    // ---- from outside

    boolean isRunning() {
        return state.get() != State.ENDED;
    }

    boolean isWorker() {
        return Thread.currentThread() == worker;
    }

    @Override
    public void stop() {
        stopping.countDown();
        // no thread has begun with it, and maybe none ever will
        if (state.compareAndSet(State.NEW, State.ENDED)) {
            end();
        }
    }

    @Override
    public boolean awaitStop(Duration atMost) {
        if (isWorker()) {
            return false;
        }
        try {
            return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Without a limit, but for an interrupt. */
    void awaitStop() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        ended.countDown();
        running.remove(this);
    }

    // ---- the work

    @Override
    public void run() {
        if (!state.compareAndSet(State.NEW, State.RUNNING)) {
            return;
        }
        worker = Thread.currentThread();
        troubles.tell(Level.INFO, "begins");
        try {
            while (!isStopping()) {
                round();
            }
            leave();
        } finally {
            state.set(State.ENDED);
            worker = null;
            troubles.tell(Level.INFO, "has ended");
            end();
        }
    }

    /** An interrupt is how the executor of an application ends it. */
    private boolean isStopping() {
        return stopping.getCount() == 0 || Thread.currentThread().isInterrupted();
    }

    private void round() {
        try {
            join();
            acknowledge();
            tidy();
            takeOver();
            if (!isStopping()) {
                List<Delivered> fresh = work.read(patience());
                troubles.none();
                handle(fresh);
            }
        } catch (RuntimeException | Error e) {
            joined = false;
            troubles.server("go on", e);
            pause();
        }
    }

    private void join() {
        if (joined) {
            return;
        }
        boolean made = work.make(wasJoined ? StreamId.MIN.toString() : settings.start());
        if (made && wasJoined) {
            troubles.tell(
                    Level.WARNING,
                    "the group is gone, with what it had pending, and is made anew; it begins with the first entry that is there");
        }
        joined = true;
        wasJoined = true;
    }

    private void tidy() {
        long now = System.nanoTime();
        if (now - nextTidying >= 0) {
            nextTidying = now + BETWEEN_TIDYINGS.toNanos();
            boolean unused = work.tidy();
        }
    }

    private void takeOver() {
        if (System.nanoTime() - nextClaim < 0) {
            return;
        }
        Claim claim = work.claim(cursor);
        cursor = claim.next();
        if (cursor.equals(StreamId.MIN)) {
            nextClaim = System.nanoTime() + settings.claimInterval().toNanos();
        }
        troubles.deadLetters(claim.buried());
        handle(claim.entries());
    }

    /** Not beyond the next look at what nobody acknowledged; none while that look is not at its end. */
    private Duration patience() {
        long left = TimeUnit.NANOSECONDS.toMillis(nextClaim - System.nanoTime());
        return left <= 0 ? Duration.ZERO : Duration.ofMillis(Math.min(left, LONGEST_WAIT.toMillis()));
    }

    private void handle(List<Delivered> entries) {
        Deque<Delivered> waiting = new ArrayDeque<>(entries);
        long keep = settings.claimAfter().toNanos() / KEEPING_PARTS;
        long kept = System.nanoTime();
        while (!waiting.isEmpty() && !isStopping()) {
            handle(waiting.remove());
            if (!waiting.isEmpty() && System.nanoTime() - kept >= keep) {
                keep(waiting);
                kept = System.nanoTime();
            }
        }
        giveBack(waiting);
    }

    private void handle(Delivered delivered) {
        if (done.contains(delivered.id())) {
            return;
        }
        try {
            V value = stream.decode(delivered.fields());
            handler.handle(new StreamDelivery<>(new StreamEntry<>(delivered.id(), value), delivered.number()));
        } catch (InterruptedException e) {
            // it is to stop, and the entry is not at fault
            Thread.currentThread().interrupt();
            giveBack(List.of(delivered));
            return;
        } catch (Exception | Error e) {
            failed(delivered, e);
            return;
        }
        done.add(delivered.id());
        try {
            acknowledge();
        } catch (JambryException e) {
            troubles.server("acknowledge an entry that it has done", e);
        }
    }

    private void failed(Delivered delivered, Throwable failure) {
        troubles.handler(failure);
        if (delivered.number() < settings.maxDeliveries()) {
            return;
        }
        try {
            if (work.bury(delivered.id(), failure.getClass().getName())) {
                troubles.deadLetters(1);
            }
        } catch (JambryException e) {
            troubles.server("make an entry a dead letter", e);
        }
    }

    private void acknowledge() {
        if (!done.isEmpty()) {
            work.acknowledge(done);
            done.clear();
        }
    }

    /** Others leave alone what waits its turn here; what they have already is theirs. */
    private void keep(Deque<Delivered> waiting) {
        try {
            Set<StreamId> ours = work.keep(ids(waiting));
            waiting.removeIf(delivered -> !ours.contains(delivered.id()));
        } catch (JambryException e) {
            troubles.server("keep the entries that it has", e);
        }
    }

    private void giveBack(Collection<Delivered> waiting) {
        if (waiting.isEmpty()) {
            return;
        }
        try {
            work.giveBack(ids(waiting));
        } catch (JambryException e) {
            troubles.server("give back entries; others take them over later", e);
        }
    }

    private static Collection<StreamId> ids(Collection<Delivered> entries) {
        return entries.stream().map(Delivered::id).toList();
    }

    private void leave() {
        try {
            acknowledge();
            if (joined) {
                boolean unused = work.leave();
            }
        } catch (RuntimeException e) {
            troubles.server("leave its group in order", e);
        }
    }

    private void pause() {
        try {
            boolean unused = stopping.await(troubles.pauseNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // it stops
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "consumer '" + settings.name() + "' of group '" + settings.group() + "' of " + stream;
    }
}
