// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.nio.ByteBuffer;

/**
 * What the server knows of a session beside its attributes, and every access may change. Immutable.
 *
 * @param version another one after each change; millions count them, the rest tells it from one that the server has lost
 * @param accessedAt ms by the server's clock, not later than the last access and at most the touch window earlier
 * @param idleMillis after which time without access it is over; 0 for never
 * @param windowMillis its touch window
 * @param before the version that this one has changed; 0 for the first one
 */
record SessionState(long version, long accessedAt, long idleMillis, long windowMillis, long before) {

    /** As the scripts pack it; what follows is for them alone. */
    static SessionState of(byte[] packed) {
        ByteBuffer numbers = Packing.buffer(packed);
        return new SessionState(next(numbers), next(numbers), next(numbers), next(numbers), next(numbers));
    }

    /** Whether it is over at a moment of the server's clock. */
    boolean isOver(long now) {
        return idleMillis > 0 && now >= accessedAt + idleMillis + windowMillis;
    }

    /** The same of another version. */
    SessionState of(long other) {
        return new SessionState(other, accessedAt, idleMillis, windowMillis, before);
    }

    private static long next(ByteBuffer numbers) {
        return (long) numbers.getDouble();
    }
}
