// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Entries that are one value each, in the field {@code value}. Fields that others add are left alone.
 *
 * @param stream the name of the stream
 * @param payloads how values are written
 */
record PayloadForm<V>(String stream, ElementForm<V> payloads) implements EntryForm<V> {

    private static final byte[] FIELD = "value".getBytes(StandardCharsets.US_ASCII);

    @Override
    public List<byte[]> encode(V value) {
        return List.of(FIELD, payloads.encode(requireNonNull(value, "value")));
    }

    @Override
    public V decode(List<byte[]> fields) {
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (Arrays.equals(FIELD, fields.get(i))) {
                return payloads.decode(fields.get(i + 1));
            }
        }
        throw new DecodingException(
                "stream '" + stream
                        + "': an entry has no field 'value'; it was written by something else: use a stream of fields to read it");
    }
}
