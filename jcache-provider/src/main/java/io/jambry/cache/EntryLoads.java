// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.EntryLoad;
import io.jambry.JambryException;
import io.jambry.LoadTurn;
import io.jambry.OutcomeUnknownException;
import io.jambry.cache.BegunLoad.Claimed;
import io.jambry.cache.Ledger.Settlement;
import io.jambry.cache.Plan.Step;
import io.jambry.event.Interest;
import io.jambry.spi.ClaimKind;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads that callers carry out themselves, and whose results are refused if the entry was removed meanwhile.
 *
 * <p>Mechanism: a load that excludes nobody compares the count of {@link Removals} before and after it writes; if a removal came in
 * between, the entry is removed once more. A load that excludes others holds a claim of its own kind, which who removes ends
 * first, and which no update of the entry waits for; the store writes only while the claim holds. Who was out of touch with the others
 * while it loaded, so that they may have forgotten that there are loads, removes what it has written.
 *
 * <p>Thread-safe.
 */
final class EntryLoads<K, V> {

    private final CacheParts<K, V> parts;
    private final ExpiryRules expiry;
    private final EntryUpdates<K, V> updates;
    private final EntryEngine<K, V> engine;
    private final BulkOperations<K, V> bulk;
    private final Store store;
    private final Leases leases;
    private final Removals removals;

    EntryLoads(
            CacheParts<K, V> parts,
            ExpiryRules expiry,
            EntryUpdates<K, V> updates,
            EntryEngine<K, V> engine,
            BulkOperations<K, V> bulk) {
        this.parts = parts;
        this.expiry = expiry;
        this.updates = updates;
        this.engine = engine;
        this.bulk = bulk;
        this.store = parts.store();
        this.leases = parts.loadLeases();
        this.removals = parts.removals();
    }

    /** Begins a load that excludes nobody. */
    EntryLoad begin(K key) {
        byte[] bytes = engine.key(key);
        return new BegunLoad(bytes, removals.count(bytes), /* claim= */ null, this::giveBack);
    }

    /** Begins loads of many entries that exclude nobody. */
    EntryLoad beginAll(Set<? extends K> keys) {
        Map<K, BegunLoads.Entry> entries = new HashMap<>();
        for (K key : keys) {
            byte[] bytes = engine.key(key);
            entries.put(key, new BegunLoads.Entry(bytes, removals.count(bytes)));
        }
        return new BegunLoads<>(entries);
    }

    /** Stores what such loads have brought; the keys whose values are refused. */
    Set<K> putAll(Map<? extends K, ? extends V> values, BegunLoads<?> loads) {
        Map<K, V> timely = new HashMap<>(values);
        timely.keySet().removeIf(key -> isLate(key, loads));
        bulk.putAll(Operation.PUT, timely);
        Set<K> refused = new HashSet<>(values.keySet());
        for (K key : timely.keySet()) {
            if (isLate(key, loads)) {
                remove(key, engine.key(key));
            } else {
                refused.remove(key);
            }
        }
        return refused;
    }

    private boolean isLate(K key, BegunLoads<?> loads) {
        BegunLoads.Entry entry = loads.entry(key);
        if (entry == null) {
            throw new IllegalArgumentException("the load was not begun for all keys whose values it brings");
        }
        return entry.isLate(removals);
    }

    /**
     * Begins a load that excludes others, if none is under way.
     *
     * @param replacing whether also where there is an entry
     */
    LoadTurn<V> tryToBegin(K key, boolean replacing) {
        long expected = store.expectLoads();
        byte[] bytes = engine.key(key);
        long begun = removals.count(bytes);
        StoreRequest.Claim claim = new StoreRequest.Claim(leases.millis(), ClaimKind.LOAD);
        StoreReply reply = claim(key, bytes, claim);
        if (reply.outcome() == Outcome.BUSY) {
            return new LoadTurn.Taken<>(reply.fence());
        }
        Claimed claimed = new Claimed(claim.id(), reply.fence(), reply.value(), expected);
        BegunLoad load = new BegunLoad(bytes, begun, claimed, this::giveBack);
        if (claimed.fence() != 0) {
            leases.add(bytes, claimed.fence());
        }
        V value = replacing ? null : foundOrClosed(key, load, reply);
        if (value != null) {
            load.close();
            return new LoadTurn.Found<>(value);
        }
        return new LoadTurn.Granted<>(load);
    }

