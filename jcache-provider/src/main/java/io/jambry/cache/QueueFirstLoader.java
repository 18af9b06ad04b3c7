// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.JambryException;
import io.jambry.codec.KeyCodec;
import io.jambry.spi.WriteQueue;
import io.jambry.spi.WriteQueue.QueuedWrite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * A loader that looks into the queue before it asks the system of record, which does not have yet what is queued there. Thread-safe, as its
 * loader is.
 */
final class QueueFirstLoader<K, V> implements CacheLoader<K, V> {

    private final String cacheName;
    private final WriteQueue queue;
    private final KeyCodec keys;
    private final Values<V> values;
    private final CacheLoader<K, V> loader;

    QueueFirstLoader(String cacheName, WriteQueue queue, KeyCodec keys, Values<V> values, CacheLoader<K, V> loader) {
        this.cacheName = cacheName;
        this.queue = queue;
        this.keys = keys;
        this.values = values;
        this.loader = loader;
    }

    @Override
    public @Nullable V load(K key) {
        Optional<QueuedWrite> queued = find(List.of(key)).get(0);
        return queued.isPresent() ? value(queued.get()) : loader.load(key);
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> wanted) {
        List<K> all = new ArrayList<>();
        wanted.forEach(all::add);
        List<Optional<QueuedWrite>> queued = find(all);
        Map<K, V> loaded = new HashMap<>();
        List<K> left = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Optional<QueuedWrite> write = queued.get(i);
            if (write.isEmpty()) {
                left.add(all.get(i));
                continue;
            }
            V value = value(write.get());
            if (value != null) {
                loaded.put(all.get(i), value);
            }
        }
        Map<K, V> fetched = left.isEmpty() ? Map.of() : loader.loadAll(left);
        if (fetched == null) {
            // the caller knows what to say of that
            return fetched;
        }
        left.forEach(key -> {
            V value = fetched.get(key);
            if (value != null) {
                loaded.put(key, value);
            }
        });
        return loaded;
    }

    private List<Optional<QueuedWrite>> find(List<? extends K> wanted) {
        try {
            return queue.find(wanted.stream().map(keys::encode).toList());
        } catch (JambryException e) {
            throw new CacheLoaderException(
                    "cache '" + cacheName
                            + "': the queue of write-behind could not be asked, and nothing was loaded, since"
                            + " the system of record may have older values than the queue",
                    e);
        }
    }

    private @Nullable V value(QueuedWrite write) {
        byte[] value = write.value();
        return value == null ? null : values.decode(value, write.key());
    }
}
