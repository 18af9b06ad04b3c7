// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import io.jambry.redis.Daemons;
import io.jambry.redis.Subscriptions;
import io.jambry.redis.Subscriptions.Topic;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Listening to a topic, or to many, until it is closed. A connection that is lost is made anew, which the listener is told.
 *
 * <p>Thread-safe.
 */
public final class TopicSubscription implements AutoCloseable {

    /*
     * Mechanism: the thread that reads for all subscriptions of the connection puts what comes into a queue; a task that runs as long as
     * there is something hands it to the listener. Nothing of the listener runs under the lock.
     */

    private static final System.Logger LOG = System.getLogger(TopicSubscription.class.getName());
    private static final int MOST_WAITING = 10_000;
    private static final long IDLE_SECONDS = 10;

    private final StructureLink link;
    private final Topic topic;
    private final Hearing<?> hearing;
    private final Executor executor;

    /** Made for it alone; null where the application gave threads. */
    private final @Nullable ThreadPoolExecutor own;

    private final Running running;
    private final Reasons reasons = new Reasons();
    private final Incoming incoming = new Incoming();
    private final Running.Task task = new Task();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rested = lock.newCondition();

    /** Guarded by the lock. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();

    /** Who hands over. Guarded by the lock. */
    private boolean handing;

    /** Guarded by the lock. */
    private boolean overflowing;

    /** Guarded by the lock. */
    private boolean closed;

    private volatile @Nullable Thread worker;

    private TopicSubscription(
            StructureLink link, Topic topic, Hearing<?> hearing, @Nullable Executor executor, Running running) {
        this.link = link;
        this.topic = topic;
        this.hearing = hearing;
        if (executor == null) {
            ThreadPoolExecutor made = own(link.name());
            this.own = made;
            this.executor = made;
        } else {
            this.own = null;
            this.executor = executor;
        }
        this.running = running;
    }

    private static ThreadPoolExecutor own(String topic) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> Daemons.thread("jambry-topic-" + topic, task, context));
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    static TopicSubscription begin(
            StructureLink link, Topic topic, Hearing<?> hearing, @Nullable Executor executor, Running running) {
        TopicSubscription subscription = new TopicSubscription(link, topic, hearing, executor, running);
        running.add(subscription.task);
        try {
            link.link().subscriptions().listen(topic, subscription.incoming);
        } catch (JambryException e) {
            running.remove(subscription.task);
            throw link.named(e);
        } catch (RuntimeException | Error e) {
            running.remove(subscription.task);
            throw e;
        }
        return subscription;
    }

    /** What the connection brings. */
    private final class Incoming implements Subscriptions.Subscriber {

        @Override
        public void message(byte[] message) {
            message(topic.text(), message);
        }

        @Override
        public void message(String channel, byte[] message) {
            arrived(() -> hearing.message(channel, message));
        }

        @Override
        public void missed(String reason) {
            lost(reason);
        }
    }

    private void arrived(Runnable handing) {
        boolean tooMany;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            tooMany = waiting.size() >= MOST_WAITING;
            if (tooMany && !overflowing) {
                // in its place among the messages
                overflowing = true;
                waiting.add(() -> hearing.missed(
                        MOST_WAITING + " messages were waiting for the listener; it is slower than they come"));
            } else if (!tooMany) {
                overflowing = false;
                waiting.add(handing);
            }
        } finally {
            lock.unlock();
        }
        if (tooMany) {
            LOG.log(
                    reasons.isNew("overflow") ? Level.WARNING : Level.DEBUG,
                    () -> this + ": messages are dropped, because more of them come than the listener takes");
        }
        wake();
    }

    private void lost(String reason) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            waiting.add(() -> hearing.missed(reason));
        } finally {
            lock.unlock();
        }
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            if (handing || waiting.isEmpty()) {
                return;
            }
            handing = true;
        } finally {
            lock.unlock();
        }
        try {
            executor.execute(this::handOver);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // the next message tries again
            if (rest()) {
                return;
            }
            LOG.log(
                    reasons.isNew("rejected") ? Level.WARNING : Level.DEBUG,
                    () -> this + ": messages wait, because the executor takes no tasks: " + e.getMessage());
        }
    }

    private void handOver() {
        worker = Thread.currentThread();
        try {
            for (Runnable next = next(); next != null; next = next()) {
                try {
                    next.run();
                } catch (RuntimeException | Error e) {
                    failed(e);
                }
            }
        } finally {
            worker = null;
        }
    }

    /** Nothing when there is nothing to do any more; then somebody else may hand over. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = closed ? null : waiting.poll();
            if (next == null) {
                handing = false;
                rested.signalAll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Tells whether it is closed. */
    private boolean rest() {
        lock.lock();
        try {
            handing = false;
            rested.signalAll();
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void failed(Throwable failure) {
        if (reasons.isNew(failure.getClass().getName())) {
            LOG.log(
                    Level.WARNING,
                    this
                            + ": a message could not be read or handled; the next one follows, and further failures like this are not logged",
                    failure);
        } else {
            LOG.log(Level.DEBUG, this + ": a message could not be read or handled", failure);
        }
    }

    /**
     * Ends it, and waits for the message that is being handled; those that wait are dropped. Called by the listener, or interrupted, it
     * does not wait.
     */
    @Override
    public void close() {
        task.stop();
        lock.lock();
        try {
            while (handing && Thread.currentThread() != worker) {
                rested.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** As the manager ends it. */
    private final class Task implements Running.Task {

        @Override
        public void stop() {
            lock.lock();
            try {
                if (closed) {
                    return;
                }
                closed = true;
                waiting.clear();
            } finally {
                lock.unlock();
            }
            link.link().subscriptions().leave(topic, incoming);
            if (own != null) {
                own.shutdown();
            }
            running.remove(this);
        }

        @Override
        public boolean awaitStop(Duration atMost) {
            long left = atMost.toNanos();
            lock.lock();
            try {
                while (handing && left > 0 && Thread.currentThread() != worker) {
                    left = rested.awaitNanos(left);
                }
                return !handing;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public String toString() {
            return TopicSubscription.this.toString();
        }
    }

    /** What it listens to. */
    @Override
    public String toString() {
        return "subscription to " + link.kind() + " '" + link.name() + "'";
    }
}
