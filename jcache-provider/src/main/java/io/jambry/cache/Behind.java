// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.CacheSettings;
import io.jambry.DeadLetter;
import io.jambry.WriteBehind;
import io.jambry.WriteBehindStatistics;
import io.jambry.behind.BehindCounters;
import io.jambry.behind.DrainSettings;
import io.jambry.behind.Drainer;
import io.jambry.behind.Intake;
import io.jambry.codec.KeyCodec;
import io.jambry.spi.WriteQueue;
import io.jambry.spi.WriteQueue.Dead;
import io.jambry.spi.WriteQueue.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * Write-behind of one cache in this JVM: queues its writes, and brings what is queued to the system of record if there is a writer here.
 *
 * <p>Thread-safe.
 */
final class Behind<K, V> implements WriteBehind<K, V>, AutoCloseable {

    private static final long LOOK_MILLIS = 20;

    private final String cacheName;
    private final WriteQueue queue;
    private final KeyCodec keys;
    private final Values<V> values;
    private final BehindCounters counters = new BehindCounters();
    private final @Nullable Drainer drainer;
    private final QueuedWrites<K, V> writes;

    Behind(
            String cacheName,
            CacheSettings settings,
            WriteQueue queue,
            KeyCodec keys,
            Values<V> values,
            @Nullable WriteThrough<K, V> writer) {
        this.cacheName = cacheName;
        this.queue = queue;
        this.keys = keys;
        this.values = values;
        this.drainer = writer == null
                ? null
                : new Drainer(
                        cacheName,
                        queue,
                        new WriterDelivery<>(keys, values, writer),
                        DrainSettings.of(settings),
                        settings.writeDelay(),
                        counters);
        this.writes =
                new QueuedWrites<>(new Intake(cacheName, queue, settings.writeQueueWait(), counters, this::queued));
    }

    /** Begins to bring what is queued to the system of record. */
    void start(Executor executor) {
        if (drainer != null) {
            drainer.start(executor);
        }
    }

    private void queued() {
        if (drainer != null) {
            drainer.queued();
        }
    }

    Writes<K, V> writes() {
        return writes;
    }

    /** A loader that looks into the queue first. */
    CacheLoader<K, V> before(CacheLoader<K, V> loader) {
        return new QueueFirstLoader<>(cacheName, queue, keys, values, loader);
    }

    void renew() {
        queue.renew();
    }

    @Override
    public WriteBehindStatistics statistics() {
        Size size = queue.size();
        return new WriteBehindStatistics(
                size.queued(),
                size.dead(),
                counters.delivered(),
                counters.batches(),
                counters.failures(),
                counters.givenUp(),
                counters.refused());
    }

    @Override
    public boolean awaitDelivery(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (queue.size().queued() > 0) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public List<DeadLetter<K, V>> deadLetters(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most is " + most + "; it must be 1 at least");
        }
        return queue.dead(most).stream().map(this::letter).toList();
    }

    @SuppressWarnings("unchecked") // only keys of this cache are queued under its name
    private DeadLetter<K, V> letter(Dead dead) {
        byte[] key = dead.write().key();
        byte[] value = dead.write().value();
        return new DeadLetter<>(
                (K) keys.decode(key),
                values.decodeIfPossible(value, key),
                value == null,
                dead.failures(),
                dead.reason(),
                Instant.ofEpochMilli(dead.queuedMillis()));
    }

    @Override
    public boolean redeliver(K key) {
        boolean any = queue.redeliver(keys.encode(key));
        if (any && drainer != null) {
            drainer.hurry();
        }
        return any;
    }

    @Override
    public boolean discard(K key) {
        return queue.discard(keys.encode(key));
    }

    @Override
    public void close() {
        if (drainer != null) {
            drainer.close();
        }
    }
}
