// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose results the caller waits for: the blocking half of {@link FunctionCache}, with the same flights, counts and entries as
 * {@link AsyncCalls}.
 *
 * <p>Thread-safe.
 */
final class Calls<K, V> {

    private final FunctionSettings settings;
    private final Flights<K, @Nullable V> flights;
    private final Counts counts;
    private final Entries entries;
    private final Refreshes<K, V> refreshes;

    Calls(
            FunctionSettings settings,
            Flights<K, @Nullable V> flights,
            Counts counts,
            Entries entries,
            Refreshes<K, V> refreshes) {
        this.settings = settings;
        this.flights = flights;
        this.counts = counts;
        this.entries = entries;
        this.refreshes = refreshes;
    }

    /** The result that was not found: of another call that is under way, or by a call. */
    @Nullable
    V make(K key, Callable<? extends @Nullable V> call, CacheMode mode, long landed) throws Exception {
        if (settings.lock() == CacheLock.NONE || !mode.shares()) {
            return load(key, call, mode);
        }
        Flight<@Nullable V> mine = Flight.led();
        Flight<@Nullable V> other = flights.begin(key, mine);
        if (other == null) {
            return lead(key, call, mode, mine, landed);
        }
        if (other.isOwnCall()) {
            return load(key, call, mode);
        }
        if (other.isTaken()) {
            return lead(key, call, mode, other, landed);
        }
        return await(key, other, call, mode, landed);
    }

    Map<K, V> getAll(Set<K> keys, BatchCall<K, V> call) throws Exception {
        CacheMode mode = settings.mode().unlessInScope();
        Map<Object, Object> found = mode.reads() ? entries.readAll(keys) : Map.of();
        Set<K> missing = new LinkedHashSet<>(keys);
        missing.removeAll(found.keySet());
        if (mode.reads()) {
            counts.hits.add(found.size());
            counts.misses.add(missing.size());
        }
        Map<K, V> called = missing.isEmpty() ? Map.of() : loadAll(missing, call, mode);
        Map<K, V> results = new LinkedHashMap<>();
        for (K key : keys) {
            V result = found.containsKey(key) ? Nothing.unmarked(found.get(key)) : called.get(key);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    /** What is there, which is made anew in the background if it ends soon. */
    @Nullable
    Object readEarly(K key, Callable<? extends @Nullable V> call, CacheMode mode) {
        Entries.Found found = entries.readLasting(key);
        if (found == null) {
            return null;
        }
        refreshes.consider(key, found, mode, (load, still) -> {
            try {
                return CompletableFuture.completedFuture(load(key, call, still, load));
            } catch (Exception failed) {
                return CompletableFuture.failedFuture(failed);
            }
        });
        return found.entry();
    }

    private @Nullable V load(K key, Callable<? extends @Nullable V> call, CacheMode mode) throws Exception {
        return load(key, call, mode, entries.begin(key, mode));
    }

    private @Nullable V load(K key, Callable<? extends @Nullable V> call, CacheMode mode, EntryLoad load)
            throws Exception {
        try (load) {
            Stamp stamp = mode.writes() ? entries.stamp(key) : Stamp.NONE;
            V result = call(call);
            if (mode.writes()) {
                entries.write(key, result, stamp, load);
            }
            return result;
        }
    }

    private @Nullable V call(Callable<? extends @Nullable V> call) throws Exception {
        counts.calls.increment();
        long start = System.nanoTime();
        V result = call.call();
        counts.cost.measured(System.nanoTime() - start);
        return result;
    }

    /** Loads when nobody else in the cluster does; otherwise takes what the other has stored. */
    private @Nullable V loadInTurn(K key, Callable<? extends @Nullable V> call, CacheMode mode) throws Exception {
        ClusterTurn waiting = entries.turn(key, mode);
        Turn turn = waiting.await();
        counts.ended(turn, waiting);
        if (turn instanceof Turn.Found found) {
            return Nothing.unmarked(found.entry());
        }
        return turn instanceof Turn.Mine mine ? load(key, call, mode, mine.load()) : call(call);
    }

    private @Nullable V lead(
            K key, Callable<? extends @Nullable V> call, CacheMode mode, Flight<@Nullable V> flight, long landed)
            throws Exception {
        try {
            Object found = mode.reads() && flights.landed() != landed ? entries.read(key) : null;
            V result;
            if (found != null) {
                result = Nothing.unmarked(found);
            } else if (settings.lock() == CacheLock.CLUSTER) {
                result = loadInTurn(key, call, mode);
            } else {
                result = load(key, call, mode);
            }
            flight.result().complete(result);
            return result;
        } catch (Throwable failed) {
            flight.result().completeExceptionally(failed);
            throw failed;
        } finally {
            flights.land(key, flight);
        }
    }

    private @Nullable V await(
            K key, Flight<@Nullable V> other, Callable<? extends @Nullable V> call, CacheMode mode, long landed)
            throws Exception {
        counts.shared.increment();
        try {
            return other.result().get(settings.lockTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (CancellationException givenUp) {
            return make(key, call, mode, landed);
        } catch (TimeoutException late) {
            counts.timeouts.increment();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            // that the other caller was interrupted says nothing about this one
            if (cause instanceof Exception exception && !(cause instanceof InterruptedException)) {
                throw exception;
            }
            if (cause instanceof Error error) {
                throw error;
            }
        }
        return call(call);
    }

    private Map<K, V> loadAll(Set<K> missing, BatchCall<K, V> call, CacheMode mode) throws Exception {
        try (EntryLoad load = entries.beginAll(missing, mode)) {
            counts.calls.increment();
            Map<?, Stamp> stamps = mode.writes() ? entries.stamps(missing) : Map.of();
            Map<K, V> called = call.call(missing);
            if (mode.writes()) {
                Map<K, @Nullable V> results = new HashMap<>();
                missing.forEach(key -> results.put(key, called.get(key)));
                entries.writeAll(results, stamps, load);
            }
            return called;
        }
    }
}
