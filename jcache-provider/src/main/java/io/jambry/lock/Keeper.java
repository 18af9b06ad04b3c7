// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.redis.Daemons;
import io.jambry.redis.RedisLink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The clock of a client: renews what is held, all that is due in one batch, notices when a lease is over, and wakes asynchronous calls.
 *
 * <p>Mechanism: one thread looks at all that is held, which tells when it has to look next, and sleeps until then. What is taken and given
 * back in between never wakes it. It sends nothing itself, so that a server which does not answer cannot keep it from noticing that a
 * lease is over.
 *
 * <p>Thread-safe.
 */
final class Keeper implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());

    private static final long LONGEST_SLEEP_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What there was no thread for is tried again so much later. */
    private static final long NO_THREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final RedisLink link;
    private final Executor background;
    private final String threadName;
    private final Consumer<Hold> orphans;
    private final LongAdder renewals = new LongAdder();
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();

    /** Made when there is something to look at first. Guarded by the lock for changes. */
    private volatile @Nullable Thread thread;

    private volatile long nextLook;
    private volatile boolean closed;

    /**
     * Makes a keeper, whose thread begins with the first thing to look at.
     *
     * @param link leads to the server
     * @param background runs renewals
     * @param threadName the name of the thread
     * @param orphans takes what is held by a thread that has ended
     */
    Keeper(RedisLink link, Executor background, String threadName, Consumer<Hold> orphans) {
        this.link = link;
        this.background = background;
        this.threadName = threadName;
        this.orphans = orphans;
    }

    /** What is to be done at a moment. */
    private record Task(long due, Runnable action) implements Comparable<Task> {

        @Override
        public int compareTo(Task other) {
            return Long.signum(due - other.due);
        }
    }

    void watch(Hold hold) {
        holds.add(hold);
        expect(hold.nextLook());
    }

    void forget(Hold hold) {
        holds.remove(hold);
    }

    /** Looks again, because a hold is to be looked at earlier than it said. */
    void look(Hold hold) {
        expect(hold.nextLook());
    }

    /** Does something in the background after some time, unless the keeper is closed before. */
    void after(long nanos, Runnable action) {
        Task task = new Task(System.nanoTime() + nanos, action);
        lock.lock();
        try {
            tasks.add(task);
        } finally {
            lock.unlock();
        }
        expect(task.due());
    }

    private void expect(long due) {
        Thread running = thread;
        if (running == null) {
            start();
        } else if (due - nextLook < 0) {
            LockSupport.unpark(running);
        }
    }

    private void start() {
        lock.lock();
        try {
            if (thread == null && !closed) {
                nextLook = System.nanoTime();
                Thread started = Daemons.thread(threadName, this::run);
                started.start();
                // not before: without a thread for it, the next one who comes tries again
                thread = started;
            }
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (!closed) {
            long now = System.nanoTime();
            long next = now + LONGEST_SLEEP_NANOS;
            // told before looking: who comes after the look sees this and wakes us if need be
            nextLook = next;
            List<Hold> due = new ArrayList<>();
            for (Hold hold : holds) {
                long look = lookAt(hold, now, due);
                next = look - next < 0 ? look : next;
            }
            if (!due.isEmpty() && !begin(() -> renew(due))) {
                due.forEach(hold -> hold.notProlonged(noThread()));
            }
            long task = doTasks(now);
            next = task - next < 0 ? task : next;
            nextLook = next;
            LockSupport.parkNanos(this, next - System.nanoTime());
        }
    }

    private long lookAt(Hold hold, long now, List<Hold> due) {
        hold.look();
        if (hold.isOver()) {
            holds.remove(hold);
            return now + LONGEST_SLEEP_NANOS;
        }
        if (hold.takeRenewal(now)) {
            if (!hold.hasDied()) {
                due.add(hold);
            } else if (begin(() -> orphans.accept(hold))) {
                holds.remove(hold);
            } else {
                hold.notProlonged(noThread());
            }
        }
        return hold.nextLook();
    }

    /** Tells when the next one is due. */
    private long doTasks(long now) {
        while (true) {
            Task first;
            lock.lock();
            try {
                first = tasks.peek();
                if (first == null) {
                    return now + LONGEST_SLEEP_NANOS;
                }
                if (first.due() - now > 0) {
                    return first.due();
                }
                tasks.remove();
            } finally {
                lock.unlock();
            }
            inBackground(first.action());
        }
    }

    /** Runs something as soon as there is a thread for it, or not at all where the manager closes. */
    void inBackground(Runnable action) {
        if (!begin(action) && !closed) {
            after(NO_THREAD_NANOS, action);
        }
    }

    private static NotExecutedException noThread() {
        return new NotExecutedException(
                "there was no thread to renew it; see 'managed-executor' and the limits of this process");
    }

    /** False if there is no thread: the manager closes, too much waits already, or the system has no more of them. */
    private boolean begin(Runnable action) {
        try {
            background.execute(action);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.DEBUG, "there is no thread to look after locks", e);
            return false;
        }
    }

    private void renew(List<Hold> due) {
        List<CommandObject<Object>> commands = new ArrayList<>(due.size());
        for (Hold hold : due) {
            commands.add(hold.what().renew(hold.grant().owner(), hold.leaseMillis()));
        }
        long sent = System.nanoTime();
        List<Object> replies = Collections.nCopies(
                due.size(), new NotExecutedException("renewing it failed in an unforeseen way; see what is logged"));
        try {
            replies = link.callAll(commands);
        } catch (JambryException e) {
            replies = Collections.nCopies(due.size(), e);
        } finally {
            answered(due, replies, sent);
        }
    }

    private void answered(List<Hold> due, List<Object> replies, long sent) {
        for (int i = 0; i < replies.size(); i++) {
            Hold hold = due.get(i);
            Object reply = replies.get(i);
            if (reply instanceof JambryException failure) {
                LOG.log(System.Logger.Level.DEBUG, "the lease of " + hold.what() + " was not renewed", failure);
                hold.notProlonged(failure);
            } else if (Long.valueOf(1).equals(reply)) {
                renewals.increment();
                hold.prolonged(sent, TimeUnit.MILLISECONDS.toNanos(hold.leaseMillis()));
            } else if (hold.isChanging()) {
                hold.prolonged(sent, 0);
            } else {
                hold.lose(Releases.TAKEN_AWAY, null);
            }
            expect(hold.nextLook());
        }
    }

    long renewals() {
        return renewals.sum();
    }

    boolean isClosed() {
        return closed;
    }

    int held() {
        return holds.size();
    }

    /** Ends the thread; what is held is lost, though its lease goes on for a while. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        for (Hold hold : holds) {
            hold.lose("its cache manager was closed; unlock first", null);
        }
        holds.clear();
    }
}
