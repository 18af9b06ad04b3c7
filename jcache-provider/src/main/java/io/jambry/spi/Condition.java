// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import org.jspecify.annotations.Nullable;

/** What must hold of an entry for a request to change it. */
public sealed interface Condition {

    /** No condition. */
    Condition NONE = new Always();

    /** There is no entry. */
    Condition ABSENT = new Absent();

    /** There is an entry. */
    Condition PRESENT = new Present();

    /**
     * The entry has exactly this value.
     *
     * @param expected the bytes, not to be modified
     * @return the condition
     */
    static Condition bytes(byte[] expected) {
        return new Bytes(expected);
    }

    /**
     * The claim still holds and nobody wrote the entry since.
     *
     * @param fence what the {@linkplain StoreRequest.Claim claim} answered
     * @param expected the value the claim answered; null if there was no entry
     * @return the condition
     */
    static Condition fence(long fence, byte @Nullable [] expected) {
        return new Fence(fence, expected, ClaimKind.UPDATE);
    }

    /**
     * As {@link #fence(long, byte[])}, for a claim of the given kind.
     *
     * @param fence what the {@linkplain StoreRequest.Claim claim} answered
     * @param expected the value the claim answered; null if there was no entry
     * @param claimKind the kind of the claim
     * @return the condition
     */
    static Condition fence(long fence, byte @Nullable [] expected, ClaimKind claimKind) {
        return new Fence(fence, expected, claimKind);
    }

    /**
     * Names the kind of condition.
     *
     * @return the kind
     */
    Kind kind();

    /** The kinds of conditions. */
    enum Kind {
        /** {@link Always}. */
        NONE,
        /** {@link Absent}. */
        ABSENT,
        /** {@link Present}. */
        PRESENT,
        /** {@link Bytes}. */
        BYTES,
        /** {@link Fence}. */
        FENCE
    }

    /** No condition. */
    record Always() implements Condition {
        @Override
        public Kind kind() {
            return Kind.NONE;
        }
    }

    /** There is no entry. */
    record Absent() implements Condition {
        @Override
        public Kind kind() {
            return Kind.ABSENT;
        }
    }

    /** There is an entry. */
    record Present() implements Condition {
        @Override
        public Kind kind() {
            return Kind.PRESENT;
        }
    }

    /**
     * The entry has exactly this value.
     *
     * @param expected the bytes
     */
    record Bytes(byte[] expected) implements Condition {
        @Override
        public Kind kind() {
            return Kind.BYTES;
        }
    }

    /**
     * The claim still holds and nobody wrote the entry since. A request under this condition ends the claim if it is
     * carried out.
     *
     * @param fence the number of the claim
     * @param expected the value seen by the claim; null if there was no entry
     * @param claimKind the kind of the claim
     */
    record Fence(long fence, byte @Nullable [] expected, ClaimKind claimKind) implements Condition {
        @Override
        public Kind kind() {
            return Kind.FENCE;
        }
    }
}
