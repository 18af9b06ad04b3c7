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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** A namespace on a Redis or Valkey server. Owns its link. Thread-safe. */
public final class RedisNamespace implements Namespace {

    private static final System.Logger LOGGER = System.getLogger(RedisNamespace.class.getName());
    private static final Pattern MEMBER = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final RedisLink link;
    private final String name;
    private final String memberId;
    private final RedisRegistry registry;
    private final AtomicLong claims = new AtomicLong();
    private final Watching watching;

    private RedisNamespace(RedisLink link, String name, String memberId, Duration lease) {
        this.link = link;
        this.name = name;
        this.memberId = memberId;
        this.registry = new RedisRegistry(link, name, memberId, lease);
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
        if (!MEMBER.matcher(memberId).matches()) {
            throw new IllegalArgumentException(
                    "member id is '" + memberId + "'; it must be 1 to 64 letters, digits, dashes or underscores");
        }
        if (lease.toMillis() < 1) {
            throw new IllegalArgumentException("lease is " + lease + "; it must be 1 ms at least");
        }
        return new RedisNamespace(link, namespace, memberId, lease);
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Store store(String cacheName) {
        RedisKeys keys = new RedisKeys(name, cacheName);
        return new RedisStore(
                new CacheLink(link, cacheName), keys, new InvokeCommands(keys, memberId, claims), watching);
    }

    @Override
    public List<NodeStatus> nodes() {
        return link.nodes();
    }

    @Override
    public void close() {
        watching.close();
        try {
            registry.leave();
        } catch (JambryException e) {
            LOGGER.log(Level.DEBUG, "membership could not be given up; it ends with its lease", e);
        } finally {
            link.close();
        }
    }
}
