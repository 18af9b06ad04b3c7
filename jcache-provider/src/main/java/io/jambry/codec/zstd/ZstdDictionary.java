// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What small values have in common, so that it need not be in each of them. Its number is written into each compressed value,
 * which can be read as long as the dictionary is kept. Immutable.
 */
public final class ZstdDictionary {

    private static final int MAGIC = 0xEC30A437;
    private static final int ID = 4;

    private final byte[] bytes;
    private final int id;

    /**
     * Takes a dictionary as {@code zstd --train} and {@link ZstdTrainer} make it.
     *
     * @param bytes copied
     * @throws IllegalArgumentException if it is something else, or has no number
     */
    public ZstdDictionary(byte[] bytes) {
        this(bytes.clone(), bytes.length < 2 * ID ? 0 : header(bytes).getInt(ID));
    }

    private ZstdDictionary(byte[] owned, int id) {
        if (id == 0 || header(owned).getInt(0) != MAGIC) {
            throw new IllegalArgumentException(
                    owned.length + " bytes are no zstd dictionary with a number, such as" + " zstd --train makes");
        }
        this.bytes = owned;
        this.id = id;
    }

    /** The same content under a number of one's own. */
    static ZstdDictionary numbered(byte[] trained, int id) {
        header(trained).putInt(ID, id);
        return new ZstdDictionary(trained, id);
    }

    private static ByteBuffer header(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Its number, of 32 bits without a sign. */
    public int id() {
        return id;
    }

    /** What to keep in a file. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public String toString() {
        return "zstd dictionary " + Integer.toUnsignedString(id) + " of " + bytes.length + " bytes";
    }
}
