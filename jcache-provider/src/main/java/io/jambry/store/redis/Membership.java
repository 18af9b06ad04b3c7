// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.Daemons;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Mode;
import io.jambry.spi.Registry.Renewal;
import io.jambry.spi.Wish;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * This JVM as a member of a namespace: its lease, what it knows of the modes of the caches it has open, and how it comes back when
 * its lease has ended. Thread-safe.
 *
 * <p>Concurrency: what the register answers is taken up in the order in which it was asked, under one lock, which is held while
 * the server is asked. Changes wait for it only when the lease is over, and not for long. Nothing waits for changes under it.
 */
final class Membership {

    private static final System.Logger LOGGER = System.getLogger(Membership.class.getName());

    /** How long a change waits for the register although it may so end later than its deadline: before it, and after it. */
    private static final Duration COMING_BACK = Duration.ofMillis(50);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** The part of a lease that a beat waits for changes: the next one is due after a third. */
    private static final int PATIENCE = 6;

    private final String memberId;
    private final Duration duration;
    private final Duration timeout;
    private final @Nullable Tellers tellers;
    private final MemberLease lease;
    private final RedisRegistry registry;
    private final Map<String, CacheMode> caches = new ConcurrentHashMap<>();

    private final ReentrantLock asking = new ReentrantLock();

    /** The count of changes up to which modes are known. Guarded by asking. */
    private long seen = -1;

    /** The attempt to come back that is under way; null if there is none. */
    private final AtomicReference<@Nullable CompletableFuture<Void>> comingBack = new AtomicReference<>();

    /** Whether the last renewal failed. */
    private volatile boolean unreachable;

    Membership(RedisLink link, String namespace, String memberId, Duration duration, @Nullable Tellers tellers) {
        this.memberId = memberId;
        this.duration = duration;
        this.timeout = link.timeout();
        this.tellers = tellers;
        this.lease = new MemberLease(duration, System::nanoTime);
        this.registry = new RedisRegistry(link, namespace, memberId, duration, lease, this::cache);
    }

    String memberId() {
        return memberId;
    }

    MemberLease lease() {
        return lease;
    }

    RedisRegistry registry() {
        return registry;
    }

    CacheMode cache(String cacheName) {
        return caches.computeIfAbsent(cacheName, name -> new CacheMode(name, this, tellers));
    }

    /** Renews, takes up what has changed, and tells which caches were destroyed elsewhere since the last beat. */
    Set<String> beat() {
        asking.lock();
        try {
            renew();
        } finally {
            asking.unlock();
        }
        long deadline = System.nanoTime() + duration.dividedBy(PATIENCE).toNanos();
        for (CacheMode cache : caches.values()) {
            if (!cache.confirm(deadline)) {
                LOGGER.log(Level.DEBUG, "a mode is confirmed with a later beat: changes begun before it go on");
            }
            cache.tellGap();
        }
        return registry.takeDestroyed();
    }

    /**
     * Becomes a member again if the lease is over, unless that takes longer than a change may wait: then it goes on without the
     * caller. Once it has failed, it is left to the next beat: the register may be away while the servers of entries are there.
     *
     * @return whether this is a member now
     */
    boolean tryToComeBack() {
        return tryToComeBack(COMING_BACK);
    }

    /**
     * The same after a change, which may wait for the rest of its time. One that took longer than any command does was under way while
     * this JVM stood still: its time begins anew.
     *
     * @param taken how long it was under way
     * @return whether this is a member now
     */
    boolean tryToComeBackAfter(Duration taken) {
        Duration rest = timeout.minus(taken);
        if (rest.isNegative()) {
            return tryToComeBack(timeout);
        }
        return tryToComeBack(rest.compareTo(COMING_BACK) > 0 ? rest : COMING_BACK);
    }

    private boolean tryToComeBack(Duration longest) {
        if (!lease.holds() && !unreachable) {
            try {
                comingBack().get(longest.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException | ExecutionException e) {
                LOGGER.log(Level.DEBUG, "a change does not wait until the membership is renewed", e);
            }
        }
        return lease.holds();
    }

    /** Threads of the application do not ask themselves, because what they began ends with their own deadline. */
    private CompletableFuture<Void> comingBack() {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> underWay = comingBack.compareAndExchange(null, begun);
        if (underWay != null) {
            return underWay;
        }
        try {
            Daemons.thread("jambry-membership", () -> renewOnce(begun)).start();
        } catch (Throwable e) {
            comingBack.set(null);
            throw e;
        }
        return begun;
    }

    private void renewOnce(CompletableFuture<Void> begun) {
        asking.lock();
        try {
            if (!lease.holds() && !unreachable) {
                renew();
            }
        } catch (JambryException e) {
            LOGGER.log(Level.DEBUG, "the membership could not be renewed; the next beat tries again", e);
        } finally {
            asking.unlock();
            comingBack.set(null);
            begun.complete(null);
        }
    }

    private void renew() {
        boolean done = false;
        try {
            long sent = System.nanoTime();
            Renewal renewal = registry.renew();
            // the server takes for a member, too, who was let in again by a renewal whose answer was lost
            if (!renewal.held() || !lease.holds()) {
                comeBack(sent);
            } else if (renewal.changes() != seen) {
                takeUp(sent);
            }
            registry.closeLeftOpen();
            seen = renewal.changes();
            done = true;
        } finally {
            unreachable = !done;
        }
    }

    private void comeBack(long sentNanos) {
        boolean done = false;
        try {
            registry.openHere().forEach(registry::openAgain);
            lease.begun(sentNanos);
            done = true;
        } finally {
            if (!done) {
                registry.lapse();
            }
        }
    }

    private void takeUp(long sentNanos) {
        Set<String> names = registry.openHere();
        Map<String, Mode> modes = registry.modes(names);
        modes.forEach((name, mode) -> cache(name).takeUp(mode));
        Set<String> missing = new HashSet<>(names);
        missing.removeAll(modes.keySet());
        if (!missing.isEmpty()) {
            // they were destroyed, or a server has forgotten that they are open here; then nobody waited for us
            missing.forEach(registry::openAgain);
            lease.begun(sentNanos);
        }
    }

    void want(String cacheName, Wish wish) {
        CacheMode cache = cache(cacheName);
        long number = take(cacheName, wish, cache);
        // changes end with their deadlines, which are not ours to know
        while (!cache.confirm(System.nanoTime() + duration.toNanos())) {
            LOGGER.log(Level.DEBUG, "waiting for changes of this JVM that began before");
        }
        boolean interrupted = false;
        try {
            while (!isConfirmed(cacheName, number)) {
                LockSupport.parkNanos(this, POLL_NANOS);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void wishAnew(String cacheName) {
        asking.lock();
        try {
            registry.wishAnew(cacheName).ifPresent(cache(cacheName)::takeUp);
        } finally {
            asking.unlock();
        }
    }

    private long take(String cacheName, Wish wish, CacheMode cache) {
        asking.lock();
        try {
            if (!lease.holds()) {
                renew();
            }
            Mode mode = registry.want(cacheName, wish);
            cache.takeUp(mode);
            return mode.number();
        } finally {
            asking.unlock();
        }
    }

    boolean isConfirmed(String cacheName, long number) {
        Set<String> others = new HashSet<>(registry.unconfirmed(cacheName, number));
        others.remove(memberId);
        return others.isEmpty();
    }
}
