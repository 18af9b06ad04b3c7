// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.EntryLoad;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loads of many entries that have begun together and exclude nobody.
 *
 * @param entries each of them, by its key
 */
record BegunLoads<K>(Map<K, Entry> entries) implements EntryLoad {

    /**
     * One of them.
     *
     * @param key as bytes
     * @param removals how many removals had begun before
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Entry(byte[] key, long removals) {

        boolean isLate(Removals now) {
            return now.count(key) != removals;
        }
    }

    @Nullable
    Entry entry(Object key) {
        return entries.get(key);
    }

    @Override
    public void close() {
        // nothing is held
    }
}
