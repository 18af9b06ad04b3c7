// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import static java.util.Objects.requireNonNull;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A store around a store, which answers everything. A layer extends it by what it does otherwise, and says how it is put around the
 * stores that {@link #exact} and {@link #with} give. As thread-safe as the store inside.
 */
public abstract class ForwardingStore implements Store {

    /** The store inside. */
    protected final Store store;

    /**
     * Makes a store around another one.
     *
     * @param store the store inside; closed with this one
     */
    protected ForwardingStore(Store store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        return store.execute(key, request);
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        return store.executeAll(keys, requests);
    }

    @Override
    public long removeAll(List<byte[]> keys) {
        return store.removeAll(keys);
    }

    @Override
    public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
        return store.scan(scope, pageSize);
    }

    @Override
    public List<byte[]> expired(int most) {
        return store.expired(most);
    }

    @Override
    public abstract Store exact();

    @Override
    public abstract Store with(Consistency consistency);

    @Override
    public long expectLoads() {
        return store.expectLoads();
    }

    @Override
    public boolean isExpecting(long number) {
        return store.isExpecting(number);
    }

    @Override
    public void endLoads(List<byte[]> keys) {
        store.endLoads(keys);
    }

    @Override
    public void endAllLoads() {
        store.endAllLoads();
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    public boolean isLocal() {
        return store.isLocal();
    }

    @Override
    public Optional<WatchedReads> watch(WatchedReads.Keeper keeper) {
        return store.watch(keeper);
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public List<Long> memory(List<byte[]> keys) {
        return store.memory(keys);
    }

    @Override
    public long evictions() {
        return store.evictions();
    }

    @Override
    public void close() {
        store.close();
    }
}
