// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of a session that a request has asked for or changed: its bytes as they are stored, and its value once somebody asked for
 * it. Guarded by the session.
 */
final class Attribute {

    /** Where it is stored. */
    final String field;

    byte @Nullable [] stored;

    @Nullable
    Object value;

    /** The request has set it, and not committed that. */
    boolean set;

    /** The request has removed it. */
    boolean removed;

    /** Its bytes cannot be decoded: it is not there, as far as the application can see. */
    boolean unreadable;

    Attribute(String field, byte @Nullable [] stored) {
        this.field = field;
        this.stored = stored;
    }

    boolean isThere() {
        return !removed && !unreadable;
    }

    void set(Object other) {
        value = other;
        set = true;
        removed = false;
        unreadable = false;
    }

    void remove() {
        value = null;
        set = false;
        removed = true;
    }

    /** The server has these bytes of it, or null. */
    void committed(byte @Nullable [] bytes) {
        stored = bytes;
        set = false;
    }
}
