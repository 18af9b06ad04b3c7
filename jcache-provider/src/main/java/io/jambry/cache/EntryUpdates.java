// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.ConcurrentUpdateException;
import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.cache.Attempt.Opening;
import io.jambry.cache.Attempt.Verdict;
import io.jambry.cache.KeyLocks.Held;
import io.jambry.event.Interest;
import io.jambry.event.Listeners;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Runs updates that must see the entry before they decide: processors, writes with a writer, writes under a policy that has to
 * be asked.
 *
 * <p>Concurrency: an update of one key queues behind the updates of the same key in this JVM (a lock), then asks for the
 * claim, which queues it behind other JVMs (a lease on the server). Plain writes do not queue; the commit notices them and the
 * update runs again on the new value.
 *
 * <p>Time: all waiting, in this JVM and for others, and all that begins again because of others has {@code invoke-wait}
 * together; a request has the {@code timeout} of the store. So an update ends within {@code invoke-wait} and two timeouts, one for the
 * claim and one for the commit. What code of the application takes does not count.
 *
 * <p>Failure: an update that throws gives its claim back and changes nothing. What cannot be given back at once, or whose
 * commit has used up the time, is given back in the background. A claim whose JVM dies ends with its lease.
 */
final class EntryUpdates<K, V> {

    /** A claimed update that lost against plain writers this often gives up. */
    private static final int MOST_RERUNS = 3;

    private static final long FIRST_PAUSE_NANOS = 100_000;
    private static final long LONGEST_PAUSE_NANOS = 5_000_000;

    private final Cache<K, V> source;
    private final Store store;
    private final ExpiryRules expiry;
    private final Values<V> values;
    private final Ledger<K, V> ledger;
    private final Listeners<K, V> listeners;
    private final KeyLocks locks;
    private final KeyLocks deliveries;
    private final Leases leases;
    private final Removals removals;
    private final Duration longestWait;

    /** The scope of changes that nobody watches. */
    private final EntryScope<K, V> unwatched;

    EntryUpdates(CacheParts<K, V> parts, ExpiryRules expiry, Cache<K, V> source) {
        this.expiry = expiry;
        this.source = source;
        this.store = parts.store();
        this.values = parts.values();
        this.ledger = parts.ledger();
        this.listeners = parts.listeners();
        this.locks = parts.locks();
        this.deliveries = parts.deliveries();
        this.leases = parts.leases();
        this.removals = parts.removals();
        this.longestWait = parts.longestWait();
        this.unwatched = new EntryScope<>(null, deliveries, listeners, source);
    }

    Attempt<K, V, ?> attempt(K key, byte[] bytes, Update<V, ?> update, Opening opening) {
        return new Attempt<>(key, bytes, update, opening, values, expiry);
    }

    /** A scope for an entry whose lock the caller holds, or which needs none. */
    EntryScope<K, V> scope(@Nullable Held held) {
        return held == null ? unwatched : new EntryScope<>(held, deliveries, listeners, source);
    }

    /** A scope for an entry that is changed by one request; costs nothing while nobody listens. */
    EntryScope<K, V> scope(byte[] key, Interest interest) {
        return interest.none() ? unwatched : scope(locks.acquire(key));
    }

    /** Runs one update to its end. */
    <R> @Nullable R run(
            K key, byte[] bytes, Update<V, R> update, Opening opening, @Nullable Writes<K, V> writer, long start) {
        Attempt<K, V, R> attempt = new Attempt<>(key, bytes, update, opening, values, expiry);
        runAgain(attempt, writer, start, new WaitBudget(longestWait));
        return attempt.planned().result();
    }

    /** Runs an update to its end, from the beginning; its result is in its plan. */
    void runAgain(Attempt<K, V, ?> attempt, @Nullable Writes<K, V> writer, long start, WaitBudget budget) {
        Interest interest = listeners.interest();
        Held held = attempt.claims() || !interest.none() ? locks.acquire(attempt.bytes, budget.leftNanos()) : null;
        try (EntryScope<K, V> scope = scope(held)) {
            if (held != null && held.isNested() && attempt.claims()) {
                throw new ConcurrentUpdateException("cache '" + source.getName()
                        + "': an update of an entry was started from within an update of the same entry");
            }
            attempt.enter(scope);
            try {
                carryOut(attempt, writer, budget);
            } catch (RuntimeException e) {
                // what was found expired is over, whatever became of the update
                ledger.expired(attempt.key, attempt.takeExpired(), scope, interest);
                throw e;
            }
            settle(attempt, interest, start);
        }
    }

