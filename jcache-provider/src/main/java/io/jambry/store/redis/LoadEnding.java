// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.ScanPage;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.CommandObject;

/** Takes away the leases of those who load entries, page by page. */
final class LoadEnding {

    private static final int PAGE = 1000;

    private LoadEnding() {}

    /** Takes away all whose names match; those that are there from beginning to end are met. */
    static void all(RedisLink link, byte[] pattern) {
        link.walk().forEachRemaining(node -> all(pattern, node));
    }

    private static void all(byte[] pattern, RedisLink node) {
        ScanPage page = ScanPage.START;
        do {
            // removing one page and asking for the next go out together
            List<CommandObject<?>> batch = new ArrayList<>(Batches.unlink(node, page.keys()));
            batch.add(page.next(pattern, PAGE));
            List<Object> replies = Batches.all(node, batch);
            page = (ScanPage) replies.get(replies.size() - 1);
        } while (!page.isLast());
        Batches.all(node, Batches.unlink(node, page.keys()));
    }
}
