// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.Namespace;
import io.jambry.spi.Registry;
import io.jambry.spi.Store;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A namespace in this JVM: it belongs to one manager and goes with it.
 *
 * <p>Thread-safe.
 */
public final class MemoryNamespace implements Namespace {

    private final ConcurrentHashMap<String, MemoryStore> stores = new ConcurrentHashMap<>();
    private final MemoryRegistry registry = new MemoryRegistry();
    private final LongSupplier clock;

    /**
     * An empty namespace.
     *
     * @param clock the time in milliseconds
     */
    public MemoryNamespace(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Store store(String cacheName) {
        return stores.computeIfAbsent(cacheName, name -> new MemoryStore(clock));
    }

    @Override
    public void close() {
        stores.clear();
    }
}
