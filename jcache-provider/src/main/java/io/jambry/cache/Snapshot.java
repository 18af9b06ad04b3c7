// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import org.jspecify.annotations.Nullable;

/**
 * An entry as it stood when an update looked at it. Confined to one thread.
 *
 * @param <V> the type of the values
 */
final class Snapshot<V> {

    private final Values<V> values;
    private final Object entryKey;
    private final byte[] key;
    private final byte @Nullable [] bytes;
    private @Nullable V decoded;

    Snapshot(Values<V> values, Object entryKey, byte[] key, byte @Nullable [] bytes) {
        this.values = values;
        this.entryKey = entryKey;
        this.key = key;
        this.bytes = bytes;
        // what cannot be decoded is absent, a failure or present, as the cache is set
        if (bytes != null && values.mayDropUndecodable()) {
            decoded = values.decode(bytes, key);
        }
    }

    boolean present() {
        return bytes != null && (decoded != null || !values.mayDropUndecodable());
    }

    /** What is stored, decodable or not. */
    byte @Nullable [] bytes() {
        return bytes;
    }

    /** A value that is to be stored under the same key. */
    byte[] encoded(V value) {
        return values.encode(entryKey, value, key);
    }

    @Nullable
    V value() {
        if (decoded == null && bytes != null) {
            decoded = values.decode(bytes, key);
        }
        return decoded;
    }
}
