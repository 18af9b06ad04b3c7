// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.event.ListenerThread;
import io.jambry.spi.Feed;
import java.util.List;
import javax.cache.event.CacheEntryListenerException;

/**
 * The end of a method that may have changed something: whoever has to hear of it has heard. Used as a resource, so that it comes after
 * success and after failure, and hides no exception.
 *
 * <p>Thread-safe.
 */
interface Heard extends AutoCloseable {

    /** For caches whose listeners run in the thread that makes the change. */
    Heard ALREADY = () -> {};

    /**
     * Waits for the synchronous listeners of all JVMs.
     *
     * @throws CacheEntryListenerException if one threw; what the others threw is suppressed in it
     */
    @Override
    void close();

    /** For caches whose listeners, wherever they are, hear by a feed. */
    static Heard by(Feed feed, String cacheName) {
        return () -> {
            if (ListenerThread.isCurrent()) {
                feed.forgetListeners();
                return;
            }
            List<RuntimeException> failures = feed.awaitListeners();
            if (!failures.isEmpty()) {
                throw together(failures, cacheName);
            }
        };
    }

    private static CacheEntryListenerException together(List<RuntimeException> failures, String cacheName) {
        RuntimeException first = failures.get(0);
        CacheEntryListenerException all = first instanceof CacheEntryListenerException own
                ? own
                : new CacheEntryListenerException(
                        "cache '" + cacheName + "': the entry has changed, and a listener failed: "
                                + first.getMessage(),
                        first);
        for (RuntimeException next : failures.subList(1, failures.size())) {
            if (next != all) {
                all.addSuppressed(next);
            }
        }
        return all;
    }
}
