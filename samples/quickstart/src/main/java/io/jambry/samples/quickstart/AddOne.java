// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;

/**
 * Adds one to a count. While it runs, nobody else in any JVM changes the entry, so no update is lost.
 *
 * <p>For plain adding, {@code JambryCache.increment} is quicker. A processor may do anything with the entry, and any provider
 * runs it. It stays in the JVM that calls {@code invoke}, so it need not be serializable.
 */
final class AddOne implements EntryProcessor<String, Long, Long> {

    @Override
    public Long process(MutableEntry<String, Long> entry, Object... arguments) {
        Long count = entry.exists() ? entry.getValue() + 1 : 1;
        entry.setValue(count);
        return count;
    }
}
