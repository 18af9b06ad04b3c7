// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One operation on one entry, as a value: it can be run now, batched, repeated, measured or refused in one place.
 *
 * <p>An expired entry is an absent entry for every request. Arrays are handed over and not modified afterwards.
 */
public sealed interface StoreRequest {

    /** Reads the value and leaves the time to live alone. */
    StoreRequest GET = new Get(Ttl.KEEP, /* remainingTtl= */ false);

    /** Asks whether there is an entry. */
    StoreRequest EXISTS = new Exists();

    /**
     * Names the request.
     *
     * @return the verb
     */
    Verb verb();

    /** The names of the requests. */
    enum Verb {
        /** {@link Get}. */
        GET,
        /** {@link Exists}. */
        EXISTS,
        /** {@link Put}. */
        PUT,
        /** {@link Remove}. */
        REMOVE,
        /** {@link Touch}. */
        TOUCH,
        /** {@link Rewrite}. */
        REWRITE,
        /** {@link Add}. */
        ADD,
        /** {@link Claim}. */
        CLAIM,
        /** {@link Renew}. */
        RENEW,
        /** {@link Release}. */
        RELEASE,
        /** {@link Abandon}. */
        ABANDON,
        /** {@link Admit}. */
        ADMIT
    }

    /** What a changing request wants to know; the store answers that and no more, by the cheapest command that does. */
    enum Want {
        /** Nothing: the outcome may be {@link StoreReply.Outcome#DONE}. A request with a condition always tells its outcome. */
        NOTHING,
        /** Whether the entry was created, updated, removed or left untouched. */
        OUTCOME,
        /** The outcome, and the value before. */
        PREVIOUS
    }

