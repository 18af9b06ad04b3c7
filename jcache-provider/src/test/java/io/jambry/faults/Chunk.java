// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that were read at once, or the end of the stream.
 *
 * @param arrivedNanos when they were read
 * @param ending how the stream ended; null for bytes
 */
record Chunk(byte[] bytes, long arrivedNanos, @Nullable Ending ending) {

    static Chunk of(byte[] bytes) {
        return new Chunk(bytes, System.nanoTime(), null);
    }

    static Chunk end(Ending ending) {
        return new Chunk(new byte[0], System.nanoTime(), ending);
    }
}
