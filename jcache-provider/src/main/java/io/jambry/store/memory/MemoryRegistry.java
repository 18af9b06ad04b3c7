// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.Registry;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The register of a namespace that has one member.
 *
 * <p>Thread-safe.
 */
final class MemoryRegistry implements Registry {

    /** Definitions by cache. Guarded by this. */
    private final Map<String, Map<String, String>> definitions = new HashMap<>();

    /** The caches that are open. Guarded by this. */
    private final SortedSet<String> open = new TreeSet<>();

    @Override
    public synchronized Registration open(String cacheName, Map<String, String> definition) {
        open.add(cacheName);
        Map<String, String> previous = definitions.put(cacheName, Map.copyOf(definition));
        if (previous == null) {
            return new Registration(Entrance.CREATED, Map.of(), 0);
        }
        return new Registration(previous.equals(definition) ? Entrance.JOINED : Entrance.REPLACED, previous, 0);
    }

    @Override
    public Optional<Map<String, String>> note(String cacheName, Map<String, String> note) {
        return Optional.empty();
    }

    @Override
    public synchronized SortedSet<String> openNames() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(open));
    }

    @Override
    public synchronized Optional<Map<String, String>> find(String cacheName) {
        return Optional.ofNullable(definitions.get(cacheName));
    }

    @Override
    public synchronized SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(definitions.keySet()));
    }

    @Override
    public synchronized void close(String cacheName) {
        open.remove(cacheName);
    }

    @Override
    public synchronized boolean remove(String cacheName) {
        open.remove(cacheName);
        return definitions.remove(cacheName) != null;
    }

    @Override
    public boolean renew() {
        return true;
    }
}
