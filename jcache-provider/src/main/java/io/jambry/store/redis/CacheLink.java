// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.redis.FastPath;
import io.jambry.redis.RedisLink;
import io.jambry.redis.Subscriptions;
import io.jambry.redis.TrackedReads;
import io.jambry.spi.Consistency;
import io.jambry.spi.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/**
 * The link as one cache uses it: failures begin with the name of the cache.
 *
 * <p>Thread-safe.
 */
record CacheLink(RedisLink link, String cacheName) implements RedisLink {

    @Override
    public CommandObjects commands() {
        return link.commands();
    }

    @Override
    public Duration timeout() {
        return link.timeout();
    }

    @Override
    public <T> T call(CommandObject<T> command) {
        try {
            return link.call(command);
        } catch (JambryException e) {
            throw named(e);
        }
    }

    @Override
    public <T> T callAlone(CommandObject<T> command) {
        try {
            return link.callAlone(command);
        } catch (JambryException e) {
            throw named(e);
        }
    }

    @Override
    public <T> T callBefore(CommandObject<T> command, long deadline) {
        try {
            return link.callBefore(command, deadline);
        } catch (JambryException e) {
            throw named(e);
        }
    }

    @Override
    public <T> CompletionStage<T> send(CommandObject<T> command) {
        return link.send(command);
    }

    @Override
    public List<Object> callAll(List<? extends CommandObject<?>> batch) {
        try {
            return named(link.callAll(batch));
        } catch (JambryException e) {
            throw named(e);
        }
    }

    @Override
    public List<Object> callAllBefore(List<? extends CommandObject<?>> batch, long deadline) {
        try {
            return named(link.callAllBefore(batch, deadline));
        } catch (JambryException e) {
            throw named(e);
        }
    }

    @Override
    public List<Object> transaction(List<? extends CommandObject<?>> commands) {
        try {
            return named(link.transaction(commands));
        } catch (JambryException e) {
            throw named(e);
        }
    }

    private List<Object> named(List<Object> replies) {
        if (!Batches.hasRefusal(replies)) {
            return replies;
        }
        List<Object> named = new ArrayList<>(replies);
        named.replaceAll(reply -> reply instanceof JambryException e ? named(e) : reply);
        return named;
    }

    @Override
    public RedisLink with(Consistency consistency) {
        return new CacheLink(link.with(consistency), cacheName);
    }

    @Override
    public boolean has(FastPath path) {
        return link.has(path);
    }

    @Override
    public void refuse(FastPath path) {
        link.refuse(path);
    }

    @Override
    public Subscriptions subscriptions() {
        return link.subscriptions();
    }

    @Override
    public TrackedReads track(TrackedReads.Watcher watcher) {
        return link.track(watcher);
    }

    @Override
    public List<NodeStatus> nodes() {
        return link.nodes();
    }

    @Override
    public boolean isCluster() {
        return link.isCluster();
    }

    @Override
    public List<RedisLink> primaries() {
        return link.primaries().stream()
                .map(primary -> (RedisLink) new CacheLink(primary, cacheName))
                .toList();
    }

    @Override
    public Iterator<RedisLink> walk() {
        Iterator<RedisLink> walked = link.walk();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return walked.hasNext();
                } catch (JambryException e) {
                    throw named(e);
                }
            }

            @Override
            public RedisLink next() {
                try {
                    return new CacheLink(walked.next(), cacheName);
                } catch (JambryException e) {
                    throw named(e);
                }
            }
        };
    }

    private JambryException named(JambryException e) {
        String message = "cache '" + cacheName + "': " + e.getMessage();
        if (e instanceof NotExecutedException) {
            return new NotExecutedException(message, e.getCause());
        }
        if (e instanceof OutcomeUnknownException) {
            return new OutcomeUnknownException(message, e.getCause());
        }
        return e instanceof ServerException ? new ServerException(message, e.getCause()) : e;
    }

    /** The link belongs to the namespace. */
    @Override
    public void close() {
        // nothing is held here
    }
}
