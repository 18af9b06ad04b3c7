// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.Feed;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The tellers and feeds of one namespace in this JVM, and their beat. Thread-safe. */
final class RedisTellers implements Tellers {

    private final RedisLink link;
    private final String namespace;
    private final String memberId;
    private final Duration beat;
    private final Duration grace;
    private final Map<String, RedisTeller> tellers = new ConcurrentHashMap<>();
    private final Set<RedisFeed> feeds = ConcurrentHashMap.newKeySet();

    /**
     * No tellers yet.
     *
     * @param beat how often {@link #beat} is called
     * @param grace how long the last value of an entry that has expired waits to be told
     */
    RedisTellers(RedisLink link, String namespace, String memberId, Duration beat, Duration grace) {
        this.link = link;
        this.namespace = namespace;
        this.memberId = memberId;
        this.beat = beat;
        this.grace = grace;
    }

    @Override
    public RedisTeller of(String cacheName) {
        return tellers.computeIfAbsent(cacheName, name -> {
            RedisKeys keys = new RedisKeys(namespace, name);
            return new RedisTeller(
                    new Channels(namespace, name),
                    new CacheLink(link, name),
                    keys,
                    new InvokeCommands(keys, memberId),
                    expiry(keys),
                    memberId,
                    beat);
        });
    }

    Feed feed(String cacheName, CacheMembership membership, ChangeReceiver receiver, Duration listenerTimeout) {
        RedisTeller teller = of(cacheName);
        RedisKeys keys = new RedisKeys(namespace, cacheName);
        RedisLink named = new CacheLink(link, cacheName);
        ExpiryCommands expiry = expiry(keys);
        ExpiryScan scan = new ExpiryScan(named, keys, expiry, membership, teller.looks());
        ExpirySweeper sweeper = new ExpirySweeper(named, keys, expiry, membership, teller.looks(), scan);
        return feed(cacheName, membership, receiver, listenerTimeout, new EntryEndings(scan, sweeper));
    }

    /** The feed of a bounded cache. */
    Feed feed(
            String cacheName,
            BoundedCommands commands,
            CacheMembership membership,
            ChangeReceiver receiver,
            Duration listenerTimeout) {
        RedisLink named = new CacheLink(link, cacheName);
        return feed(
                cacheName,
                membership,
                receiver,
                listenerTimeout,
                new BoundedEndings(named, commands, membership, of(cacheName)));
    }

    private Feed feed(
            String cacheName,
            CacheMembership membership,
            ChangeReceiver receiver,
            Duration listenerTimeout,
            Endings endings) {
        RedisFeed feed = new RedisFeed(
                receiver,
                of(cacheName),
                endings,
                membership,
                link.subscriptions(),
                new Channels(namespace, cacheName).changes(),
                listenerTimeout,
                feeds::remove);
        feeds.add(feed);
        return feed;
    }

    private ExpiryCommands expiry(RedisKeys keys) {
        boolean isCluster = link.isCluster();
        return new ExpiryCommands(keys, keys.index(isCluster), isCluster, grace);
    }

    /** Tells what was told, and looks for what should have been heard. */
    void beat() {
        tellers.values().forEach(RedisTeller::beat);
        feeds.forEach(RedisFeed::beat);
    }
}
