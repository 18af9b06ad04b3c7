// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * The way of the events to one listener: straight for a synchronous one, through a queue for an asynchronous one. The queue
 * is emptied by one thread of the executor at a time.
 *
 * <p>Thread-safe.
 */
final class Lane<K, V> implements Runnable {

    final Registration<K, V> registration;
    private final Executor executor;

    /** Waiting events. Guarded by itself. */
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();

    /** Whether a thread empties the queue or is about to. Guarded by the queue. */
    private boolean busy;

    /** Whether the listener is gone. Guarded by the queue. */
    private boolean ended;

    Lane(Registration<K, V> registration, Executor executor) {
        this.registration = registration;
        this.executor = executor;
    }

    void accept(Cache<K, V> source, Change<K, V> change) {
        if (registration.synchronous()) {
            registration.deliver(source, change);
        } else if (registration.types().contains(change.type())) {
            enqueue(() -> registration.deliver(source, change));
        }
    }

    private void enqueue(Runnable delivery) {
        synchronized (queue) {
            if (ended) {
                return;
            }
            queue.add(delivery);
            if (busy) {
                return;
            }
            busy = true;
        }
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            // the manager is closing: nobody waits for events any more
            synchronized (queue) {
                queue.clear();
                busy = false;
            }
        } catch (Error e) {
            // no thread could be made; the next event tries again
            synchronized (queue) {
                busy = false;
            }
            throw e;
        }
    }

    /** The listener is about to be closed: it gets no further event, whatever waits. */
    void end() {
        synchronized (queue) {
            ended = true;
            queue.clear();
        }
    }

    @Override
    public void run() {
        for (Runnable delivery = next(); delivery != null; delivery = next()) {
            try {
                delivery.run();
            } catch (CacheEntryListenerException | Error e) {
                registration.log(e);
            }
        }
    }

    private @Nullable Runnable next() {
        synchronized (queue) {
            Runnable delivery = queue.poll();
            busy = delivery != null;
            return delivery;
        }
    }
}
