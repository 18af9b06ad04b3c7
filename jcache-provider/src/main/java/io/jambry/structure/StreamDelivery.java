// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

/**
 * An entry as it comes to a consumer.
 *
 * @param entry the entry
 * @param number which delivery this is: 1 for the first
 * @param <V> what an entry is
 */
public record StreamDelivery<V>(StreamEntry<V> entry, long number) {

    /** Refuses to be without an entry. */
    public StreamDelivery {
        requireNonNull(entry, "entry");
    }

    /**
     * What the entry is.
     *
     * @return its value
     */
    public V value() {
        return entry.value();
    }
}
