// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link StoreRequest}.
 *
 * @param outcome what happened
 * @param value the value read, the previous value or the current one, as the request says
 * @param remainingMillis the remaining time to live of an entry if that was asked for ({@link Long#MAX_VALUE} for an eternal
 *     one), the time to wait of a BUSY claim, else 0
 * @param fence the number of a claim, or of the one in the way of a BUSY claim, else 0; later claims of an entry have larger numbers
 * @param expired the value of an entry that this request found expired and took away, if the store notices such
 * @param live tells how long a value that was read is current, if the store is {@linkplain Store#isLocal in this JVM}
 */
public record StoreReply(
        Outcome outcome,
        byte @Nullable [] value,
        long remainingMillis,
        long fence,
        byte @Nullable [] expired,
        @Nullable Live live) {

    /** What happened. */
    public enum Outcome {
        /** Carried out; more was not asked. */
        DONE,
        /** There is an entry. */
        FOUND,
        /** There is no entry. */
        ABSENT,
        /** The entry is new. */
        CREATED,
        /** The entry was there and has changed. */
        UPDATED,
        /** The entry was there and is gone. */
        REMOVED,
        /** Nothing has changed. */
        UNTOUCHED,
        /** The claim is the caller's. */
        CLAIMED,
        /** Somebody else holds the claim. */
        BUSY,
        /** The caller's claim is over. */
        LOST
    }

    /** {@link Outcome#DONE} and nothing else. */
    public static final StoreReply DONE = of(Outcome.DONE);
    /** {@link Outcome#ABSENT} and nothing else. */
    public static final StoreReply ABSENT = of(Outcome.ABSENT);
    /** {@link Outcome#CREATED} and nothing else. */
    public static final StoreReply CREATED = of(Outcome.CREATED);
    /** {@link Outcome#UPDATED} and nothing else. */
    public static final StoreReply UPDATED = of(Outcome.UPDATED);
    /** {@link Outcome#REMOVED} and nothing else. */
    public static final StoreReply REMOVED = of(Outcome.REMOVED);
    /** {@link Outcome#UNTOUCHED} and nothing else. */
    public static final StoreReply UNTOUCHED = of(Outcome.UNTOUCHED);
    /** {@link Outcome#LOST} and nothing else. */
    public static final StoreReply LOST = of(Outcome.LOST);
    /** {@link Outcome#FOUND} without a value. */
    public static final StoreReply EXISTS = of(Outcome.FOUND);

    /**
     * A reply without a value.
     *
     * @param outcome what happened
     * @return the reply
     */
    public static StoreReply of(Outcome outcome) {
        return new StoreReply(outcome, null, 0, 0, null, null);
    }

    /**
     * A reply with a value.
     *
     * @param outcome what happened
     * @param value the value, if there is one
     * @return the reply
     */
    public static StoreReply of(Outcome outcome, byte @Nullable [] value) {
        return new StoreReply(outcome, value, 0, 0, null, null);
    }

    /**
     * The answer to a read.
     *
     * @param value the value; null if there is no entry
     * @return FOUND with the value, or ABSENT
     */
    public static StoreReply found(byte @Nullable [] value) {
        return value == null ? ABSENT : of(Outcome.FOUND, value);
    }

    /**
     * The answer to a read by a store in this JVM.
     *
     * @param value the value
     * @param live tells how long it is current
     * @return FOUND with the value
     */
    public static StoreReply found(byte[] value, Live live) {
        return new StoreReply(Outcome.FOUND, value, 0, 0, null, live);
    }

    /**
     * A granted claim.
     *
     * @param fence the number of the claim
     * @param value the value of the entry; null if there is none
     * @return the reply
     */
    public static StoreReply claimed(long fence, byte @Nullable [] value) {
        return new StoreReply(Outcome.CLAIMED, value, 0, fence, null, null);
    }

    /**
     * A refused claim.
     *
     * @param waitMillis after which asking again makes sense at the latest
     * @param fence the claim in the way; 0 if the entry is only kept for another who waits
     * @return the reply
     */
    public static StoreReply busy(long waitMillis, long fence) {
        return new StoreReply(Outcome.BUSY, null, waitMillis, fence, null, null);
    }

    /**
     * The same reply, with the remaining time to live.
     *
     * @param millis milliseconds; {@link Long#MAX_VALUE} for an eternal entry
     * @return the reply
     */
    public StoreReply withRemaining(long millis) {
        return new StoreReply(outcome, value, millis, fence, expired, live);
    }

    /**
     * The same reply, with the value of an expired entry that the request took away.
     *
     * @param bytes the value; null if none was found
     * @return the reply
     */
    public StoreReply withExpired(byte @Nullable [] bytes) {
        return bytes == null ? this : new StoreReply(outcome, value, remainingMillis, fence, bytes, live);
    }
}