    /** Refuses an update whose turn has not come in the time that it shares with others. */
    void requireTime(WaitBudget budget) {
        if (budget.isOver()) {
            throw new NotExecutedException(
                    "cache '" + source.getName() + "': others have been updating the entry, and those before it, for "
                            + longestWait.toMillis()
                            + " ms; raise 'invoke-wait', update fewer entries at once, or shorten what runs in the update");
        }
    }

    private void carryOut(Attempt<K, V, ?> attempt, @Nullable Writes<K, V> writer, WaitBudget budget) {
        int runs = 0;
        try {
            open(attempt, budget);
            while (true) {
                long since = System.nanoTime();
                attempt.plan();
                if (writer != null) {
                    writer.tell(attempt);
                }
                attempt.age();
                budget.exempt(since);
                Verdict verdict = commit(attempt);
                if (verdict == Verdict.COMMITTED) {
                    return;
                }
                runs++;
                if ((attempt.claimed() && runs > MOST_RERUNS) || budget.isOver()) {
                    throw new ConcurrentUpdateException(
                            "cache '" + source.getName() + "': other writers changed the entry during " + runs
                                    + " runs of an update; it was not applied");
                }
                if (verdict == Verdict.REOPEN) {
                    if (attempt.claims()) {
                        leases.remove(attempt.bytes);
                    }
                    open(attempt, budget);
                }
            }
        } catch (Throwable e) {
            giveUp(attempt, e);
            throw e;
        } finally {
            // who only looks has no lock either: the lease would be another thread's
            if (attempt.claims()) {
                leases.remove(attempt.bytes);
            }
        }
    }

    /** Looks at the entry or claims it, waiting for other JVMs if need be. */
    private void open(Attempt<K, V, ?> attempt, WaitBudget budget) {
        StoreRequest request = attempt.opening(leases.millis());
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            StoreReply reply = ask(attempt, request);
            if (attempt.opened(reply)) {
                if (attempt.claimed()) {
                    leases.add(attempt.bytes, attempt.fence());
                }
                return;
            }
            if (budget.isOver() || Thread.currentThread().isInterrupted()) {
                throw new NotExecutedException(
                        "cache '" + source.getName() + "': another JVM has been updating the entry for "
                                + longestWait.toMillis()
                                + " ms, or the wait was interrupted; raise 'invoke-wait' or shorten what runs"
                                + " in the update");
            }
            long hint = Math.max(1, reply.remainingMillis()) * 1_000_000;
            LockSupport.parkNanos(Math.min(hint, ThreadLocalRandom.current().nextLong(pause / 2, pause)));
            pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
        }
    }

    private StoreReply ask(Attempt<K, V, ?> attempt, StoreRequest request) {
        try {
            return store.exact().execute(attempt.bytes, request);
        } catch (OutcomeUnknownException e) {
            if (!attempt.claims()) {
                throw e;
            }
            leases.abandoned().add(attempt.bytes, attempt.claim());
            throw notClaimed(e);
        }
    }

    /** What the caller sees of a claim whose answer was lost. */
    static NotExecutedException notClaimed(JambryException e) {
        return new NotExecutedException(e.getMessage() + ", but entries are unchanged and claims are given back", e);
    }

    private Verdict commit(Attempt<K, V, ?> attempt) {
        StoreRequest request = attempt.closing();
        if (request == null) {
            return Verdict.COMMITTED;
        }
        if (attempt.planned().step() == Plan.Step.REMOVE) {
            removals.begin(attempt.bytes);
        }
        attempt.commits();
        return attempt.closed(store.execute(attempt.bytes, request));
    }

    /** Gives the claim back after a failure: one that a commit may have ended already is none any more. */
    private void giveUp(Attempt<K, V, ?> attempt, Throwable reason) {
        if (!attempt.claimed()) {
            return;
        }
        if (attempt.hasCommitted()) {
            leases.abandoned().add(attempt.bytes, attempt.claim());
            return;
        }
        try {
            store.execute(attempt.bytes, new StoreRequest.Release(attempt.fence()));
        } catch (JambryException e) {
            leases.abandoned().add(attempt.bytes, attempt.claim());
            reason.addSuppressed(e);
        }
    }

    /** Counts an update that is done, and notes its events in its scope. */
    void settle(Attempt<K, V, ?> attempt, Interest interest, long start) {
        Plan<V, ?> plan = attempt.planned();
        Snapshot<V> before = attempt.before();
        ledger.settle(
                new Ledger.Settlement<>(
                        plan.operation(),
                        attempt.key,
                        start,
                        before.present(),
                        plan.step(),
                        plan.value(),
                        before.bytes(),
                        attempt.ttl(),
                        attempt.takeExpired()),
                attempt.scope(),
                interest);
    }
}
