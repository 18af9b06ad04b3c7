// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose results come later: the asynchronous half of {@link FunctionCache}, with the same flights, counts and entries.
 *
 * <p>Thread-safe. No thread waits: callers read the cache, and who completes a stage writes it. Who waits for others in the cluster is
 * asked for by threads that do nothing else.
 */
final class AsyncCalls<K, V> {

    private final String cacheName;
    private final FunctionSettings settings;
    private final Flights<K, @Nullable V> flights;
    private final Counts counts;
    private final Entries entries;
    private final Refreshes<K, V> refreshes;

    AsyncCalls(
            String cacheName,
            FunctionSettings settings,
            Flights<K, @Nullable V> flights,
            Counts counts,
            Entries entries,
            Refreshes<K, V> refreshes) {
        this.cacheName = cacheName;
        this.settings = settings;
        this.flights = flights;
        this.counts = counts;
        this.entries = entries;
        this.refreshes = refreshes;
    }

    CompletableFuture<@Nullable V> get(K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        CacheMode mode = settings.mode().unlessInScope();
        long landed = flights.landed();
        if (mode.reads()) {
            Object found = settings.early().isOn() ? readEarly(key, call, mode) : entries.read(key);
            if (found != null) {
                counts.hits.increment();
                return CompletableFuture.completedFuture(Nothing.unmarked(found));
            }
            counts.misses.increment();
        }
        if (settings.lock() == CacheLock.NONE || !mode.shares()) {
            return load(key, call, mode, entries.begin(key, mode));
        }
        Flight<@Nullable V> mine = Flight.led();
        Flight<@Nullable V> other = flights.begin(key, mine);
        if (other == null) {
            return lead(key, call, mode, mine, landed);
        }
        if (other.isTaken()) {
            return lead(key, call, mode, other, landed);
        }
        counts.shared.increment();
        return other.result()
                .copy()
                .orTimeout(settings.lockTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> afterWait(key, failure, call));
    }

    private @Nullable Object readEarly(
            K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call, CacheMode mode) {
        Entries.Found found = entries.readLasting(key);
        if (found == null) {
            return null;
        }
        refreshes.consider(key, found, mode, (load, still) -> load(key, call, still, load));
        return found.entry();
    }

    /** The timeout of the wait comes as it is, what became of the call comes wrapped. */
    private CompletableFuture<@Nullable V> afterWait(
            K key, Throwable failure, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        if (failure instanceof CompletionException && failure.getCause() instanceof CancellationException) {
            return get(key, call);
        }
        if (!(failure instanceof TimeoutException)) {
            return CompletableFuture.failedFuture(failure);
        }
        counts.timeouts.increment();
        // in the thread of the timer all other timers of the JVM would wait for the call
        CompletableFuture<@Nullable V> own = new CompletableFuture<>();
        inThreadOfItsOwn(own, () -> call(call));
        return own;
    }

    private void inThreadOfItsOwn(
            CompletableFuture<@Nullable V> own, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        Thread thread = new Thread(() -> complete(own, call), "jambry-function-" + cacheName);
        thread.setDaemon(true);
        thread.start();
    }

    private void complete(
            CompletableFuture<@Nullable V> own, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
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

    /** Runs the function, and measures it. */
    private CompletableFuture<@Nullable V> call(Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        counts.calls.increment();
        long start = System.nanoTime();
        CompletableFuture<@Nullable V> own = new CompletableFuture<>();
        call.get().whenComplete((result, failure) -> {
            if (failure == null) {
                counts.cost.measured(System.nanoTime() - start);
                own.complete(result);
            } else {
                own.completeExceptionally(failure);
            }
        });
        return own;
    }

    private CompletableFuture<@Nullable V> load(
            K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call, CacheMode mode, EntryLoad load) {
        Stamp stamp;
        CompletableFuture<@Nullable V> called;
        try {
            stamp = mode.writes() ? entries.stamp(key) : Stamp.NONE;
            called = call(call);
        } catch (RuntimeException | Error failed) {
            load.close();
            throw failed;
        }
        return called.whenComplete((result, failure) -> {
            if (failure == null && mode.writes()) {
                entries.write(key, result, stamp, load);
            } else {
                load.close();
            }
        });
    }

    private CompletableFuture<@Nullable V> lead(
            K key,
            Supplier<? extends CompletionStage<? extends @Nullable V>> call,
            CacheMode mode,
            Flight<@Nullable V> flight,
            long landed) {
        try {
            Object found = mode.reads() && flights.landed() != landed ? entries.read(key) : null;
            CompletableFuture<@Nullable V> result;
            if (found != null) {
                result = CompletableFuture.completedFuture(Nothing.unmarked(found));
            } else if (settings.lock() == CacheLock.CLUSTER) {
                result = loadInTurn(key, call, mode);
            } else {
                result = load(key, call, mode, entries.begin(key, mode));
            }
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

    /** Loads when nobody else in the cluster does; otherwise takes what the other has stored. */
    private CompletableFuture<@Nullable V> loadInTurn(
            K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call, CacheMode mode) {
        ClusterTurn waiting = entries.turn(key, mode);
        Turn turn = waiting.ask();
        if (turn != null) {
            return inTurn(key, call, mode, turn, waiting);
        }
        CompletableFuture<@Nullable V> own = new CompletableFuture<>();
        askLater(waiting, own, key, call, mode);
        return own;
    }

    private void askLater(
            ClusterTurn waiting,
            CompletableFuture<@Nullable V> own,
            K key,
            Supplier<? extends CompletionStage<? extends @Nullable V>> call,
            CacheMode mode) {
        CompletableFuture.delayedExecutor(waiting.pause(), TimeUnit.NANOSECONDS, FunctionThreads.TURNS)
                .execute(FunctionThreads.asCaller(() -> {
                    Turn turn = waiting.ask();
                    if (turn == null) {
                        askLater(waiting, own, key, call, mode);
                    } else {
                        // others would have to wait for the call to learn that it is their turn
                        inThreadOfItsOwn(own, () -> inTurn(key, call, mode, turn, waiting));
                    }
                }));
    }

    private CompletableFuture<@Nullable V> inTurn(
            K key,
            Supplier<? extends CompletionStage<? extends @Nullable V>> call,
            CacheMode mode,
            Turn turn,
            ClusterTurn waiting) {
        counts.ended(turn, waiting);
        if (turn instanceof Turn.Found found) {
            return CompletableFuture.completedFuture(Nothing.unmarked(found.entry()));
        }
        return turn instanceof Turn.Mine mine ? load(key, call, mode, mine.load()) : call(call);
    }
}
