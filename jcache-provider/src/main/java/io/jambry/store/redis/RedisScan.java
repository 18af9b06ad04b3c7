// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import io.jambry.spi.Store.Scope;
import io.jambry.spi.StoreEntry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a cache, page by page. A key met twice within the last ten thousand is left out. Confined to one
 * thread.
 */
final class RedisScan implements Iterator<List<StoreEntry>> {

    private static final int REMEMBERED = 10_000;

    private final Iterator<RedisLink> nodes;
    private final RedisKeys keys;
    private final Scope scope;
    private final int pageSize;
    private final Map<ByteBuffer, Boolean> recent = new RecentKeys();

    /** The node that is being walked over; null between two. */
    private @Nullable RedisLink node;

    private ScanPage last = ScanPage.START;

    RedisScan(RedisLink link, RedisKeys keys, Scope scope, int pageSize) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("page size is " + pageSize + "; it must be 1 at least");
        }
        this.nodes = link.walk();
        this.keys = keys;
        this.scope = scope;
        this.pageSize = pageSize;
    }

    @Override
    public boolean hasNext() {
        return node != null || nodes.hasNext();
    }

    @Override
    public List<StoreEntry> next() {
        RedisLink link = node == null ? nodes.next() : node;
        node = link;
        ScanPage page = link.call(last.next(keys.pattern(), pageSize));
        // the last page is where the next node begins
        last = page;
        node = page.isLast() ? null : link;
        List<byte[]> names = new ArrayList<>(page.keys());
        names.removeIf(name -> recent.put(ByteBuffer.wrap(name), Boolean.TRUE) != null);
        return scope == Scope.KEYS ? keysOnly(names) : withValues(link, names);
    }

    private List<StoreEntry> keysOnly(List<byte[]> names) {
        return names.stream().map(name -> new StoreEntry(keys.key(name), null)).toList();
    }

    private List<StoreEntry> withValues(RedisLink link, List<byte[]> names) {
        List<byte[]> values = Batches.values(link, names);
        List<StoreEntry> entries = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            byte @Nullable [] value = values.get(i);
            // gone since the page was made
            if (value != null) {
                entries.add(new StoreEntry(keys.key(names.get(i)), value));
            }
        }
        return entries;
    }

    private static final class RecentKeys extends LinkedHashMap<ByteBuffer, Boolean> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    }
}
