// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.cache.Attempt.Opening;
import io.jambry.cache.Attempt.Verdict;
import io.jambry.cache.KeyLocks.Held;
import io.jambry.event.Interest;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * Runs many updates together: one flush opens all, one commits all. What is held by somebody else, or was changed meanwhile,
 * runs on its own afterwards, when nothing is held any more: this never waits for a claim while it holds another.
 *
 * <p>Confined to one thread; one instance for one call.
 */
final class BulkUpdates<K, V> {

    private final CacheParts<K, V> parts;
    private final EntryUpdates<K, V> updates;
    private final Opening opening;
    private final @Nullable Writes<K, V> writer;
    private final BiConsumer<K, RuntimeException> failures;
    private final long start;
    private final Interest interest;
    private final Store store;
    private final WaitBudget budget;
    private final List<Attempt<K, V, ?>> later = new ArrayList<>();
    private final List<Attempt<K, V, ?>> entered = new ArrayList<>();

    /**
     * Prepares a call.
     *
     * @param failures is told of updates that fail by themselves; throws to stop the others
     */
    BulkUpdates(
            CacheParts<K, V> parts,
            EntryUpdates<K, V> updates,
            Opening opening,
            @Nullable Writes<K, V> writer,
            BiConsumer<K, RuntimeException> failures,
            long start) {
        this.parts = parts;
        this.updates = updates;
        this.opening = opening;
        this.writer = writer;
        this.failures = failures;
        this.start = start;
        this.interest = parts.listeners().interest();
        this.store = parts.store();
        this.budget = new WaitBudget(parts.longestWait());
    }

