// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one acquisition of this JVM at a time ask the server for a lock, so that the server sees one who waits for each JVM, however many
 * threads do. What holds a lock alone keeps the gate until it is given back.
 *
 * <p>Only the number of requests depends on the gate: what a lock excludes is decided by the server.
 *
 * <p>Mechanism: who is fair is handed the gate in the order of coming. Others are woken in that order, and take it if nobody was quicker.
 *
 * <p>Thread-safe.
 */
final class Gate {

    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final Deque<Pass> waiting = new ArrayDeque<>();

    /** Who is inside; null for nobody. Guarded by the lock. */
    private @Nullable Pass inside;

    /** A place in the line. */
    static final class Pass {

        private final boolean fair;
        private final long thread;
        private final Bell bell;

        Pass(boolean fair, long thread, Bell bell) {
            this.fair = fair;
            this.thread = thread;
            this.bell = bell;
        }
    }

    /** Goes in, or stands in line. */
    boolean enter(Pass pass) {
        lock.lock();
        try {
            if (inside == null && (waiting.isEmpty() || !pass.fair)) {
                inside = pass;
                return true;
            }
            waiting.addLast(pass);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Goes in only if that needs no waiting. */
    boolean tryEnter(Pass pass) {
        lock.lock();
        try {
            if (inside == null && (waiting.isEmpty() || !pass.fair)) {
                inside = pass;
                return true;
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Goes in, if it is one's turn; to be called by who stands in line and has been woken. */
    boolean claim(Pass pass) {
        lock.lock();
        try {
            if (inside == pass) {
                return true;
            }
            if (inside != null || (pass.fair && waiting.peekFirst() != pass)) {
                return false;
            }
            waiting.remove(pass);
            inside = pass;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the line. */
    void giveUp(Pass pass) {
        boolean handed;
        Pass next = null;
        lock.lock();
        try {
            handed = inside == pass;
            waiting.remove(pass);
            if (inside == null) {
                next = waiting.peekFirst();
            }
        } finally {
            lock.unlock();
        }
        if (handed) {
            leave(pass);
        } else if (next != null) {
            // the wake-up of who leaves may have been meant for the next one
            next.bell.ring();
        }
    }

    /** Goes out. */
    void leave(Pass pass) {
        Pass next;
        lock.lock();
        try {
            if (inside != pass) {
                return;
            }
            next = waiting.peekFirst();
            inside = null;
            if (next != null && next.fair) {
                inside = next;
                waiting.removeFirst();
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.bell.ring();
        }
    }

    boolean hasWaiters() {
        lock.lock();
        try {
            return !waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all, to see what has changed. */
    void wakeAll() {
        List<Pass> all;
        lock.lock();
        try {
            all = new ArrayList<>(waiting);
        } finally {
            lock.unlock();
        }
        all.forEach(pass -> pass.bell.ring());
    }

    /** The thread inside; 0 for none, or none in particular. */
    long insider() {
        lock.lock();
        try {
            return inside == null ? 0 : inside.thread;
        } finally {
            lock.unlock();
        }
    }

    /** The threads in line. */
    List<Long> line() {
        lock.lock();
        try {
            return waiting.stream().map(pass -> pass.thread).toList();
        } finally {
            lock.unlock();
        }
    }
}
