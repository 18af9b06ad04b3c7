// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import org.jspecify.annotations.Nullable;

/** One attribute of a session in use: its bytes as they are stored, and its value once somebody asked for it. Guarded by the session. */
final class Attribute {

    byte @Nullable [] stored;

    @Nullable
    Object value;

    boolean set;

    /** Its bytes cannot be decoded: it is not there, as far as the application can see. */
    boolean unreadable;

    static Attribute stored(byte[] bytes) {
        Attribute attribute = new Attribute();
        attribute.stored = bytes;
        return attribute;
    }

    int storedBytes() {
        return stored == null ? 0 : stored.length;
    }
}
