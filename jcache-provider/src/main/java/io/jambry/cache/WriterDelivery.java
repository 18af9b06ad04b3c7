// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.behind.Delivery;
import io.jambry.codec.KeyCodec;
import io.jambry.spi.WriteQueue.QueuedWrite;
import io.jambry.spi.WriteQueue.Taken;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** Carries out queued writes by the writer, as the rules of JSR-107 say: what it leaves in the collection is not done. */
final class WriterDelivery<K, V> implements Delivery {

    private final KeyCodec keys;
    private final Values<V> values;
    private final WriteThrough<K, V> writer;

    WriterDelivery(KeyCodec keys, Values<V> values, WriteThrough<K, V> writer) {
        this.keys = keys;
        this.values = values;
        this.writer = writer;
    }

    @Override
    public List<@Nullable Throwable> together(List<Taken> writes) {
        List<@Nullable Throwable> results = new ArrayList<>(writes.size());
        List<@Nullable K> known = new ArrayList<>(writes.size());
        Collection<Cache.Entry<? extends K, ? extends V>> entries = WriteThrough.entries(writes.size());
        Collection<K> deleted = new ArrayList<>();
        for (Taken taken : writes) {
            try {
                K key = key(taken.write());
                byte[] value = taken.write().value();
                if (value == null) {
                    deleted.add(key);
                } else {
                    entries.add(new CacheEntry<>(key, value(taken.write(), value)));
                }
                known.add(key);
                results.add(null);
            } catch (RuntimeException e) {
                known.add(null);
                results.add(e);
            }
        }
        Throwable written = entries.isEmpty() ? null : failure(() -> writer.writeAll(entries));
        Throwable removed = deleted.isEmpty() ? null : failure(() -> writer.deleteAll(deleted));
        Set<Object> left = new HashSet<>(deleted);
        entries.forEach(entry -> left.add(entry.getKey()));
        for (int i = 0; i < results.size(); i++) {
            K key = known.get(i);
            if (key != null && left.contains(key)) {
                Throwable failure = writes.get(i).write().value() == null ? removed : written;
                results.set(i, failure == null ? leftOver() : failure);
            }
        }
        return results;
    }

    @Override
    public @Nullable Throwable alone(Taken taken) {
        return failure(() -> {
            K key = key(taken.write());
            byte[] value = taken.write().value();
            if (value == null) {
                writer.delete(key);
            } else {
                writer.write(key, value(taken.write(), value));
            }
        });
    }

    private static CacheWriterException leftOver() {
        return new CacheWriterException(
                "the cache writer returned with entries left in the collection; by the rules of JSR-107"
                        + " these are not written, so they are tried again: a writer takes out what it has written");
    }

    private static @Nullable Throwable failure(Runnable call) {
        try {
            call.run();
            return null;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            return e;
        }
    }

    @SuppressWarnings("unchecked") // only keys of this cache are queued under its name
    private K key(QueuedWrite write) {
        return (K) keys.decode(write.key());
    }

    private V value(QueuedWrite write, byte[] bytes) {
        V value = values.decode(bytes, write.key());
        if (value == null) {
            throw new CacheWriterException("a queued value cannot be decoded");
        }
        return value;
    }
}
