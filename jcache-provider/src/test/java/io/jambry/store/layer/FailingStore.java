// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.layer;

import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store whose every operation can be made to fail. */
final class FailingStore implements Store {

    /** What every operation throws; null: they work. */
    @Nullable
    RuntimeException failure;

    boolean closed;

    private final Store store;

    FailingStore(Store store) {
        this.store = store;
    }

    private Store working() {
        if (failure != null) {
            throw failure;
        }
        return store;
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        return working().execute(key, request);
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        return working().executeAll(keys, requests);
    }

    @Override
    public long removeAll(List<byte[]> keys) {
        return working().removeAll(keys);
    }

    @Override
    public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
        return working().scan(scope, pageSize);
    }

    @Override
    public List<byte[]> expired(int most) {
        return working().expired(most);
    }

    @Override
    public void clear() {
        working().clear();
    }

    @Override
    public long size() {
        return working().size();
    }

    @Override
    public void close() {
        closed = true;
    }
}
