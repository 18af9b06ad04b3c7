// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import io.jambry.spi.Mode;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandObject;

/** Takes away all entries of a cache, page by page, and what is known of their ends. Confined to one thread. */
final class Clearing {

    private static final int PAGE = 1000;

    private final RedisLink link;
    private final RedisKeys keys;
    private final CacheMode mode;

    Clearing(RedisLink link, RedisKeys keys, CacheMode mode) {
        this.link = link;
        this.keys = keys;
        this.mode = mode;
    }

    void clear() {
        link.walk().forEachRemaining(this::clear);
        if (!mode.isOpen()) {
            Batches.all(link, Batches.unlink(link, keys.index(link.isCluster()).all()));
        }
    }

    private void clear(RedisLink node) {
        if (ExpiryCommands.follows(mode.mode())) {
            clearFollowed(node);
        } else {
            // one that is not open here is about to be destroyed, and nothing of it shall stay
            clear(node, mode.isOpen() ? keys.pattern() : keys.widePattern());
        }
    }

    private void clear(RedisLink node, byte[] pattern) {
        ScanPage page = ScanPage.START;
        do {
            // removing one page and asking for the next go out together
            List<CommandObject<?>> batch = new ArrayList<>(unlink(node, page));
            batch.add(page.next(pattern, PAGE));
            List<Object> replies = Batches.all(node, batch);
            page = (ScanPage) replies.get(replies.size() - 1);
        } while (!page.isLast());
        Batches.all(node, unlink(node, page));
    }

    private List<CommandObject<Long>> unlink(RedisLink node, ScanPage page) {
        List<byte[]> names =
                page.keys().stream().filter(name -> keys.entryOf(name) != null).toList();
        return Batches.unlink(node, names);
    }

    /** An entry that has expired may have left its last value alone. */
    private void clearFollowed(RedisLink node) {
        new EntryPages(node, keys, keys.widePattern()).forEachRemaining(entries -> mode.make(new Page(link, entries)));
    }

    /** Some of the entries. */
    private record Page(RedisLink link, List<byte[]> entries) implements Change<Boolean> {

        @Override
        public Boolean quietly() {
            Batches.all(link, Batches.unlink(link, entries));
            return true;
        }

        @Override
        public Boolean told(Teller teller, Mode mode) {
            teller.clear(link, entries, mode);
            return true;
        }

        @Override
        public void toldLate(Teller teller, Boolean reply, Mode made, Mode now) {
            // nobody is told of a clear
        }
    }
}