    /** Runs updates to their end; results are in the attempts' plans. */
    void run(Collection<Attempt<K, V, ?>> attempts, Batch batch) {
        RuntimeException failure = null;
        boolean stopped = false;
        boolean released = true;
        try {
            List<Attempt<K, V, ?>> open = open(enter(attempts));
            long since = System.nanoTime();
            plan(open);
            if (writer != null && batch == Batch.WRITER) {
                failure = writer.tellAll(open);
            } else if (writer != null) {
                open.removeIf(attempt -> !succeeds(attempt, () -> writer.tell(attempt)));
            }
            open.forEach(Attempt::age);
            budget.exempt(since);
            commit(open);
        } catch (RuntimeException e) {
            failure = join(failure, e);
            stopped = true;
            released = !(e instanceof JambryException);
        } catch (Error e) {
            letGoBecauseOf(e);
            throw e;
        }
        failure = letGo(failure, /* atOnce= */ released);
        if (!stopped) {
            for (Attempt<K, V, ?> attempt : later) {
                failure = runAlone(attempt, failure);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** How the writer is told. */
    enum Batch {
        /** All entries at once. */
        WRITER,
        /** Entry by entry. */
        NONE
    }

    private List<Attempt<K, V, ?>> enter(Collection<Attempt<K, V, ?>> attempts) {
        List<Attempt<K, V, ?>> ready = new ArrayList<>(attempts.size());
        boolean locking = opening == Opening.CLAIM || !interest.none();
        for (Attempt<K, V, ?> attempt : attempts) {
            Held held = locking ? parts.locks().tryAcquire(attempt.bytes) : null;
            if (held != null && held.isNested()) {
                held.release();
                held = null;
            }
            if (locking && held == null) {
                later.add(attempt);
            } else {
                attempt.enter(updates.scope(held));
                entered.add(attempt);
                ready.add(attempt);
            }
        }
        return ready;
    }

    private List<Attempt<K, V, ?>> open(List<Attempt<K, V, ?>> attempts) {
        List<StoreReply> replies = ask(attempts);
        List<Attempt<K, V, ?>> opened = new ArrayList<>(attempts.size());
        for (int i = 0; i < attempts.size(); i++) {
            Attempt<K, V, ?> attempt = attempts.get(i);
            if (!attempt.opened(replies.get(i))) {
                later.add(attempt);
                continue;
            }
            if (attempt.claimed()) {
                parts.leases().add(attempt.bytes, attempt.fence());
            }
            opened.add(attempt);
        }
        return opened;
    }

    private List<StoreReply> ask(List<Attempt<K, V, ?>> attempts) {
        try {
            return flush(
                    store.exact(),
                    attempts,
                    attempt -> attempt.opening(parts.leases().millis()));
        } catch (NotExecutedException e) {
            throw e;
        } catch (JambryException e) {
            if (opening == Opening.LOOK) {
                throw e;
            }
            abandon(attempts);
            throw EntryUpdates.notClaimed(e);
        }
    }

    private void abandon(List<Attempt<K, V, ?>> attempts) {
        attempts.forEach(attempt -> parts.leases().abandoned().add(attempt.bytes, attempt.claim()));
    }

    private void plan(List<Attempt<K, V, ?>> attempts) {
        attempts.removeIf(attempt -> !succeeds(attempt, attempt::plan));
    }

    private boolean succeeds(Attempt<K, V, ?> attempt, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException e) {
            failures.accept(attempt.key, e);
            return false;
        }
    }

    private void commit(List<Attempt<K, V, ?>> attempts) {
        List<Attempt<K, V, ?>> sent = new ArrayList<>(attempts.size());
        List<Attempt<K, V, ?>> done = new ArrayList<>(attempts.size());
        for (Attempt<K, V, ?> attempt : attempts) {
            (attempt.closing() == null ? done : sent).add(attempt);
        }
        List<byte[]> removed = sent.stream()
                .filter(attempt -> attempt.planned().step() == Plan.Step.REMOVE)
                .map(attempt -> attempt.bytes)
                .toList();
        if (!removed.isEmpty()) {
            parts.removals().begin(removed);
        }
        List<StoreReply> replies = flush(store, sent, attempt -> Objects.requireNonNull(attempt.closing()));
        for (int i = 0; i < sent.size(); i++) {
            boolean committed = sent.get(i).closed(replies.get(i)) == Verdict.COMMITTED;
            (committed ? done : later).add(sent.get(i));
        }
        for (Attempt<K, V, ?> attempt : done) {
            updates.settle(attempt, interest, start);
        }
    }

    private interface ToRequest<K, V> {
        StoreRequest of(Attempt<K, V, ?> attempt);
    }

    private List<StoreReply> flush(Store to, List<Attempt<K, V, ?>> attempts, ToRequest<K, V> request) {
        if (attempts.isEmpty()) {
            return List.of();
        }
        List<byte[]> keys = new ArrayList<>(attempts.size());
        List<StoreRequest> requests = new ArrayList<>(attempts.size());
        for (Attempt<K, V, ?> attempt : attempts) {
            keys.add(attempt.bytes);
            requests.add(request.of(attempt));
        }
        return to.executeAll(keys, requests);
    }

    private void letGoBecauseOf(Error error) {
        try {
            RuntimeException failure = letGo(null, /* atOnce= */ true);
            if (failure != null) {
                error.addSuppressed(failure);
            }
        } catch (Error e) {
            if (e != error) {
                error.addSuppressed(e);
            }
        }
    }

    /**
     * Gives back the claims that were not used up, then the locks, showing the events of what is done. An error of a listener
     * does not keep the other locks.
     *
     * @param atOnce whether the store answers, so that claims need not be given back in the background
     */
    private @Nullable RuntimeException letGo(@Nullable RuntimeException sofar, boolean atOnce) {
        RuntimeException failure = sofar;
        giveBack(entered.stream().filter(Attempt::claimed).toList(), atOnce);
        Error error = null;
        for (Attempt<K, V, ?> attempt : entered) {
            if (attempt.claims()) {
                parts.leases().remove(attempt.bytes);
            }
            try (EntryScope<K, V> scope = attempt.scope()) {
                parts.ledger().expired(attempt.key, attempt.takeExpired(), scope, interest);
            } catch (CacheEntryListenerException e) {
                failure = tell(attempt, e, failure);
            } catch (Error e) {
                error = error == null ? e : error;
            }
        }
        if (error != null) {
            throw error;
        }
        return failure;
    }

    private void giveBack(List<Attempt<K, V, ?>> claimed, boolean atOnce) {
        if (!atOnce) {
            abandon(claimed);
            return;
        }
        try {
            flush(store, claimed, attempt -> new StoreRequest.Release(attempt.fence()));
        } catch (JambryException e) {
            abandon(claimed);
        }
    }

    /** The first failure, with the next one suppressed in it. */
    static RuntimeException join(@Nullable RuntimeException first, RuntimeException next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    private @Nullable RuntimeException runAlone(Attempt<K, V, ?> attempt, @Nullable RuntimeException sofar) {
        try {
            updates.requireTime(budget);
            updates.runAgain(attempt, writer, start, budget);
            return sofar;
        } catch (RuntimeException e) {
            return tell(attempt, e, sofar);
        }
    }

    /** Tells of a failure that does not stop the other updates. */
    private @Nullable RuntimeException tell(
            Attempt<K, V, ?> attempt, RuntimeException e, @Nullable RuntimeException sofar) {
        try {
            failures.accept(attempt.key, e);
            return sofar;
        } catch (RuntimeException thrown) {
            return join(sofar, thrown);
        }
    }

    /** A failure policy that stops at the first failure. */
    static <K> BiConsumer<K, RuntimeException> stopAtFirst() {
        return (key, failure) -> {
            throw failure;
        };
    }
}
