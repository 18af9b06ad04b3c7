// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/** Hears what a script that tells a change says besides its answer. */
interface Remarks {

    /** What scripts add to their answers. */
    int UNPUBLISHED = 16;

    int ENDED = 32;
    int GONE = 64;
    int UNNOTED = 128;

    /** Once for each entry. */
    int EVICTED = 256;

    /** The server took the change and refused its message. */
    void unpublished();

    /** The end of the entry that was there before was told first. */
    void ended();

    /** An entry was there before, and was gone before its end. */
    void gone();

    /** The index does not know how soon the entry ends, or that it ends no more. */
    void unnoted();

    /**
     * Entries of a bounded cache made room.
     *
     * @param count how many; from 1 up
     */
    default void evicted(long count) {
        throw new IllegalStateException("a cache without limits has evicted " + count + " entries");
    }

    /** Reads what is added to an answer. */
    static void read(long code, Remarks to) {
        if ((code & UNPUBLISHED) != 0) {
            to.unpublished();
        }
        if ((code & ENDED) != 0) {
            to.ended();
        }
        if ((code & GONE) != 0) {
            to.gone();
        }
        if ((code & UNNOTED) != 0) {
            to.unnoted();
        }
        if (code >= EVICTED) {
            to.evicted(code / EVICTED);
        }
    }
}
