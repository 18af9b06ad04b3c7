// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.MigrationResult;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.RunningMigration;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One walk over the entries of a cache, which rewrites the values that are not in the form of now.
 *
 * <p>Failure: a request that fails is tried again a few times, which is harmless: who finds what it was about to write has written it.
 *
 * <p>Thread-safe but for {@link #run} and {@link #complete}, of which one is called once.
 */
final class MigrationRun implements RunningMigration {

    /** Values that travel together: enough to save round trips, few enough to keep others waiting for a moment only. */
    private static final int MOST_TOGETHER = 100;

    private static final int MOST_BYTES_TOGETHER = 1 << 20;

    /** A value that others write again and again is theirs. */
    private static final int MOST_TURNS = 3;

    private static final int MOST_TRIES = 6;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CacheMigration how;
    private final Store store;
    private final Renewals renewals;
    private final Reasons reasons = new Reasons();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CompletableFuture<MigrationResult> result = new CompletableFuture<>();
    private final LongAdder lookedAt = new LongAdder();
    private final LongAdder current = new LongAdder();
    private final LongAdder rewritten = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final LongAdder unwritable = new LongAdder();
    private final LongAdder changed = new LongAdder();
    private final LongAdder gone = new LongAdder();
    private volatile boolean complete;

    MigrationRun(CacheMigration how) {
        this.how = how;
        this.store = how.parts().store().exact();
        this.renewals = how.parts().renewals();
    }

    // ---- from outside

    @Override
    public MigrationResult soFar() {
        long done = current.sum() + rewritten.sum() + undecodable.sum() + unwritable.sum() + changed.sum() + gone.sum();
        return new MigrationResult(
                Math.max(done, lookedAt.sum()),
                current.sum(),
                rewritten.sum(),
                undecodable.sum(),
                unwritable.sum(),
                changed.sum(),
                gone.sum(),
                complete);
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public CompletionStage<MigrationResult> result() {
        return result.minimalCompletionStage();
    }

    // ---- the walk

    /** Runs and leaves the result. */
    void complete() {
        try {
            result.complete(run());
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    MigrationResult run() {
        long start = System.nanoTime();
        try {
            Iterator<List<StoreEntry>> pages =
                    store.scan(Store.Scope.KEYS, how.pace().pageSize(how.parts().pageSize()));
            while (!isOver() && pages.hasNext()) {
                migrate(again(pages::next).stream().map(StoreEntry::key).toList());
                how.watcher().accept(soFar());
                pause(how.pace().waitNanos(lookedAt.sum(), System.nanoTime() - start));
            }
            complete = !pages.hasNext();
        } catch (RuntimeException e) {
            // a store that is closed fails in its own words
            if (!how.life().isClosed()) {
                throw e;
            }
        }
        return soFar();
    }

    private boolean isOver() {
        return stopped.getCount() == 0
                || how.life().isClosed()
                || Thread.currentThread().isInterrupted();
    }

    private void pause(long nanos) {
        try {
            if (nanos > 0 && stopped.await(nanos, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a scan or a request answers, perhaps after a while. */
    private <T> T again(Supplier<T> request) {
        long pause = FIRST_PAUSE_NANOS;
        for (int tries = 1; ; tries++) {
            try {
                return request.get();
            } catch (NotExecutedException | OutcomeUnknownException e) {
                if (tries == MOST_TRIES || isOver()) {
                    throw e;
                }
            }
            pause(pause);
            pause *= 2;
        }
    }

    // ---- a page

    /** A value on its way into its new form. */
    @SuppressWarnings("ArrayRecordComponent") // does not leave this class, and is never compared
    private record Rewriting(byte[] key, byte[] seen, byte[] value) {}

    private void migrate(List<byte[]> keys) {
        for (int from = 0; from < keys.size(); from += MOST_TOGETHER) {
            migrateFew(keys.subList(from, Math.min(keys.size(), from + MOST_TOGETHER)));
        }
    }

    private void migrateFew(List<byte[]> keys) {
        List<StoreReply> found =
                again(() -> store.executeAll(keys, Collections.nCopies(keys.size(), StoreRequest.GET)));
        List<Rewriting> batch = new ArrayList<>();
        int bytes = 0;
        for (int i = 0; i < keys.size(); i++) {
            lookedAt.increment();
            Rewriting next = look(keys.get(i), found.get(i).value());
            if (next == null) {
                continue;
            }
            batch.add(next);
            bytes += next.value().length;
            if (bytes >= MOST_BYTES_TOGETHER) {
                rewrite(batch);
                batch.clear();
                bytes = 0;
            }
        }
        rewrite(batch);
    }

    /** What is to be done about a value; null if nothing is, which is counted. */
    private @Nullable Rewriting look(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            gone.increment();
            return null;
        }
        if (renewals.isCurrent(value)) {
            current.increment();
            return null;
        }
        byte[] renewed;
        try {
            renewed = renewals.renewed(value, key);
        } catch (DecodingException e) {
            undecodable.increment();
            reasons.warn("a value stays in its old form, because it cannot be read", e);
            return null;
        } catch (EncodingException e) {
            unwritable.increment();
            reasons.warn("a value stays in its old form, because it cannot be written in the new one", e);
            return null;
        }
        if (renewed == null) {
            current.increment();
            return null;
        }
        if (!how.changes()) {
            rewritten.increment();
            return null;
        }
        return new Rewriting(key, value, renewed);
    }

    private void rewrite(List<Rewriting> batch) {
        List<Rewriting> left = batch;
        for (int turn = 1; !left.isEmpty(); turn++) {
            List<Rewriting> now = left;
            List<byte[]> keys = now.stream().map(Rewriting::key).toList();
            List<StoreRequest> requests = now.stream()
                    .<StoreRequest>map(next -> new StoreRequest.Rewrite(next.seen(), next.value()))
                    .toList();
            List<StoreReply> replies = again(() -> store.executeAll(keys, requests));
            left = new ArrayList<>();
            for (int i = 0; i < replies.size(); i++) {
                Rewriting next = settle(now.get(i), replies.get(i), turn);
                if (next != null) {
                    left.add(next);
                }
            }
        }
    }

    /** Counts what became of an entry; what is to be done once more, if somebody else wrote an old form meanwhile. */
    private @Nullable Rewriting settle(Rewriting done, StoreReply reply, int turn) {
        byte[] there = reply.value();
        if (reply.outcome() == StoreReply.Outcome.UPDATED || Arrays.equals(there, done.value())) {
            rewritten.increment();
            return null;
        }
        if (there == null) {
            gone.increment();
            return null;
        }
        if (turn == MOST_TURNS || renewals.isCurrent(there)) {
            changed.increment();
            return null;
        }
        return look(done.key(), there);
    }
}
