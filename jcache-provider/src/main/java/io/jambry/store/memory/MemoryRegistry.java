// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.Mode;
import io.jambry.spi.Registry;
import io.jambry.spi.Wish;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The register of a namespace that has one member.
 *
 * <p>Thread-safe.
 */
final class MemoryRegistry implements Registry {

    /** The name of the one member. */
    private static final String MEMBER = "memory";

    /** Definitions by cache. Guarded by this. */
    private final Map<String, Map<String, String>> definitions = new HashMap<>();

    /** The caches that are open. Guarded by this. */
    private final SortedSet<String> open = new TreeSet<>();

    /** Modes by cache; they outlive it. Guarded by this. */
    private final Map<String, Mode> modes = new HashMap<>();

    /** How many modes have changed and caches were removed. Guarded by this. */
    private long changes;

    @Override
    public synchronized Registration open(String cacheName, Map<String, String> definition) {
        open.add(cacheName);
        Map<String, String> previous = definitions.put(cacheName, Map.copyOf(definition));
        if (previous == null) {
            return new Registration(Entrance.CREATED, Map.of(), mode(cacheName));
        }
        return new Registration(
                previous.equals(definition) ? Entrance.JOINED : Entrance.REPLACED, previous, mode(cacheName));
    }

    private Mode mode(String cacheName) {
        return modes.getOrDefault(cacheName, Mode.QUIET);
    }

    @Override
    public Map<String, Map<String, String>> note(String cacheName, Map<String, String> note) {
        return Map.of();
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
    public synchronized Mode want(String cacheName, Wish wish) {
        if (!open.contains(cacheName)) {
            throw new IllegalStateException("cache '" + cacheName + "' is not open; open it again");
        }
        return wish(cacheName, wish);
    }

    private Mode wish(String cacheName, Wish wish) {
        Mode before = mode(cacheName);
        if (before.wish().equals(wish)) {
            return before;
        }
        changes++;
        long number = before.number() + 1;
        Mode mode = wish.equals(Wish.NONE)
                ? new Mode(number, Map.of(), Map.of(), 0)
                : new Mode(number, Map.of(MEMBER, wish), Map.of(MEMBER, number), 0);
        modes.put(cacheName, mode);
        return mode;
    }

    @Override
    public synchronized Map<String, Mode> modes() {
        Map<String, Mode> current = new TreeMap<>();
        open.forEach(cacheName -> current.put(cacheName, mode(cacheName)));
        return Collections.unmodifiableMap(current);
    }

    /** There is nobody to tell. */
    @Override
    public void confirm(String cacheName, long mode) {
        // the one member is this one
    }

    @Override
    public Set<String> unconfirmed(String cacheName, long mode) {
        return Set.of();
    }

    @Override
    public synchronized Set<String> openedBy(String cacheName) {
        return open.contains(cacheName) ? Set.of(MEMBER) : Set.of();
    }

    @Override
    public synchronized void close(String cacheName) {
        if (open.remove(cacheName)) {
            wish(cacheName, Wish.NONE);
        }
    }

    @Override
    public synchronized boolean remove(String cacheName) {
        close(cacheName);
        boolean removed = definitions.remove(cacheName) != null;
        if (removed) {
            changes++;
        }
        return removed;
    }

    @Override
    public synchronized Renewal renew() {
        return new Renewal(/* held= */ true, changes);
    }
}
