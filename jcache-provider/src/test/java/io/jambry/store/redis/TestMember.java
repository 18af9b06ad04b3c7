// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Bounds;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.Feed;
import io.jambry.spi.Mode;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member of a namespace that has one cache open and a feed of it, as another JVM would have them, and beats by itself. */
final class TestMember implements AutoCloseable {

    static final Set<ChangeKind> ALL = EnumSet.allOf(ChangeKind.class);

    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final long BEAT_MILLIS = 200;

    final RedisLink link;
    final RedisNamespace namespace;
    final Store store;
    final RecordingReceiver receiver = new RecordingReceiver();
    final Feed feed;
    /** One beats and one sweeps, which may take long. */
    private final ScheduledExecutorService beats = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "test-member");
        thread.setDaemon(true);
        return thread;
    });

    TestMember(LinkSettings settings, String namespaceName, String member, Duration listenerTimeout) {
        this(settings, namespaceName, member, listenerTimeout, null);
    }

    /** The same with a cache that has limits, unless they are null. */
    TestMember(
            LinkSettings settings,
            String namespaceName,
            String member,
            Duration listenerTimeout,
            @Nullable Bounds bounds) {
        link = RedisLink.open(settings);
        namespace = RedisNamespace.open(link, namespaceName, member, LEASE);
        namespace.registry().open("cache", Map.of());
        store = bounds == null
                ? namespace.store("cache")
                : namespace.bounded("cache", bounds).orElseThrow();
        feed = namespace.feed("cache", receiver, listenerTimeout).orElseThrow();
        beats.scheduleWithFixedDelay(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            namespace.beat();
        } catch (RuntimeException e) {
            // the server is away for a moment, as some tests want it
        }
    }

    /** Looks for what has expired from now on, ten times in a second. */
    TestMember sweeping() {
        beats.scheduleWithFixedDelay(feed::sweep, 0, BEAT_MILLIS / 2, TimeUnit.MILLISECONDS);
        return this;
    }

    /** Wishes kinds, all of them with old values. */
    static Wish asynchronous(Set<ChangeKind> kinds, Set<ChangeKind> oldValues) {
        return new Wish(kinds, oldValues, Set.of());
    }

    static Wish synchronous() {
        return new Wish(ALL, Set.of(), ALL);
    }

    StoreReply put(String key, String value) {
        return store.execute(bytes(key), new Put(bytes(value), Ttl.ETERNAL, Ttl.KEEP, Condition.NONE, Want.NOTHING));
    }

    StoreReply remove(String key) {
        return store.execute(bytes(key), new Remove(Condition.NONE, Want.NOTHING));
    }

    StoreReply execute(String key, StoreRequest request) {
        return store.execute(bytes(key), request);
    }

    Mode mode() {
        return namespace.membership("cache").mode();
    }

    FeedCounters.Snapshot counters() {
        return ((RedisFeed) feed).counters();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Beats no more, as a stopped JVM does. */
    void stopBeating() {
        beats.shutdownNow();
    }

    @Override
    public void close() {
        stopBeating();
        feed.close();
        namespace.registry().close("cache");
        namespace.close();
    }
}