    private StoreReply claim(K key, byte[] bytes, StoreRequest.Claim claim) {
        Interest interest = parts.listeners().interest();
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = store.exact().execute(bytes, claim);
            parts.ledger().expired(key, reply.expired(), scope, interest);
            return reply;
        } catch (OutcomeUnknownException e) {
            leases.abandoned().add(bytes, claim.id());
            throw EntryUpdates.notClaimed(e);
        }
    }

    private @Nullable V foundOrClosed(K key, BegunLoad load, StoreReply reply) {
        try {
            return engine.found(key, load.key(), reply);
        } catch (RuntimeException e) {
            load.close();
            throw e;
        }
    }

    /** Ends a load by storing what it has brought; false if that is refused. */
    boolean put(K key, V value, BegunLoad load) {
        if (!load.ends()) {
            return false;
        }
        Claimed claim = load.claim();
        return claim == null ? putUnclaimed(key, value, load) : putClaimed(key, value, load, claim);
    }

    private boolean putUnclaimed(K key, V value, BegunLoad load) {
        if (removals.count(load.key()) != load.removals()) {
            return false;
        }
        engine.write(Operation.PUT, key, value, null);
        if (removals.count(load.key()) == load.removals()) {
            return true;
        }
        // what removed it may have come before the write
        remove(key, load.key());
        return false;
    }

    /** Removes what should not have been written; the writer is not concerned. */
    private void remove(K key, byte[] bytes) {
        long start = parts.counters().start();
        Interest interest = parts.listeners().interest();
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply =
                    store.execute(bytes, new StoreRequest.Remove(Condition.NONE, Ledger.wantOfRemove(interest)));
            boolean removed = reply.outcome() == Outcome.REMOVED;
            Step step = removed ? Step.REMOVE : Step.NOTHING;
            Settlement<K> deed = new Settlement<>(
                    Operation.LOAD, key, start, removed, step, null, reply.value(), Ttl.KEEP, reply.expired());
            parts.ledger().settle(deed, scope, interest);
        }
    }

    private boolean putClaimed(K key, V value, BegunLoad load, Claimed claim) {
        long start = parts.counters().start();
        byte[] bytes = load.key();
        byte[] seen = claim.seen();
        Ttl ttl = seen == null ? expiry.creation() : expiry.update();
        boolean isNothing = claim.fence() == 0 || (seen == null && ttl.isZero());
        if (isNothing) {
            giveBack(load);
            return false;
        }
        try {
            byte[] encoded = parts.values().encode(key, value, bytes);
            Ttl onCreate = seen == null || !ttl.isKeep() ? ttl : Ttl.ETERNAL;
            Condition held = Condition.fence(claim.fence(), seen, ClaimKind.LOAD);
            StoreRequest put = new StoreRequest.Put(encoded, onCreate, ttl, held, Want.OUTCOME);
            Interest interest = parts.listeners().interest();
            try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
                StoreReply reply = store.execute(bytes, put);
                boolean stored = reply.outcome() == Outcome.CREATED || reply.outcome() == Outcome.UPDATED;
                if (!stored) {
                    parts.ledger().expired(key, reply.expired(), scope, interest);
                    giveBack(load);
                    return false;
                }
                leases.remove(bytes, claim.fence());
                Settlement<K> deed = new Settlement<>(
                        Operation.PUT, key, start, seen != null, Step.PUT, encoded, seen, ttl, reply.expired());
                parts.ledger().settle(deed, scope, interest);
            }
            if (store.isExpecting(claim.expected())) {
                return true;
            }
            // others may have removed the entry without knowing that it is being loaded
            remove(key, bytes);
            return false;
        } catch (RuntimeException e) {
            leases.remove(bytes, claim.fence());
            leases.abandoned().add(bytes, claim.id());
            throw e;
        }
    }

    private void giveBack(BegunLoad load) {
        Claimed claim = load.claim();
        if (claim == null || claim.fence() == 0) {
            return;
        }
        leases.remove(load.key(), claim.fence());
        try {
            store.execute(load.key(), new StoreRequest.Release(claim.fence(), ClaimKind.LOAD));
        } catch (JambryException e) {
            leases.abandoned().add(load.key(), claim.id());
        }
    }
}
