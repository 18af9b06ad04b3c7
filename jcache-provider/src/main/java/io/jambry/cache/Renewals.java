// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.codec.ValueCodec;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Brings what reads find in another form than the cache writes now into that form, by comparing, so that nothing is undone that
 * somebody wrote meanwhile. A failure is counted, and logged once for each reason; the read goes on with what it has found.
 *
 * <p>Thread-safe.
 */
final class Renewals {

    private final String cacheName;
    private final ValueCodec codec;
    private final LongAdder rewritten = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Reasons reasons = new Reasons();

    Renewals(String cacheName, ValueCodec codec) {
        this.cacheName = cacheName;
        this.codec = codec;
    }

    /** Values that were rewritten because they were read. */
    long rewritten() {
        return rewritten.sum();
    }

    /** Values that were read and could not be rewritten. */
    long failed() {
        return failed.sum();
    }

    /** Whether a value has the form that the cache writes now, by its header alone. */
    boolean isCurrent(byte[] value) {
        return codec.isCurrent(value);
    }

    /**
     * A value in the form that the cache writes now.
     *
     * @return null if it has that form already
     * @throws io.jambry.DecodingException if it cannot be read
     * @throws io.jambry.EncodingException if it cannot be written so
     */
    byte @Nullable [] renewed(byte[] value, byte[] key) {
        return codec.renew(value, key);
    }

    Batch batch() {
        return new Batch();
    }

    /** Hears what is stored now where something else was found. */
    interface Correction {

        /** The value of an entry that was rewritten. */
        void now(int seat, byte[] value);
    }

    /** Values that were read together and are not current, to be rewritten in one flush. Confined to one thread. */
    final class Batch {

        private final List<Integer> seats = new ArrayList<>();
        private final List<byte[]> keys = new ArrayList<>();
        private final List<StoreRequest> requests = new ArrayList<>();

        /** Takes a value that was read, if there is one and it is not current. */
        void add(int seat, byte[] key, byte @Nullable [] value) {
            byte[] renewed = value == null || codec.isCurrent(value) ? null : renewedIfPossible(value, key);
            if (renewed != null && value != null) {
                seats.add(seat);
                keys.add(key);
                requests.add(new StoreRequest.Rewrite(value, renewed));
            }
        }

        boolean isEmpty() {
            return seats.isEmpty();
        }

        /** Rewrites them; what could not be, or has changed meanwhile, is left alone. */
        void rewrite(Store store, Correction correction) {
            List<StoreReply> replies = send(store, keys, requests);
            for (int i = 0; i < replies.size(); i++) {
                if (replies.get(i).outcome() == Outcome.UPDATED) {
                    rewritten.increment();
                    correction.now(seats.get(i), ((StoreRequest.Rewrite) requests.get(i)).value());
                }
            }
        }
    }

    private byte @Nullable [] renewedIfPossible(byte[] value, byte[] key) {
        try {
            return codec.renew(value, key);
        } catch (RuntimeException e) {
            // who reads an undecodable value is told so, or it is counted there
            noteFailure(1, e);
            return null;
        }
    }

    private List<StoreReply> send(Store store, List<byte[]> keys, List<StoreRequest> requests) {
        try {
            return store.executeAll(keys, requests);
        } catch (RuntimeException e) {
            noteFailure(keys.size(), e);
            return List.of();
        }
    }

    private void noteFailure(int count, RuntimeException failure) {
        failed.add(count);
        reasons.warn("cache '" + cacheName + "': a value that was read could not be rewritten", failure);
    }
}
