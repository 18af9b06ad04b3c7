// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Store.Scope;
import io.jambry.spi.StoreEntry;
import io.jambry.store.redis.BoundedKeys.Shard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the entries of a bounded cache, shard by shard. Confined to one thread.
 */
final class BoundedScan implements Iterator<List<StoreEntry>> {

    private static final byte[] START = {'0'};

    private final RedisLink link;
    private final BoundedCommands commands;
    private final boolean isKeysOnly;
    private final int pageSize;
    private final Iterator<Shard> shards;

    /** The shard that is being walked over; null between two. */
    private @Nullable Shard shard;

    private byte[] cursor = START;

    BoundedScan(RedisLink link, BoundedCommands commands, Scope scope, int pageSize) {
        if (pageSize < 1) {
            throw new IllegalArgumentException("page size is " + pageSize + "; it must be 1 at least");
        }
        this.link = link;
        this.commands = commands;
        this.isKeysOnly = scope == Scope.KEYS;
        this.pageSize = pageSize;
        this.shards = commands.keys().shards().iterator();
    }

    @Override
    public boolean hasNext() {
        return shard != null || shards.hasNext();
    }

    @Override
    public List<StoreEntry> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all shards have been walked over");
        }
        Shard here = shard == null ? shards.next() : shard;
        List<?> page = (List<?>) link.call(commands.scan(here, cursor, pageSize, isKeysOnly));
        cursor = (byte[]) page.get(0);
        shard = Arrays.equals(cursor, START) ? null : here;
        List<StoreEntry> entries = new ArrayList<>(page.size());
        for (int i = 1; i < page.size(); i += isKeysOnly ? 1 : 2) {
            entries.add(new StoreEntry((byte[]) page.get(i), isKeysOnly ? null : (byte[]) page.get(i + 1)));
        }
        return entries;
    }
}
