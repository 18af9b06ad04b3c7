// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the entries of a cache page by page. Weakly consistent: an entry written or removed since its page was fetched
 * may be met as it was.
 *
 * <p>Confined to one thread.
 */
final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private final StandardCache<K, V> cache;
    private final Visitor<K, V> visitor;
    private final Iterator<List<StoreEntry>> pages;
    private final Heard heard;
    private final Heard readHeard;
    private Iterator<StoreEntry> page = List.<StoreEntry>of().iterator();
    private @Nullable StoreEntry met;
    private Cache.@Nullable Entry<K, V> ahead;
    private Cache.@Nullable Entry<K, V> last;

    /** What a visit does to an entry beyond reading it. */
    interface Visitor<K, V> {

        /** Decodes an entry met by the scan; null if it cannot be decoded and is passed over. */
        Cache.@Nullable Entry<K, V> decode(StoreEntry met);

        /** Counts and touches an entry the caller gets. */
        void visit(StoreEntry met, K key);

        /** Removes the entry visited last. */
        void remove(K key);
    }

    EntryIterator(
            StandardCache<K, V> cache, Visitor<K, V> visitor, Store store, int pageSize, Heard heard, Heard readHeard) {
        this.cache = cache;
        this.visitor = visitor;
        this.pages = store.scan(Store.Scope.ENTRIES, pageSize);
        this.heard = heard;
        this.readHeard = readHeard;
    }

    @Override
    public boolean hasNext() {
        cache.requireOpen();
        while (ahead == null) {
            if (page.hasNext()) {
                met = page.next();
                ahead = visitor.decode(met);
            } else if (pages.hasNext()) {
                page = pages.next().iterator();
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public Cache.Entry<K, V> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("there are no more entries");
        }
        Cache.Entry<K, V> entry = Objects.requireNonNull(ahead);
        ahead = null;
        last = entry;
        try (readHeard) {
            visitor.visit(Objects.requireNonNull(met), entry.getKey());
        }
        return entry;
    }

    @Override
    public void remove() {
        cache.requireOpen();
        if (last == null) {
            throw new IllegalStateException("next() has not been called, or the entry was removed already");
        }
        K key = last.getKey();
        last = null;
        try (heard) {
            visitor.remove(key);
        }
    }
}