    /**
     * Reads the value. Answers FOUND with the value, or ABSENT.
     *
     * @param touch the time to live of the entry from now on, if there is one; ZERO reads and removes it
     * @param remainingTtl whether the remaining time to live is wanted too, as it is after the touch
     */
    record Get(Ttl touch, boolean remainingTtl) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.GET;
        }
    }

    /** Asks whether there is an entry. Answers FOUND without a value, or ABSENT. */
    record Exists() implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.EXISTS;
        }
    }

    /**
     * Writes the value. Answers CREATED, UPDATED or, when the condition does not hold, UNTOUCHED; under
     * {@link Condition.Bytes} and {@link Condition.Fence} with the current value, if there is one; under
     * {@link Condition.Fence} LOST when the claim is over.
     *
     * <p>When the time to live that applies is ZERO, the answer is the same, and the entry is absent afterwards.
     *
     * @param value what to write
     * @param onCreate the time to live if there was no entry; not KEEP
     * @param onUpdate the time to live if there was one
     * @param condition what must hold; PREVIOUS under ABSENT answers the value that is in the way
     * @param want what the caller wants to know
     */
    record Put(byte[] value, Ttl onCreate, Ttl onUpdate, Condition condition, Want want) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.PUT;
        }
    }

    /**
     * Removes the entry. Answers REMOVED, or UNTOUCHED when there was none or the condition does not hold; under
     * {@link Condition.Bytes} and {@link Condition.Fence} with the current value, if there is one; under
     * {@link Condition.Fence} LOST when the claim is over. Under {@link Condition.Fence} with nothing expected and nothing
     * there, the claim ends and the answer is REMOVED.
     *
     * @param condition NONE, BYTES or FENCE
     * @param want what the caller wants to know
     */
    record Remove(Condition condition, Want want) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.REMOVE;
        }
    }

    /**
     * Changes the time to live of an entry. Answers UPDATED, or UNTOUCHED when there is none or the condition does not hold;
     * under {@link Condition.Fence} LOST when the claim is over.
     *
     * @param ttl the time to live from now on; ZERO removes the entry; KEEP asks nothing of the entry (and, under a fence,
     *     ends the claim)
     * @param condition NONE, BYTES or FENCE
     */
    record Touch(Ttl ttl, Condition condition) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.TOUCH;
        }
    }

    /**
     * Gives an entry other bytes that mean the same, as after a change of codec, if it still has exactly those that were seen.
     * Answers UPDATED, or UNTOUCHED with the current value, if there is one. The time to live stays as it is. For those who listen
     * nothing has happened; the last value that is kept for them is rewritten, too.
     *
     * @param seen the bytes that are there
     * @param value the bytes in their place
     */
    record Rewrite(byte[] seen, byte[] value) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.REWRITE;
        }

        /**
         * What it is for the entry itself.
         *
         * @return a put under {@link Condition.Bytes}, whose time to live is kept
         */
        public Put asPut() {
            return new Put(value, Ttl.ETERNAL, Ttl.KEEP, Condition.bytes(seen), Want.OUTCOME);
        }
    }

    /**
     * Adds to a whole number that the value holds in decimal digits behind a prefix; an absent entry counts as 0. Answers
     * CREATED or UPDATED with the new value, or UNTOUCHED with the current value when that is no such number or the sum
     * does not fit 64 bits signed.
     *
     * @param delta what to add
     * @param prefix what stands before the digits; often empty
     * @param onCreate the time to live if there was no entry; not KEEP
     * @param onUpdate the time to live if there was one
     */
    record Add(long delta, byte[] prefix, Ttl onCreate, Ttl onUpdate) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.ADD;
        }
    }

    /**
     * Claims an entry for an exclusive update, whether it exists or not, and reads it. Answers CLAIMED with the fence and
     * the value, if there is one, or BUSY with the milliseconds after which asking again makes sense at the latest, and with the
     * fence of the claim in the way, or 0 if that is over and the entry is kept for another who waits. Never waits. Asking again with the same id while the claim holds answers the same. A claim stops other claims; it does not
     * stop plain writes: those are noticed at the end, by {@link Condition.Fence}.
     *
     * <p>Where an entry cannot be claimed for the moment, because it is on its way from one server to another, the answer is
     * FOUND with the value, or ABSENT: then nothing is held, and the change has to compare with that.
     *
     * <p>A claim whose outcome is unknown may hold; {@link Abandon} ends it.
     *
     * @param id the number of this claim; the claimant never uses it for another claim of the entry
     * @param leaseMillis how long the claim holds unless it is renewed; from 1 up
     * @param kind what for
     */
    record Claim(long id, long leaseMillis, ClaimKind kind) implements StoreRequest {

        /** One row of numbers for a JVM: whoever has a store claims for all who have it. */
        private static final AtomicLong IDS = new AtomicLong();

        /**
         * A claim for an update, with a number of its own.
         *
         * @param leaseMillis how long the claim holds unless it is renewed; from 1 up
         */
        public Claim(long leaseMillis) {
            this(leaseMillis, ClaimKind.UPDATE);
        }

        /**
         * A claim with a number of its own.
         *
         * @param leaseMillis how long the claim holds unless it is renewed; from 1 up
         * @param kind what for
         */
        public Claim(long leaseMillis, ClaimKind kind) {
            this(IDS.incrementAndGet(), leaseMillis, kind);
        }

        @Override
        public Verb verb() {
            return Verb.CLAIM;
        }
    }

    /**
     * Prolongs a claim. Answers DONE, or LOST when it is over.
     *
     * @param fence the number of the claim
     * @param leaseMillis how long the claim holds from now on; from 1 up
     * @param kind the kind of the claim
     */
    record Renew(long fence, long leaseMillis, ClaimKind kind) implements StoreRequest {

        /**
         * Prolongs a claim for an update.
         *
         * @param fence the number of the claim
         * @param leaseMillis how long the claim holds from now on; from 1 up
         */
        public Renew(long fence, long leaseMillis) {
            this(fence, leaseMillis, ClaimKind.UPDATE);
        }

        @Override
        public Verb verb() {
            return Verb.RENEW;
        }
    }

    /**
     * Ends a claim and changes nothing. Answers DONE whether the claim still held or not.
     *
     * @param fence the number of the claim
     * @param kind the kind of the claim
     */
    record Release(long fence, ClaimKind kind) implements StoreRequest {

        /**
         * Ends a claim for an update.
         *
         * @param fence the number of the claim
         */
        public Release(long fence) {
            this(fence, ClaimKind.UPDATE);
        }

        @Override
        public Verb verb() {
            return Verb.RELEASE;
        }
    }

    /**
     * Ends a claim of the caller's whose fence is not known, because its answer was lost, and changes nothing. Answers DONE, or
     * LOST when there is no such claim: then it is over, was never granted, or has not arrived yet.
     *
     * @param id the number that the {@linkplain Claim claimant} has given it
     * @param kind the kind of the claim
     */
    record Abandon(long id, ClaimKind kind) implements StoreRequest {

        /**
         * Ends a claim for an update.
         *
         * @param id the number that the {@linkplain Claim claimant} has given it
         */
        public Abandon(long id) {
            this(id, ClaimKind.UPDATE);
        }

        @Override
        public Verb verb() {
            return Verb.ABANDON;
        }
    }

    /**
     * Asks whether a writer with a fencing token may change the entry, and remembers the token if it may. It is no change of the entry, and
     * is asked under a {@linkplain Claim claim}. Answers DONE, or UNTOUCHED when a greater token was seen before.
     *
     * @param token the token of a lock
     */
    record Admit(long token) implements StoreRequest {
        @Override
        public Verb verb() {
            return Verb.ADMIT;
        }
    }
}
