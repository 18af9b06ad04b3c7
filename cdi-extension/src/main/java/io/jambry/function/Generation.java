// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.UUID;

/**
 * What a tag stands for between two evictions. Its text is on the wire.
 *
 * @param id different from those of all other generations
 * @param until when it is forgotten, in milliseconds by the clock of the one who wrote it, for which a rough value is good enough
 */
record Generation(String id, long until) {

    /** A new one. */
    static Generation livingUntil(long until) {
        return new Generation(UUID.randomUUID().toString(), until);
    }

    static Generation parse(String text) {
        int space = text.indexOf(' ');
        return new Generation(text.substring(0, space), Long.parseLong(text.substring(space + 1)));
    }

    /** The same, remembered for longer. */
    Generation extendedTo(long later) {
        return new Generation(id, later);
    }

    String text() {
        return id + " " + until;
    }
}
