// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

/** What callers do that miss the same key at the same time. */
public enum CacheLock {
    /** Each runs the function. */
    NONE,

    /** In this JVM one runs the function, and the others wait for its result. */
    LOCAL,

    /**
     * In the cluster one runs the function, and the others wait for its result, which those of other JVMs read from the cache. For caches of
     * Jambry only.
     *
     * <p>The right to run it is a lease on the server, which lasts for as long as the function does, and ends by itself when its JVM has
     * died, after the cache's {@code invoke-lease}; then the next one runs the function. While it runs, no connection is held.
     *
     * <p>Where a run ends without an entry, because the function threw or had no result that is stored, one of those who have waited runs it next,
     * and all wait once more; after a second time they run it themselves, and do not store. So nobody waits for more than two. The same is
     * done by one who waits for longer than the lock timeout, and where the cache fails.
     */
    CLUSTER
}
