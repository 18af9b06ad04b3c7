// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.ClaimKind;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The claims of one kind that this JVM holds on entries of one cache, prolonged while what is done under them goes on.
 *
 * <p>Thread-safe.
 */
final class Leases {

    private static final System.Logger LOG = System.getLogger(Leases.class.getName());

    private final Store store;
    private final String cacheName;
    private final long leaseMillis;
    private final ClaimKind kind;
    private final AbandonedClaims abandoned;
    private final Map<ByteKey, Lease> held = new ConcurrentHashMap<>();

    Leases(Store store, String cacheName, long leaseMillis, ClaimKind kind, Executor background) {
        this.store = store;
        this.cacheName = cacheName;
        this.leaseMillis = leaseMillis;
        this.kind = kind;
        this.abandoned = new AbandonedClaims(store, cacheName, leaseMillis, kind, background);
    }

    /** Those that may hold although no update is under way. */
    AbandonedClaims abandoned() {
        return abandoned;
    }

    long millis() {
        return leaseMillis;
    }

    void add(byte[] key, long fence) {
        held.put(new ByteKey(key), new Lease(fence, System.nanoTime()));
    }

    void remove(byte[] key) {
        held.remove(new ByteKey(key));
    }

    /** The same for who may have been followed by another of this JVM. */
    void remove(byte[] key, long fence) {
        held.computeIfPresent(new ByteKey(key), (k, lease) -> lease.fence == fence ? null : lease);
    }

    /** Prolongs the claims a third of whose lease is over. To be called several times within a lease. */
    void renew() {
        List<byte[]> keys = new ArrayList<>();
        List<StoreRequest> requests = new ArrayList<>();
        List<Lease> due = new ArrayList<>();
        long now = System.nanoTime();
        held.forEach((key, lease) -> {
            if (now - lease.since > leaseMillis * 1_000_000 / 3) {
                keys.add(key.bytes());
                requests.add(new StoreRequest.Renew(lease.fence, leaseMillis, kind));
                due.add(lease);
            }
        });
        if (keys.isEmpty()) {
            return;
        }
        List<StoreReply> replies = store.executeAll(keys, requests);
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i).outcome() == StoreReply.Outcome.LOST) {
                // the commit will notice
                LOG.log(
                        System.Logger.Level.DEBUG,
                        "cache ''{0}'': a claim was lost while what is done under it went on",
                        cacheName);
            } else {
                held.replace(new ByteKey(keys.get(i)), due.get(i), new Lease(due.get(i).fence, now));
            }
        }
    }

    private record Lease(long fence, long since) {}
}
