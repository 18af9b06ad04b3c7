// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.cache.Plan.Age;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One update of one entry on its way: opened (looked at or claimed), planned, committed. The requests are values, so that one
 * attempt and a hundred travel by the same code. Confined to one thread.
 */
final class Attempt<K, V, R> {

    /** How an update begins. */
    enum Opening {
        /** By a claim: nobody else updates the entry by a claim meanwhile. */
        CLAIM,
        /** By a look: the commit compares. */
        LOOK
    }

    /** How a commit ended. */
    enum Verdict {
        /** Carried out. */
        COMMITTED,
        /** Somebody wrote the entry meanwhile; the claim still holds and the attempt knows the new value. */
        CHANGED,
        /** The attempt has to begin again. */
        REOPEN
    }

    final K key;
    final byte[] bytes;
    final Update<V, R> update;
    private final Opening opening;
    private final Values<V> values;
    private final ExpiryRules expiry;
    private @Nullable EntryScope<K, V> scope;
    private @Nullable Snapshot<V> before;
    private @Nullable Plan<V, R> plan;
    private long fence;

    /** The number that the claim was asked for with. */
    private long claim;

    /** Whether a commit was sent under the claim. */
    private boolean committed;

    private Ttl ttl = Ttl.KEEP;

    /** What the store found expired on the way. */
    private byte @Nullable [] expired;

    Attempt(K key, byte[] bytes, Update<V, R> update, Opening opening, Values<V> values, ExpiryRules expiry) {
        this.key = key;
        this.bytes = bytes;
        this.update = update;
        this.opening = opening;
        this.values = values;
        this.expiry = expiry;
    }

    void enter(EntryScope<K, V> entryScope) {
        scope = entryScope;
    }

    EntryScope<K, V> scope() {
        return Objects.requireNonNull(scope);
    }

    StoreRequest opening(long leaseMillis) {
        if (opening == Opening.LOOK) {
            return StoreRequest.GET;
        }
        StoreRequest.Claim request = new StoreRequest.Claim(leaseMillis);
        claim = request.id();
        return request;
    }

    /** Takes the answer to the opening request; false if somebody else holds the claim. */
    boolean opened(StoreReply reply) {
        if (reply.outcome() == StoreReply.Outcome.BUSY) {
            return false;
        }
        noteExpired(reply);
        committed = false;
        // a store that cannot grant a claim at the moment answers a look
        fence = reply.fence();
        before = new Snapshot<>(values, key, bytes, reply.value());
        return true;
    }

    /** Whether the attempt begins with a claim. */
    boolean claims() {
        return opening == Opening.CLAIM;
    }

    /** Whether the attempt holds a claim. */
    boolean claimed() {
        return fence != 0;
    }

    long fence() {
        return fence;
    }

    /** The number that the claim was asked for with, whether it was granted or not. */
    long claim() {
        return claim;
    }

    /** A commit leaves now. */
    void commits() {
        committed = true;
    }

    /** Whether a commit was sent, however it ended. */
    boolean hasCommitted() {
        return committed;
    }

    void plan() {
        plan = update.plan(before());
    }

    boolean isPlanned() {
        return plan != null;
    }

    Plan<V, R> planned() {
        return Objects.requireNonNull(plan);
    }

    Snapshot<V> before() {
        return Objects.requireNonNull(before);
    }

    /** The value of an expired entry that was met on the way; told once. */
    byte @Nullable [] takeExpired() {
        byte[] taken = expired;
        expired = null;
        return taken;
    }

    /** Asks the policy for the one duration that applies to the plan, after the writer has agreed. */
    void age() {
        Plan<V, R> decided = planned();
        ttl = switch (decided.age()) {
            case NONE -> Ttl.KEEP;
            case CREATION -> expiry.creation();
            case UPDATE -> expiry.update();
            case ACCESS -> expiry.access();
        };
        // a new entry that expires at once has never been there
        boolean refused = decided.age() == Age.CREATION && ttl.isZero();
        boolean untouched = decided.age() == Age.ACCESS && ttl.isKeep();
        if (refused || untouched) {
            plan = decided.withoutChange();
        }
    }

    /** The time to live from now on. */
    Ttl ttl() {
        return ttl;
    }

    /** The request that carries out the plan and ends the claim; null if there is nothing to send. */
    @Nullable
    StoreRequest closing() {
        Plan<V, R> decided = planned();
        return switch (decided.step()) {
            case NOTHING -> claimed() ? new StoreRequest.Release(fence) : null;
            case PUT -> put(decided);
            case REMOVE -> new StoreRequest.Remove(unchanged(), Want.OUTCOME);
            case TOUCH -> new StoreRequest.Touch(ttl, unchanged());
        };
    }

    private StoreRequest put(Plan<V, R> decided) {
        // the time to live was chosen for what was seen, and the condition says that this is what is there
        boolean creates = before().bytes() == null;
        Ttl onCreate = creates || !ttl.isKeep() ? ttl : Ttl.ETERNAL;
        return new StoreRequest.Put(Objects.requireNonNull(decided.value()), onCreate, ttl, unchanged(), Want.OUTCOME);
    }

    private Condition unchanged() {
        byte[] seen = before().bytes();
        if (claimed()) {
            return Condition.fence(fence, seen);
        }
        return seen == null ? Condition.ABSENT : Condition.bytes(seen);
    }

    /** Takes the answer to the closing request. */
    Verdict closed(StoreReply reply) {
        noteExpired(reply);
        return switch (reply.outcome()) {
            case UNTOUCHED -> untouched(reply);
            case LOST -> reopen();
            default -> committed();
        };
    }

    private Verdict committed() {
        fence = 0;
        return Verdict.COMMITTED;
    }

    private Verdict reopen() {
        fence = 0;
        return Verdict.REOPEN;
    }

    private Verdict untouched(StoreReply reply) {
        if (!claimed()) {
            return Verdict.REOPEN;
        }
        before = new Snapshot<>(values, key, bytes, reply.value());
        return Verdict.CHANGED;
    }

    private void noteExpired(StoreReply reply) {
        if (reply.expired() != null) {
            expired = reply.expired();
        }
    }
}
