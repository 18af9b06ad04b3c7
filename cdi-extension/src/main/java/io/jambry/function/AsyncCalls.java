// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose results come later: the asynchronous half of {@link FunctionCache}, with the same flights, counts and entries.
 *
 * <p>Thread-safe. No thread waits: callers read the cache, and who completes a stage writes it.
 */
final class AsyncCalls<K, V> {

    private final String cacheName;
    private final FunctionSettings settings;
    private final Flights<K, @Nullable V> flights;
    private final Counts counts;
    private final Entries entries;

    AsyncCalls(
            String cacheName,
            FunctionSettings settings,
            Flights<K, @Nullable V> flights,
            Counts counts,
            Entries entries) {
        this.cacheName = cacheName;
        this.settings = settings;
        this.flights = flights;
        this.counts = counts;
        this.entries = entries;
    }

    CompletableFuture<@Nullable V> get(K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        CacheMode mode = settings.mode().unlessInScope();
        long landed = flights.landed();
        if (mode.reads()) {
            Object found = entries.read(key);
            if (found != null) {
                counts.hits.increment();
                return CompletableFuture.completedFuture(Entries.<V>result(found));
            }
            counts.misses.increment();
        }
        if (settings.lock() == CacheLock.NONE || !mode.shares()) {
            return loadAsync(key, call, mode);
        }
        Flight<@Nullable V> mine = new Flight<>();
        Flight<@Nullable V> other = flights.begin(key, mine);
        if (other == null) {
            return leadAsync(key, call, mode, mine, landed);
        }
        counts.shared.increment();
        return other.result()
                .copy()
                .orTimeout(settings.lockTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> afterWait(failure, call));
    }

    /** The timeout of the wait comes as it is, one of the call comes wrapped. */
    private CompletableFuture<@Nullable V> afterWait(
            Throwable failure, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        if (!(failure instanceof TimeoutException)) {
            return CompletableFuture.failedFuture(failure);
        }
        counts.timeouts.increment();
        // in the thread of the timer all other timers of the JVM would wait for the call
        CompletableFuture<@Nullable V> own = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(own, call), "jambry-function-" + cacheName);
        thread.setDaemon(true);
        thread.start();
        return own;
    }

    private void complete(
            CompletableFuture<@Nullable V> own, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        counts.calls.increment();
        try {
            call.get().whenComplete((result, failure) -> {
                if (failure == null) {
                    own.complete(result);
                } else {
                    own.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException | Error failed) {
            own.completeExceptionally(failed);
        }
    }

    private CompletableFuture<@Nullable V> loadAsync(
            K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call, CacheMode mode) {
        counts.calls.increment();
        CompletableFuture<@Nullable V> own = new CompletableFuture<>();
        Stamp stamp = mode.writes() ? entries.stamp(key) : Stamp.NONE;
        call.get().whenComplete((result, failure) -> {
            if (failure == null) {
                if (mode.writes()) {
                    entries.write(key, result, stamp);
                }
                own.complete(result);
            } else {
                own.completeExceptionally(failure);
            }
        });
        return own;
    }

    private CompletableFuture<@Nullable V> leadAsync(
            K key,
            Supplier<? extends CompletionStage<? extends @Nullable V>> call,
            CacheMode mode,
            Flight<@Nullable V> flight,
            long landed) {
        try {
            Object found = mode.reads() && flights.landed() != landed ? entries.read(key) : null;
            CompletableFuture<@Nullable V> result =
                    found == null ? loadAsync(key, call, mode) : CompletableFuture.completedFuture(Entries.<V>result(found));
            return result.whenComplete((done, failure) -> {
                        flights.land(key, flight);
                        if (failure == null) {
                            flight.result().complete(done);
                        } else {
                            flight.result().completeExceptionally(failure);
                        }
                    })
                    .copy();
        } catch (RuntimeException | Error failed) {
            flight.result().completeExceptionally(failed);
            flights.land(key, flight);
            throw failed;
        }
    }
}
