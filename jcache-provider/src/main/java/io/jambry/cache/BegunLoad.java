// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.EntryLoad;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A load under way, which is ended once. Thread-safe. */
final class BegunLoad implements EntryLoad {

    private final byte[] key;
    private final long removals;
    private final @Nullable Claimed claim;
    private final Consumer<BegunLoad> end;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * A load that begins.
     *
     * @param removals how many removals had begun before
     * @param claim null if it excludes nobody
     * @param end gives the claim back
     */
    BegunLoad(byte[] key, long removals, @Nullable Claimed claim, Consumer<BegunLoad> end) {
        this.key = key;
        this.removals = removals;
        this.claim = claim;
        this.end = end;
    }

    /**
     * The claim of a load.
     *
     * @param id what it was asked for with
     * @param fence 0 if the entry could not be claimed for the moment, because it moves between servers
     * @param seen the value there; null if there was none
     * @param expected since when all end loads, by the store
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Claimed(long id, long fence, byte @Nullable [] seen, long expected) {}

    byte[] key() {
        return key;
    }

    long removals() {
        return removals;
    }

    @Nullable
    Claimed claim() {
        return claim;
    }

    /** Whether this call ends it. */
    boolean ends() {
        return over.compareAndSet(false, true);
    }

    @Override
    public void close() {
        if (ends()) {
            end.accept(this);
        }
    }
}
