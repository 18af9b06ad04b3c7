// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in the background before their results expire, each key once at a time.
 *
 * <p>Mechanism: a refresh is a flight that nobody leads yet. A thread of the executor takes it; or, if the entry expires before one has
 * time, the first caller that misses does. A refresh that somebody else in the cluster is at is cancelled, and so are flights
 * that find no room: who waits for one begins anew.
 *
 * <p>Thread-safe.
 */
final class Refreshes<K, V> {

    private final FunctionSettings settings;
    private final Flights<K, @Nullable V> flights;
    private final Counts counts;
    private final Entries entries;

    Refreshes(FunctionSettings settings, Flights<K, @Nullable V> flights, Counts counts, Entries entries) {
        this.settings = settings;
        this.flights = flights;
        this.counts = counts;
        this.entries = entries;
    }

    /**
     * Begins to refresh what was found, if it is time to and nobody is at it.
     *
     * @param run runs the function and stores the result in the end; completes what it gives when that is done
     */
    void consider(
            K key,
            Entries.Found found,
            CacheMode mode,
            BiFunction<EntryLoad, CacheMode, CompletableFuture<@Nullable V>> run) {
        if (!mode.writes() || !settings.early().isDue(found.remainingMillis(), counts.cost)) {
            return;
        }
        Flight<@Nullable V> flight = Flight.notLed();
        if (flights.begin(key, flight) != null) {
            return;
        }
        try {
            settings.early().executor().execute(FunctionThreads.asCaller(() -> lead(key, found, mode, flight, run)));
        } catch (RejectedExecutionException full) {
            counts.refreshesDropped.increment();
            giveUp(key, flight);
        }
    }

    private void lead(
            K key,
            Entries.Found found,
            CacheMode mode,
            Flight<@Nullable V> flight,
            BiFunction<EntryLoad, CacheMode, CompletableFuture<@Nullable V>> run) {
        EntryLoad load = entries.tryToBegin(key, found.remainingMillis(), settings.lock());
        if (load == null) {
            giveUp(key, flight);
            return;
        }
        if (!flight.isTaken()) {
            // the entry has expired meanwhile, and a caller is at it
            load.close();
            return;
        }
        counts.refreshes.increment();
        CompletionStage<@Nullable V> result;
        try {
            result = run.apply(load, mode);
        } catch (RuntimeException | Error failed) {
            result = CompletableFuture.failedFuture(failed);
        }
        result.whenComplete((done, failure) -> {
            flights.land(key, flight);
            if (failure == null) {
                flight.result().complete(done);
                return;
            }
            flight.result().completeExceptionally(failure);
            entries.failed("refreshing a result early", "so the entry stays until it expires", failure);
        });
    }

    private void giveUp(K key, Flight<@Nullable V> flight) {
        if (flight.isTaken()) {
            flights.land(key, flight);
            flight.result().cancel(false);
        }
    }
}
