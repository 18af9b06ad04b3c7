// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;

/** Notes every call as text, keeps what it was given, and refuses some keys. */
class RecordingWriter<K, V> implements CacheWriter<K, V>, Closeable {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Set<K> refused = ConcurrentHashMap.newKeySet();
    private final AtomicInteger closed = new AtomicInteger();

    /** What is in the store behind the cache. */
    final ConcurrentHashMap<K, V> content = new ConcurrentHashMap<>();

    void refuse(K key) {
        refused.add(key);
    }

    void accept(K key) {
        refused.remove(key);
    }

    List<String> take() {
        synchronized (calls) {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }

    int closed() {
        return closed.get();
    }

    @Override
    public void write(Cache.Entry<? extends K, ? extends V> entry) {
        calls.add("write " + entry.getKey() + "=" + entry.getValue());
        store(entry.getKey(), entry.getValue());
    }

    private void store(K key, V value) {
        if (refused.contains(key)) {
            throw new IllegalStateException("refused by the writer");
        }
        content.put(key, value);
    }

    @Override
    public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
        calls.add("writeAll "
                + entries.stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .sorted()
                        .collect(Collectors.joining(",")));
        boolean failed = false;
        for (Cache.Entry<? extends K, ? extends V> entry : List.copyOf(entries)) {
            if (refused.contains(entry.getKey())) {
                failed = true;
            } else {
                content.put(entry.getKey(), entry.getValue());
                entries.remove(entry);
            }
        }
        if (failed) {
            throw new IllegalStateException("refused by the writer");
        }
    }

    @Override
    public void delete(Object key) {
        calls.add("delete " + key);
        if (refused.contains(key)) {
            throw new IllegalStateException("refused by the writer");
        }
        content.remove(key);
    }

    @Override
    public void deleteAll(Collection<?> keys) {
        calls.add("deleteAll " + keys.stream().map(String::valueOf).sorted().collect(Collectors.joining(",")));
        keys.removeIf(key -> {
            boolean deleted = !refused.contains(key);
            if (deleted) {
                content.remove(key);
            }
            return deleted;
        });
        if (!keys.isEmpty()) {
            throw new IllegalStateException("refused by the writer");
        }
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
