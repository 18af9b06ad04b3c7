// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.integration.CacheLoader;

/** Notes every call as text and loads what a function says. */
class RecordingLoader<K, V> implements CacheLoader<K, V>, Closeable {

    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger closed = new AtomicInteger();
    private volatile Function<K, V> source;
    private volatile K uninvited;

    RecordingLoader(Function<K, V> source) {
        this.source = source;
    }

    void from(Function<K, V> another) {
        source = another;
    }

    /** Loads a key that nobody asks for with every {@code loadAll}. */
    void alsoLoad(K key) {
        uninvited = key;
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
    public V load(K key) {
        calls.add("load " + key);
        return source.apply(key);
    }

    @Override
    public Map<K, V> loadAll(Iterable<? extends K> keys) {
        calls.add("loadAll "
                + StreamSupport.stream(keys.spliterator(), false)
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(",")));
        Map<K, V> loaded = new HashMap<>();
        keys.forEach(key -> loaded.put(key, source.apply(key)));
        if (uninvited != null) {
            loaded.put(uninvited, source.apply(uninvited));
        }
        return loaded;
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
