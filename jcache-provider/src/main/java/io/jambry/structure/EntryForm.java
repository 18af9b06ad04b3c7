// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.List;

/**
 * How the entries of one stream are written. Thread-safe.
 *
 * @param <V> what an entry is for the application
 */
interface EntryForm<V> {

    /** The names and contents of its fields in turn, at least one of each. */
    List<byte[]> encode(V value);

    /**
     * Reads an entry.
     *
     * @throws io.jambry.DecodingException if the fields are not such an entry
     */
    V decode(List<byte[]> fields);
}
