// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of told changes to one asynchronous listener: a queue with an end, emptied by one thread of the executor at a time. What
 * finds it full is dropped, and leaves a gap in its place.
 *
 * <p>Thread-safe.
 */
final class ToldLane<K, V> implements Runnable {

    final Registration<K, V> registration;
    private final Executor executor;
    private final int mostWaiting;
    private final FeedCounters counters;
    private final Consumer<News<K, V>> delivery;

    /** Waiting news. Guarded by itself. */
    private final ArrayDeque<News<K, V>> queue = new ArrayDeque<>();

    /** Whether a thread empties the queue or is about to. Guarded by the queue. */
    private boolean busy;

    /** Whether the listener is gone. Guarded by the queue. */
    private boolean ended;

    /**
     * An empty lane.
     *
     * @param delivery shows the listener what comes through; never throws
     */
    ToldLane(
            Registration<K, V> registration,
            Executor executor,
            int mostWaiting,
            FeedCounters counters,
            Consumer<News<K, V>> delivery) {
        this.registration = registration;
        this.executor = executor;
        this.mostWaiting = mostWaiting;
        this.counters = counters;
        this.delivery = delivery;
    }

    void accept(News<K, V> news) {
        synchronized (queue) {
            if (ended) {
                return;
            }
            if (news instanceof News.Gap<K, V> gap) {
                leaveGap(gap);
            } else if (queue.size() >= mostWaiting) {
                counters.countDropped(1);
                leaveGap(new News.Gap<>(mostWaiting
                        + " events waited for this listener, and more were dropped; raise 'listener-queue' or shorten"
                        + " what the listener does"));
            } else {
                queue.add(news);
            }
            if (busy) {
                return;
            }
            busy = true;
        }
        start();
    }

    /** One gap is as good as two when no change is between them. */
    private void leaveGap(News.Gap<K, V> gap) {
        if (!(queue.peekLast() instanceof News.Gap)) {
            queue.add(gap);
        }
    }

    private void start() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException | Error e) {
            // closing, or no thread could be made
            synchronized (queue) {
                // the next event tries again; if the manager is closing, there is none
                counters.countDropped((int) queue.stream()
                        .filter(news -> !(news instanceof News.Gap))
                        .count());
                queue.clear();
                queue.add(new News.Gap<>("there was no thread for the listener"));
                busy = false;
            }
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
        for (News<K, V> news = next(); news != null; news = next()) {
            delivery.accept(news);
        }
    }

    private @Nullable News<K, V> next() {
        synchronized (queue) {
            News<K, V> news = queue.poll();
            busy = news != null;
            return news;
        }
    }
}
