// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.behind;

import io.jambry.spi.WriteQueue;
import io.jambry.spi.WriteQueue.Harvest;
import io.jambry.spi.WriteQueue.Settlement;
import io.jambry.spi.WriteQueue.Taken;
import io.jambry.spi.WriteQueue.Verdict;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Brings queued writes to the system of record, in one thread: takes what has its turn, delivers it in batches, and notes what became of
 * it. What has failed before is delivered by itself, so that it cannot make others fail; after three failures in a row the rest waits,
 * since the system of record is probably away.
 *
 * <p>Failure: whatever is not settled is still queued. When this JVM dies, another one takes it when the lease is over.
 *
 * <p>Thread-safe.
 */
public final class Drainer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Drainer.class.getName());

    /** How often to look for what other JVMs have queued and left. */
    private static final long IDLE_MILLIS = 1000;

    private static final int FAILURES_IN_A_ROW = 3;

    private final String cacheName;
    private final WriteQueue queue;
    private final Delivery delivery;
    private final DrainSettings settings;
    private final long delayMillis;
    private final BehindCounters counters;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition earlier = lock.newCondition();

    /** When to look next, in the time of {@link System#nanoTime}; guarded by the lock. */
    private long nextLook = System.nanoTime();

    private volatile boolean closing;
    private volatile @Nullable Thread worker;

    /** Whether the failure that goes on was logged; confined to the worker. */
    private boolean failing;

    /**
     * Makes a drainer, which {@link #start} starts.
     *
     * @param cacheName for messages
     * @param queue where writes wait
     * @param delivery carries them out
     * @param settings how
     * @param delay how long a write waits before its first turn
     * @param counters counts what is done
     */
    public Drainer(
            String cacheName,
            WriteQueue queue,
            Delivery delivery,
            DrainSettings settings,
            Duration delay,
            BehindCounters counters) {
        this.cacheName = cacheName;
        this.queue = queue;
        this.delivery = delivery;
        this.settings = settings;
        this.delayMillis = delay.toMillis();
        this.counters = counters;
    }

    /**
     * Begins.
     *
     * @param executor gives the thread, until {@link #close}
     */
    public void start(Executor executor) {
        executor.execute(this::run);
    }

    /** Something was queued here: it has its turn after the delay. */
    public void queued() {
        lookAfter(delayMillis);
    }

    /** Something has its turn at once. */
    public void hurry() {
        lookAfter(0);
    }

    private void lookAfter(long millis) {
        long wanted = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            if (wanted - nextLook < 0) {
                nextLook = wanted;
                earlier.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        worker = Thread.currentThread();
        try {
            while (!closing) {
                expect(IDLE_MILLIS);
                lookAfter(work());
                await();
            }
            drain();
            queue.release();
        } catch (InterruptedException e) {
            // closing has waited long enough
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "leases could not be given up; they end by themselves", e);
        } finally {
            worker = null;
            ended.countDown();
        }
    }

    private void expect(long millis) {
        lock.lock();
        try {
            nextLook = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        } finally {
            lock.unlock();
        }
    }

    private void await() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nextLook - System.nanoTime();
            while (left > 0 && !closing) {
                earlier.awaitNanos(left);
                left = nextLook - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Delivers what has its turn; how many milliseconds there is nothing more to do. */
    private long work() {
        try {
            Harvest harvest = queue.take(settings.batchSize(), /* all= */ false);
            deliver(harvest.writes());
            succeeded();
            return harvest.writes().isEmpty() ? Math.min(harvest.nextMillis(), IDLE_MILLIS) : 0;
        } catch (RuntimeException e) {
            failed(e);
            return IDLE_MILLIS;
        }
    }

    private void succeeded() {
        if (failing) {
            failing = false;
            LOG.log(Level.INFO, "cache ''{0}'': the queue of write-behind can be worked on again", cacheName);
        }
    }

    private void failed(RuntimeException e) {
        if (!failing) {
            failing = true;
            LOG.log(
                    Level.WARNING,
                    "cache '" + cacheName
                            + "': the queue of write-behind cannot be worked on; its writes stay there, and it is tried again every "
                            + IDLE_MILLIS + " ms: " + e.getMessage());
        }
        LOG.log(Level.DEBUG, "the queue cannot be worked on", e);
    }

    /** Delivers what is queued at the moment, its turn or not, as far as time allows. */
    private void drain() {
        long deadline = System.nanoTime() + settings.drainTimeout().toNanos();
        try {
            long left = queue.size().queued();
            while (left > 0 && System.nanoTime() - deadline < 0) {
                // what has failed keeps its pause: the next JVM sees to it
                List<Taken> writes = queue.take(settings.batchSize(), /* all= */ true).writes().stream()
                        .filter(write -> write.failures() == 0)
                        .toList();
                int delivered = deliver(writes);
                if (delivered == 0) {
                    return;
                }
                left -= delivered;
            }
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Delivers writes and settles them; tells how many were carried out. */
    private int deliver(List<Taken> writes) {
        List<Taken> fresh =
                writes.stream().filter(write -> write.failures() == 0).toList();
        int inARow = 0;
        int delivered = 0;
        for (int from = 0; from < fresh.size(); from += settings.batchSize()) {
            List<Taken> batch = held(fresh.subList(from, Math.min(fresh.size(), from + settings.batchSize())));
            if (inARow >= FAILURES_IN_A_ROW) {
                postpone(batch);
            } else if (!batch.isEmpty()) {
                counters.batch();
                int carriedOut = settle(batch, delivery.together(batch));
                delivered += carriedOut;
                inARow = carriedOut == 0 ? inARow + 1 : 0;
            }
        }
        for (Taken again : writes) {
            List<Taken> one = again.failures() == 0 ? List.of() : held(List.of(again));
            if (inARow >= FAILURES_IN_A_ROW) {
                postpone(one);
            } else if (!one.isEmpty()) {
                counters.batch();
                List<@Nullable Throwable> result = new ArrayList<>(1);
                result.add(delivery.alone(again));
                int carriedOut = settle(one, result);
                delivered += carriedOut;
                inARow = carriedOut == 0 ? inARow + 1 : 0;
            }
        }
        return delivered;
    }

    /** Those that are still ours: a lease may have ended while others were delivered. */
    private List<Taken> held(List<Taken> writes) {
        return writes.stream().filter(queue::holds).toList();
    }

    private void postpone(List<Taken> writes) {
        if (!writes.isEmpty()) {
            queue.settle(writes.stream()
                    .map(write -> new Settlement(write, Verdict.LATER, settings.firstPause(), ""))
                    .toList());
        }
    }

    private int settle(List<Taken> writes, List<@Nullable Throwable> results) {
        List<Settlement> settlements = new ArrayList<>(writes.size());
        int delivered = 0;
        Throwable first = null;
        int dead = 0;
        for (int i = 0; i < writes.size(); i++) {
            Taken write = writes.get(i);
            Throwable failure = results.get(i);
            int failures = write.failures() + 1;
            if (failure == null) {
                delivered++;
                settlements.add(new Settlement(write, Verdict.DONE, Duration.ZERO, ""));
                continue;
            }
            first = first == null ? failure : first;
            if (failures >= settings.attempts()) {
                dead++;
                settlements.add(new Settlement(write, Verdict.DEAD, Duration.ZERO, reason(failure)));
            } else {
                settlements.add(new Settlement(write, Verdict.FAILED, settings.pauseAfter(failures), ""));
            }
        }
        queue.settle(settlements);
        counters.delivered(delivered);
        counters.failed((long) writes.size() - delivered);
        counters.gaveUp(dead);
        if (first != null) {
            tell(writes.size() - delivered, dead, first);
        }
        return delivered;
    }

    /** The kind of the failure: its message may have keys and values in it. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getName();
    }

    private void tell(int failures, int dead, Throwable first) {
        if (dead > 0) {
            LOG.log(
                    Level.WARNING,
                    "cache ''{0}'': {1} queued writes were given up after {2} attempts ({3}); JambryCache.writeBehind() lists them,"
                            + " and queues them again",
                    cacheName,
                    dead,
                    settings.attempts(),
                    reason(first));
        }
        LOG.log(Level.DEBUG, "cache '" + cacheName + "': " + failures + " queued writes failed", first);
    }

    /** Delivers what is queued, as long as settings allow; the rest stays for the next JVM. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            earlier.signal();
        } finally {
            lock.unlock();
        }
        try {
            long grace = settings.drainTimeout().toMillis() + IDLE_MILLIS;
            if (!ended.await(grace, TimeUnit.MILLISECONDS)) {
                LOG.log(
                        Level.WARNING,
                        "cache ''{0}'' is closed while its writer is at work; what it has not done stays queued for the next JVM",
                        cacheName);
                Thread running = worker;
                if (running != null) {
                    running.interrupt();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
