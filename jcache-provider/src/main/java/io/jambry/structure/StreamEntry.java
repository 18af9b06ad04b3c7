// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

/**
 * An entry of a stream.
 *
 * @param id names it
 * @param value what it is
 * @param <V> the type of the value
 */
public record StreamEntry<V>(StreamId id, V value) {

    /** Refuses to be without an id or a value. */
    public StreamEntry {
        requireNonNull(id, "id");
        requireNonNull(value, "value");
    }
}
