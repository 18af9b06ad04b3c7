// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.List;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** What is told of changes before the cache makes them: the writer, or the queue before it. What it refuses is not made. */
interface Writes<K, V> {

    /** Tells of what is planned for one entry. */
    void tell(Attempt<K, V, ?> attempt);

    /**
     * Tells of what is planned for many entries, and takes those out that were refused.
     *
     * @return why, if some were
     */
    @Nullable
    CacheWriterException tellAll(List<Attempt<K, V, ?>> attempts);
}
