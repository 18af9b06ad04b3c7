// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

/** Finds where requests of the Redis protocol end in a stream that comes in chunks. Confined to one thread. */
final class RequestCounter {

    private static final int NOTHING = -1;

    private int counted;

    /** Arguments of the request that are still to come. */
    private long arguments;

    /** Bytes of the argument, with the line end behind it, that are still to come. */
    private long payload;

    /** The first character of the line that is being read. */
    private int type = NOTHING;

    private long number;

    /** The index behind the request that makes so many, or -1 when it does not end in this chunk. */
    int endOf(int requests, byte[] chunk, int start) {
        for (int i = start; i < chunk.length; i++) {
            accept(chunk[i]);
            if (counted == requests) {
                return i + 1;
            }
        }
        return -1;
    }

    private void accept(byte next) {
        if (payload > 0) {
            payload--;
            if (payload == 0) {
                endArgument();
            }
        } else if (next == '\n') {
            endLine();
        } else if (type == NOTHING && next != '\r') {
            type = next;
        } else if (next >= '0' && next <= '9') {
            number = number * 10 + next - '0';
        }
    }

    private void endLine() {
        if (type == '*') {
            arguments = number;
        } else if (type == '$') {
            payload = number + 2;
        } else if (type != NOTHING) {
            counted++;
        }
        type = NOTHING;
        number = 0;
    }

    private void endArgument() {
        arguments--;
        if (arguments == 0) {
            counted++;
        }
    }
}
