// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import org.jspecify.annotations.Nullable;

/**
 * One attribute of a session that a request has asked for or changed: its bytes as they are stored, and its value once somebody asked for
 * it. Guarded by the session.
 */
final class Attribute {

    /** What the request has done with it since its last commit. */
    enum State {
        AS_STORED,
        SET,
        REMOVED,

        /** Its bytes cannot be decoded: it is not there, as far as the application can see. */
        UNREADABLE
    }

    final String name;

    /** Where it is stored. */
    final String field;

    byte @Nullable [] stored;

    @Nullable
    Object value;

    State state = State.AS_STORED;

    /** Bytes of it went out since its last commit, so that the server may have it even if that failed. */
    boolean sent;

    Attribute(String name, String field, byte @Nullable [] stored) {
        this.name = name;
        this.field = field;
        this.stored = stored;
    }

    boolean isThere() {
        return state == State.AS_STORED || isSet();
    }

    boolean isSet() {
        return state == State.SET;
    }

    boolean isRemoved() {
        return state == State.REMOVED;
    }

    void set(Object other) {
        value = other;
        state = State.SET;
    }

    void remove() {
        value = null;
        state = State.REMOVED;
    }

    boolean mayBeStored() {
        return stored != null || sent;
    }

    /** The server has these bytes of it, or null. */
    void committed(byte @Nullable [] bytes) {
        stored = bytes;
        sent = false;
        if (isSet()) {
            state = State.AS_STORED;
        }
    }
}
