// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Bounds;
import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.Consistency;
import io.jambry.spi.Feed;
import io.jambry.spi.Namespace;
import io.jambry.spi.NodeStatus;
import io.jambry.spi.Registry;
import io.jambry.spi.SharedCounters;
import io.jambry.spi.Store;
import io.jambry.spi.WriteQueue;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A namespace on a Redis or Valkey server. Owns its link. Thread-safe. */
public final class RedisNamespace implements Namespace {

    private static final System.Logger LOGGER = System.getLogger(RedisNamespace.class.getName());
    private static final int BEATS_PER_LEASE = 3;

    /** How long the last value of an entry that has expired waits to be told, unless something else is said. */
    private static final Duration GRACE = Duration.ofMinutes(10);

    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final RedisLink link;
    private final Runnable release;
    private final String name;
    private final String memberId;
    private final Membership membership;
    private final RedisTellers tellers;
    private final Watching watching;

    /** How the caches are laid out that were last opened with limits. */
    private final Map<String, BoundedCommands> bounded = new ConcurrentHashMap<>();

    private RedisNamespace(
            RedisLink link,
            Runnable release,
            String name,
            String memberId,
            Duration lease,
            Duration grace,
            @Nullable Tellers others) {
        this.link = link;
        this.release = release;
        this.name = name;
        this.memberId = memberId;
        this.tellers = new RedisTellers(link, name, memberId, lease.dividedBy(BEATS_PER_LEASE), grace);
        this.membership = new Membership(link, name, memberId, lease, others == null ? tellers : others);
        this.watching = new Watching(link);
    }

    /**
     * Opens a namespace. Nothing is sent before the first use.
     *
     * @param link the way to the server; closed with the namespace
     * @param namespace its name, any text
     * @param memberId who we are: letters, digits, dashes and underscores; nobody else in the namespace has the same
     * @param lease how long our membership holds without being renewed
     * @return the namespace, to be closed by the caller
     */
    public static RedisNamespace open(RedisLink link, String namespace, String memberId, Duration lease) {
        return open(link, namespace, memberId, lease, /* others= */ null);
    }

    /**
     * Opens a namespace over a link that others may use, too. Nothing is sent before the first use.
     *
     * @param link the way to the server; the namespace does not close it
     * @param release is run when the namespace is closed and needs the link no more
     * @param namespace its name, any text
     * @param memberId who we are: letters, digits, dashes and underscores; nobody else in the namespace has the same
     * @param lease how long our membership holds without being renewed
     * @param grace how long an entry that has expired waits to be told to those who listen to expiry
     * @return the namespace, to be closed by the caller
     */
    public static RedisNamespace open(
            RedisLink link, Runnable release, String namespace, String memberId, Duration lease, Duration grace) {
        return open(link, release, namespace, memberId, lease, grace, /* others= */ null);
    }

    /** Opens a namespace whose changes are told by other tellers than those of its feeds, unless that is null. */
    static RedisNamespace open(
            RedisLink link, String namespace, String memberId, Duration lease, @Nullable Tellers others) {
        return open(link, link::close, namespace, memberId, lease, GRACE, others);
    }

    private static RedisNamespace open(
            RedisLink link,
            Runnable release,
            String namespace,
            String memberId,
            Duration lease,
            Duration grace,
            @Nullable Tellers others) {
        if (!MEMBER.matcher(memberId).matches()) {
            throw new IllegalArgumentException(
                    "member id is '" + memberId + "'; it must be 1 to 64 letters, digits, dashes or underscores");
        }
        if (lease.toMillis() < 1) {
            throw new IllegalArgumentException("lease is " + lease + "; it must be 1 ms at least");
        }
        return new RedisNamespace(link, release, namespace, memberId, lease, grace, others);
    }

    @Override
    public Registry registry() {
        return membership.registry();
    }

    @Override
    public Store store(String cacheName) {
        bounded.remove(cacheName);
        RedisKeys keys = new RedisKeys(name, cacheName);
        return new RedisStore(
                new CacheLink(link, cacheName),
                keys,
                new InvokeCommands(keys, memberId),
                membership.cache(cacheName),
                watching);
    }

    @Override
    public Optional<Store> bounded(String cacheName, Bounds bounds) {
        LongAdder evictions = new LongAdder();
        BoundedCommands commands = new BoundedCommands(
                new BoundedKeys(name, cacheName, bounds.shards()),
                new InvokeCommands(new RedisKeys(name, cacheName), memberId),
                bounds,
                evictions);
        bounded.put(cacheName, commands);
        return Optional.of(
                new BoundedStore(new CacheLink(link, cacheName), commands, membership.cache(cacheName), evictions));
    }

    /** What this member is to a cache it has open. */
    CacheMembership membership(String cacheName) {
        return membership.cache(cacheName);
    }

    @Override
    public Optional<Feed> feed(String cacheName, ChangeReceiver receiver, Duration listenerTimeout) {
        CacheMembership member = membership.cache(cacheName);
        BoundedCommands commands = bounded.get(cacheName);
        return Optional.of(
                commands == null
                        ? tellers.feed(cacheName, member, receiver, listenerTimeout)
                        : tellers.feed(cacheName, commands, member, receiver, listenerTimeout));
    }

    @Override
    public Optional<WriteQueue> writeQueue(String cacheName, WriteQueue.Limits limits, Consistency consistency) {
        return Optional.of(new RedisWriteQueue(
                new CacheLink(link.with(consistency), cacheName),
                new QueueKeys(name, cacheName, link.isCluster()),
                memberId,
                limits));
    }

    @Override
    public Set<String> beat() {
        try {
            return membership.beat();
        } finally {
            tellers.beat();
        }
    }

    @Override
    public Optional<SharedCounters> counters() {
        return Optional.of(new RedisCounters(link, name, memberId));
    }

    @Override
    public List<NodeStatus> nodes() {
        return link.nodes();
    }

    @Override
    public void close() {
        watching.close();
        try {
            membership.registry().leave();
        } catch (JambryException e) {
            LOGGER.log(Level.DEBUG, "membership could not be given up; it ends with its lease", e);
        } finally {
            release.run();
        }
    }
}
