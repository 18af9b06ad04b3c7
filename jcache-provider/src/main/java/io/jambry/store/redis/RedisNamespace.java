// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Namespace;
import io.jambry.spi.NodeStatus;
import io.jambry.spi.Registry;
import io.jambry.spi.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A namespace on a Redis or Valkey server. Owns its link. Thread-safe. */
public final class RedisNamespace implements Namespace {

    private static final System.Logger LOGGER = System.getLogger(RedisNamespace.class.getName());
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final RedisLink link;
    private final Runnable release;
    private final String name;
    private final String memberId;
    private final Membership membership;
    private final AtomicLong claims = new AtomicLong();

    private RedisNamespace(
            RedisLink link, Runnable release, String name, String memberId, Duration lease, @Nullable Tellers tellers) {
        this.link = link;
        this.release = release;
        this.name = name;
        this.memberId = memberId;
        this.membership = new Membership(link, name, memberId, lease, tellers);
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
        return open(link, namespace, memberId, lease, /* tellers= */ null);
    }

    /**
     * Opens a namespace over a link that others may use, too. Nothing is sent before the first use.
     *
     * @param link the way to the server; the namespace does not close it
     * @param release is run when the namespace is closed and needs the link no more
     * @param namespace its name, any text
     * @param memberId who we are: letters, digits, dashes and underscores; nobody else in the namespace has the same
     * @param lease how long our membership holds without being renewed
     * @return the namespace, to be closed by the caller
     */
    public static RedisNamespace open(
            RedisLink link, Runnable release, String namespace, String memberId, Duration lease) {
        return open(link, release, namespace, memberId, lease, /* tellers= */ null);
    }

    /** Opens a namespace whose changes are told by some tellers; null tells none. */
    static RedisNamespace open(
            RedisLink link, String namespace, String memberId, Duration lease, @Nullable Tellers tellers) {
        return open(link, link::close, namespace, memberId, lease, tellers);
    }

    private static RedisNamespace open(
            RedisLink link,
            Runnable release,
            String namespace,
            String memberId,
            Duration lease,
            @Nullable Tellers tellers) {
        if (!MEMBER.matcher(memberId).matches()) {
            throw new IllegalArgumentException(
                    "member id is '" + memberId + "'; it must be 1 to 64 letters, digits, dashes or underscores");
        }
        if (lease.toMillis() < 1) {
            throw new IllegalArgumentException("lease is " + lease + "; it must be 1 ms at least");
        }
        return new RedisNamespace(link, release, namespace, memberId, lease, tellers);
    }

    @Override
    public Registry registry() {
        return membership.registry();
    }

    @Override
    public Store store(String cacheName) {
        RedisKeys keys = new RedisKeys(name, cacheName);
        return new RedisStore(
                new CacheLink(link, cacheName),
                keys,
                new InvokeCommands(keys, memberId, claims),
                membership.cache(cacheName));
    }

    /** What this member is to a cache it has open. */
    CacheMembership membership(String cacheName) {
        return membership.cache(cacheName);
    }

    @Override
    public Set<String> beat() {
        return membership.beat();
    }

    @Override
    public List<NodeStatus> nodes() {
        return link.nodes();
    }

    @Override
    public void close() {
        try {
            membership.registry().leave();
        } catch (JambryException e) {
            LOGGER.log(Level.DEBUG, "membership could not be given up; it ends with its lease", e);
        } finally {
            release.run();
        }
    }
}
