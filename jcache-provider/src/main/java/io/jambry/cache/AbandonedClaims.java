// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.JambryException;
import io.jambry.spi.ClaimKind;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Claims that may hold although nobody uses them, because an answer was lost: given back in the background as soon as the store
 * can be reached, so that the entry need not wait for the end of the lease. Nothing more is done about a claim once its lease
 * must be over.
 *
 * <p>Thread-safe.
 *
 * <p>Rationale: a claim that the store does not know may still be under way on a connection that was given up, so it is asked
 * about for a while longer.
 */
final class AbandonedClaims implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(AbandonedClaims.class.getName());

    /** More are left to the end of their leases. */
    private static final int MOST = 10_000;

    /** How long what was sent before a connection was given up may take to arrive. */
    private static final long ARRIVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Store store;
    private final String cacheName;
    private final long leaseNanos;
    private final ClaimKind kind;
    private final Executor background;
    private final Queue<Claim> claims = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Thread worker;
    private volatile boolean closed;

    AbandonedClaims(Store store, String cacheName, long leaseMillis, ClaimKind kind, Executor background) {
        this.store = store;
        this.cacheName = cacheName;
        this.leaseNanos = TimeUnit.MILLISECONDS.toNanos(leaseMillis);
        this.kind = kind;
        this.background = background;
    }

    /** A claim, and when it may be forgotten. */
    private record Claim(ByteKey key, long id, long end) {

        boolean isOver(long now) {
            return now - end > 0;
        }
    }

    /** Takes over a claim. Never waits. */
    void add(byte[] key, long id) {
        if (closed || claims.size() >= MOST) {
            return;
        }
        claims.add(new Claim(new ByteKey(key), id, System.nanoTime() + leaseNanos));
        start();
    }

    private void start() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            background.execute(this::giveBack);
        } catch (RejectedExecutionException e) {
            // the manager closes
            claims.clear();
            running.set(false);
        }
    }

    private void giveBack() {
        worker = Thread.currentThread();
        long pause = FIRST_PAUSE_NANOS;
        while (!closed && !claims.isEmpty() && !Thread.currentThread().isInterrupted()) {
            try {
                giveBackOnce();
            } catch (JambryException e) {
                LOG.log(System.Logger.Level.DEBUG, "cache '" + cacheName + "': claims could not be given back yet", e);
            }
            long now = System.nanoTime();
            claims.removeIf(claim -> claim.isOver(now));
            if (!claims.isEmpty() && !closed) {
                LockSupport.parkNanos(this, pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        }
        worker = null;
        running.set(false);
        if (!closed && !claims.isEmpty() && !Thread.currentThread().isInterrupted()) {
            start();
        }
    }

    private void giveBackOnce() {
        List<Claim> asked = new ArrayList<>();
        Set<ByteKey> once = new HashSet<>();
        for (Claim claim : claims) {
            if (once.add(claim.key())) {
                asked.add(claim);
            }
        }
        List<byte[]> keys = new ArrayList<>(asked.size());
        List<StoreRequest> requests = new ArrayList<>(asked.size());
        for (Claim claim : asked) {
            keys.add(claim.key().bytes());
            requests.add(new StoreRequest.Abandon(claim.id(), kind));
        }
        List<StoreReply> replies = store.executeAll(keys, requests);
        long arrived = System.nanoTime() + ARRIVAL_NANOS;
        for (int i = 0; i < replies.size(); i++) {
            Claim claim = asked.get(i);
            if (replies.get(i).outcome() == StoreReply.Outcome.DONE) {
                claims.remove(claim);
            } else if (claim.end() - arrived > 0) {
                claims.remove(claim);
                claims.add(new Claim(claim.key(), claim.id(), arrived));
            }
        }
    }

    /** Leaves what is left to the end of its lease. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(worker);
    }
}
