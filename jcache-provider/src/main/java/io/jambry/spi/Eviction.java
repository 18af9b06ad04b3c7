// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/** Which entry has to make room for another one when a cache is full. Reading and writing an entry are uses of it. */
public enum Eviction {
    /** The one that was used the longest time ago, by the order of uses. Each use is written down. */
    LRU,
    /**
     * The one that was used the longest time ago, by the server's clock, to a sixteenth of the time since the oldest use: what is used often
     * is seldom written down.
     */
    LRU_T,
    /** The one that was created first, by the order of creation. */
    FIFO,
    /** The one that was created first, by the server's clock. */
    FIFO_T,
    /**
     * The one that was used least often. A use counts half as much after eight times as many uses as there are entries, so that
     * what was popular once does not stay for ever, and what is new has a chance.
     */
    LFU,
    /** The one that was used last, for those who walk over the same entries again and again. */
    MRU,
    /** Any one. */
    RR
}
