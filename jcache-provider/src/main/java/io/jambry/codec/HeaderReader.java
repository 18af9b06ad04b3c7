// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

/** Reads the bytes of a header one after the other. Confined to one thread. */
final class HeaderReader {

    private static final int LONGEST_LENGTH = 5;

    private final byte[] bytes;
    private int position;

    HeaderReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    int next() {
        if (position >= bytes.length) {
            throw new MalformedException("its header is cut short");
        }
        return bytes[position++] & 0xFF;
    }

    int nextId(String what) {
        int id = next();
        if (id == 0) {
            throw new MalformedException("its header announces a " + what + " and names none");
        }
        return id;
    }

    /** A length in groups of seven bits, the lowest first, the eighth bit saying that another group follows. */
    int nextLength() {
        long length = 0;
        for (int group = 0; group < LONGEST_LENGTH; group++) {
            int bits = next();
            length |= (long) (bits & 0x7F) << (7 * group);
            if (bits < 0x80) {
                if (length > Integer.MAX_VALUE) {
                    break;
                }
                return (int) length;
            }
        }
        throw new MalformedException("its header holds a length beyond " + Integer.MAX_VALUE);
    }
}
