// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A walk over the names of the entries of a cache on one node, page by page; also of those of which only the last value is left, if
 * that is what the pattern matches. Such an entry may be met twice. Confined to one thread.
 */
final class EntryPages implements Iterator<List<byte[]>> {

    private static final int PAGE = 1000;

    private final RedisLink node;
    private final RedisKeys keys;
    private final byte[] pattern;
    private ScanPage page = ScanPage.START;
    private boolean hasBegun;

    EntryPages(RedisLink node, RedisKeys keys, byte[] pattern) {
        this.node = node;
        this.keys = keys;
        this.pattern = pattern;
    }

    @Override
    public boolean hasNext() {
        return !hasBegun || !page.isLast();
    }

    @Override
    public List<byte[]> next() {
        hasBegun = true;
        page = node.call(page.next(pattern, PAGE));
        Set<ByteBuffer> entries = new LinkedHashSet<>();
        for (byte[] name : page.keys()) {
            byte[] entry = keys.entryOf(name);
            if (entry != null) {
                entries.add(ByteBuffer.wrap(entry));
            }
        }
        return entries.stream().map(ByteBuffer::array).toList();
    }
}
