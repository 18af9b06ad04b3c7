// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import org.jspecify.annotations.Nullable;

/**
 * One acquisition as the server knows it: {@code client:thread:number}, for a read-write lock with {@code :w} or {@code :r} behind it. The
 * number is used once, so asking again is known as such, and a late request of an acquisition that is over finds nothing to change.
 *
 * @param party who asked
 * @param mode for what
 */
record Owner(LockInfo.Party party, LockInfo.Mode mode) {

    static final String WRITER = ":w";
    static final String READER = ":r";

    private static final int PARTS = 3;

    static String text(String client, long thread, long number, String suffix) {
        return client + ":" + thread + ":" + number + suffix;
    }

    /** What a text on the server says; null if it is something else. */
    static @Nullable Owner parse(String text, LockInfo.Mode usual) {
        String[] parts = text.split(":", -1);
        if (parts.length < PARTS) {
            return null;
        }
        try {
            LockInfo.Mode mode = text.endsWith(READER)
                    ? LockInfo.Mode.SHARED
                    : text.endsWith(WRITER) ? LockInfo.Mode.EXCLUSIVE : usual;
            return new Owner(new LockInfo.Party(parts[0], Long.parseLong(parts[1])), mode);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
