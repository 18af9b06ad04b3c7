// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Reads of one cache whose values the server watches: who keeps such a value is told when it changes, whoever changes it.
 *
 * <p>A value that comes with a {@link Watch} is watched from the moment it was read. When its entry is changed or removed, or its
 * time to live changes, the keeper is told by {@link Keeper#changed}; when nobody would tell any more, the watch ends. The end
 * of its time to live is not told: the reply says how long it is. A change may be told before the reply that it makes old has
 * reached the caller, so whoever keeps values has to note that it reads before it does.
 *
 * <p>Thread-safe.
 */
public interface WatchedReads extends AutoCloseable {

    /** Tells whether changes would be told. All values that were read over one connection share one. */
    interface Watch extends Live {

        /**
         * When the values that came with it were known to be current, unless their change was told.
         *
         * @return the latest such moment, of {@link System#nanoTime()}
         */
        long heard();
    }

    /** Hears of the changes. Called by a thread that others wait for: must return at once, and call no store. */
    interface Keeper {

        /**
         * What was read of an entry may be old.
         *
         * @param key which entry
         */
        void changed(byte[] key);

        /**
         * A watch has ended: what came with it may be old.
         *
         * @param watch which
         */
        void lost(Watch watch);
    }

    /**
     * Reads an entry.
     *
     * @param key which
     * @return FOUND with the value, its remaining time to live and its {@link Watch}, the latter two left out where nobody can watch it
     *     at the moment; or ABSENT
     */
    StoreReply read(byte[] key);

    /**
     * Reads many entries in as few round trips as possible.
     *
     * @param keys which; no two alike
     * @return as {@link #read} answers, in the order of the keys
     */
    List<StoreReply> readAll(List<byte[]> keys);

    /**
     * Reads entries while the caller goes on. What the keeper is told of an entry before its reply is given does not concern that
     * reply, and what concerns it is told afterwards.
     *
     * @param keys which; no two alike
     * @param then is given each key once, with what {@link #read} would answer, or with ABSENT if it cannot be watched or read;
     *     in a thread that others wait for
     */
    void readLater(List<byte[]> keys, BiConsumer<byte[], StoreReply> then);

    /** Nothing is told any more. */
    @Override
    void close();
}
