// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.cache.Renewals.Batch;
import io.jambry.spi.Consistency;
import io.jambry.spi.ForwardingStore;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Get;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A store whose reads leave values behind in the form that the cache writes now. What a read answers is what is stored afterwards, so
 * that who compares with it later finds it.
 *
 * <p>Thread-safe.
 */
final class RenewingStore extends ForwardingStore {

    private final Renewals renewals;

    RenewingStore(Store store, Renewals renewals) {
        super(store);
        this.renewals = renewals;
    }

    @Override
    public StoreReply execute(byte[] key, StoreRequest request) {
        StoreReply reply = store.execute(key, request);
        byte[] found = reply.value();
        if (found == null || !leavesAValue(request) || renewals.isCurrent(found)) {
            return reply;
        }
        Batch old = renewals.batch();
        old.add(0, key, found);
        if (old.isEmpty()) {
            return reply;
        }
        StoreReply[] current = {reply};
        old.rewrite(store, (seat, value) -> current[0] = with(reply, value));
        return current[0];
    }

    private static boolean leavesAValue(StoreRequest request) {
        return request instanceof Get get && !get.touch().isZero();
    }

    private static StoreReply with(StoreReply reply, byte[] value) {
        return new StoreReply(
                reply.outcome(), value, reply.remainingMillis(), reply.fence(), reply.expired(), /* live= */ null);
    }

    @Override
    public List<StoreReply> executeAll(List<byte[]> keys, List<StoreRequest> requests) {
        List<StoreReply> replies = store.executeAll(keys, requests);
        Batch old = renewals.batch();
        for (int i = 0; i < keys.size(); i++) {
            if (leavesAValue(requests.get(i))) {
                old.add(i, keys.get(i), replies.get(i).value());
            }
        }
        if (old.isEmpty()) {
            return replies;
        }
        List<StoreReply> current = new ArrayList<>(replies);
        old.rewrite(store, (seat, value) -> current.set(seat, with(current.get(seat), value)));
        return current;
    }

    @Override
    public Iterator<List<StoreEntry>> scan(Scope scope, int pageSize) {
        Iterator<List<StoreEntry>> pages = store.scan(scope, pageSize);
        return scope == Scope.KEYS ? pages : new Pages(pages);
    }

    /** Pages of entries, each rewritten in one flush where it has to be. Confined to one thread. */
    private final class Pages implements Iterator<List<StoreEntry>> {

        private final Iterator<List<StoreEntry>> pages;

        Pages(Iterator<List<StoreEntry>> pages) {
            this.pages = pages;
        }

        @Override
        public boolean hasNext() {
            return pages.hasNext();
        }

        @Override
        public List<StoreEntry> next() {
            List<StoreEntry> page = pages.next();
            Batch old = renewals.batch();
            for (int i = 0; i < page.size(); i++) {
                old.add(i, page.get(i).key(), page.get(i).value());
            }
            if (old.isEmpty()) {
                return page;
            }
            List<StoreEntry> current = new ArrayList<>(page);
            old.rewrite(
                    store,
                    (seat, value) ->
                            current.set(seat, new StoreEntry(page.get(seat).key(), value)));
            return current;
        }
    }

    /** What decides about a change is read as it is. */
    @Override
    public Store exact() {
        return store.exact();
    }

    @Override
    public Store with(Consistency consistency) {
        return new RenewingStore(store.with(consistency), renewals);
    }
}
