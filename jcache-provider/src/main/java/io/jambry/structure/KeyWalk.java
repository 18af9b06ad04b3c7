// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The keys that a pattern matches, page by page, node by node. Confined to one thread. */
final class KeyWalk implements Iterator<KeyWalk.Page> {

    private static final byte[] BEHIND_TAG = {'}', ':'};

    private final Iterator<RedisLink> nodes;
    private final byte[] pattern;
    private final @Nullable String type;
    private final byte[] internal;
    private final int count;

    /** The node that is being walked over; null between two. */
    private @Nullable RedisLink node;

    private ScanPage last = ScanPage.START;

    /**
     * Some keys.
     *
     * @param node where they are
     * @param keys may be none
     */
    record Page(RedisLink node, List<byte[]> keys) {}

    /**
     * Begins.
     *
     * @param internal how names begin that are left out if they go on behind their hash tag; empty for none
     * @param count how many keys a server looks at for a page
     */
    KeyWalk(RedisLink link, byte[] pattern, @Nullable String type, byte[] internal, int count) {
        this.nodes = link.walk();
        this.pattern = pattern;
        this.type = type;
        this.internal = internal;
        this.count = count;
    }

    @Override
    public boolean hasNext() {
        return node != null || nodes.hasNext();
    }

    @Override
    public Page next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RedisLink at = node == null ? nodes.next() : node;
        node = at;
        ScanPage page = at.call(type == null ? last.next(pattern, count) : last.next(pattern, count, type));
        // the last page is where the next node begins
        last = page;
        node = page.isLast() ? null : at;
        return new Page(at, page.keys().stream().filter(key -> !isInternal(key)).toList());
    }

    /** What Jambry keeps for itself: {@code <namespace>:{<namespace>:…}:…}, which no structure is called. */
    private boolean isInternal(byte[] key) {
        int end = internal.length;
        return end > 0
                && key.length > end
                && Arrays.equals(key, 0, end, internal, 0, end)
                && indexOfBehindTag(key, end) >= 0;
    }

    private static int indexOfBehindTag(byte[] key, int from) {
        for (int i = from; i < key.length - 1; i++) {
            if (key[i] == BEHIND_TAG[0] && key[i + 1] == BEHIND_TAG[1]) {
                return i;
            }
        }
        return -1;
    }
}
