// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.spi.WatchedReads.Watch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads over connections of their own, one to each primary, on which the server tells when what was read there changes
 * ({@code CLIENT TRACKING}). Replies and news of changes come in one order, so that a reply cannot be older than the news
 * before it.
 *
 * <p>Thread-safe. Never connects in the thread of a caller: where there is no connection at the moment, there is no answer.
 *
 * @see <a href="https://valkey.io/topics/client-side-caching/">Client-side caching</a>
 */
public interface TrackedReads extends AutoCloseable {

    /** Hears of changes. Called by the thread that reads a connection: must return at once, and send nothing. */
    interface Watcher {

        /**
         * What was read of a key may be old.
         *
         * @param key the key on the server
         */
        void changed(byte[] key);

        /**
         * What was answered under a watch may be old, all of it.
         *
         * @param watch which
         */
        void lost(Watch watch);
    }

    /**
     * What the server said of a key.
     *
     * @param value the value; null if there is none
     * @param remainingMillis the remaining time to live when it was read; {@link Long#MAX_VALUE} for an eternal one
     * @param watch tells whether the connection is believed, and nothing of the key
     */
    record Answer(byte @Nullable [] value, long remainingMillis, Watch watch) {}

    /** Takes answers. */
    interface Receiver {

        /**
         * Takes an answer, before anything is told that came after it.
         *
         * @param index which of the keys
         * @param answer what the server said; null if it cannot be asked this way at the moment
         */
        void answered(int index, @Nullable Answer answer);
    }

    /**
     * Reads keys, each with {@code GET} and {@code PTTL}, in one flush for each server.
     *
     * @param keys the keys on the server
     * @param receiver is given an answer for each, once; by the thread that reads the connection, which must not be kept
     *     waiting, or by the caller's
     */
    void read(List<byte[]> keys, Receiver receiver);

    /** Closes the connections. */
    @Override
    void close();
}
