// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

/**
 * One write of one member, and what the member knows of it.
 *
 * @param writer which member
 * @param number which of its writes
 * @param key the entry
 * @param event what is heard of it; empty where the member does not know which value it has removed, if any
 * @param begun when, as {@link System#nanoTime} tells
 * @param fate what became of it
 */
record Written(int writer, int number, String key, String event, long begun, Fate fate) {

    /** What became of a write. */
    enum Fate {
        DONE,
        NOT_DONE,
        UNKNOWN
    }

    /** The event of a put; no two writes put the same value. */
    static String put(String value) {
        return "+" + value;
    }

    /** The event of a removal; no two writes remove the same value. */
    static String removal(String value) {
        return "-" + value;
    }
}
