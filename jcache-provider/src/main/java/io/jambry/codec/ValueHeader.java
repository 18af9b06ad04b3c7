// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Arrays;

/**
 * The full header in front of a value that a codec wrote, version 1.
 *
 * <p>{@code C1}, then {@code 1vvvrsec} (v: version, r: reserved, s: shape follows, e: cipher follows, c: compressor
 * follows), then the codec, and in this order what follows: compressor and original length, cipher and key id, shape.
 *
 * @param codec who wrote the payload, 1 to 255
 * @param compressor who compressed it, 0 for nobody
 * @param originalLength how long it was before, if it was compressed
 * @param cipher who encrypted it, 0 for nobody
 * @param keyId the key it was encrypted with, 0 to 65535
 * @param hasShape whether there is a shape
 * @param shape a fingerprint of the class the payload was made from
 * @param length how long the header is
 */
record ValueHeader(
        int codec, int compressor, int originalLength, int cipher, int keyId, boolean hasShape, int shape, int length) {

    /** Begins everything that is not plain text: never a first byte of UTF-8, nor of the formats people meet in Redis. */
    static final byte MARK = (byte) 0xC1;

    /** The longest header there is. */
    static final int LONGEST = 16;

    private static final int FULL = 0x80;
    private static final int VERSION = 0x70;
    private static final int VERSION_1 = 0x10;
    private static final int RESERVED = 0x08;
    private static final int SHAPE = 0x04;
    private static final int CIPHER = 0x02;
    private static final int COMPRESSOR = 0x01;

    /** The header of a payload that is neither compressed nor encrypted. */
    static ValueHeader plain(int codec) {
        return new ValueHeader(codec, 0, 0, 0, 0, /* hasShape= */ false, 0, 3);
    }

    /** The header of a payload that was compressed unless its compressor is 0, and encrypted unless its cipher is 0. */
    static ValueHeader of(int codec, int compressor, int originalLength, int cipher, int keyId) {
        return new ValueHeader(codec, compressor, originalLength, cipher, keyId, /* hasShape= */ false, 0, 0);
    }

    static boolean isFull(byte[] value) {
        return value.length > 1 && (value[1] & FULL) != 0;
    }

    /**
     * Reads the header of a value.
     *
     * @throws MalformedException if it is cut short, or says something that this version does not know
     */
    static ValueHeader read(byte[] value) {
        HeaderReader in = new HeaderReader(value, 1);
        int bits = in.next();
        int version = (bits & VERSION) >>> 4;
        if ((bits & VERSION) != VERSION_1 || (bits & RESERVED) != 0) {
            throw new MalformedException("a newer Jambry wrote this (format version " + version
                    + ((bits & RESERVED) == 0 ? "" : " with a reserved bit set")
                    + ", this one reads version 1); update this application before the ones that write");
        }
        int codec = in.next();
        int compressor = (bits & COMPRESSOR) == 0 ? 0 : in.nextId("compressor");
        int originalLength = compressor == 0 ? 0 : in.nextLength();
        int cipher = (bits & CIPHER) == 0 ? 0 : in.nextId("cipher");
        int keyId = cipher == 0 ? 0 : in.next() << 8 | in.next();
        boolean hasShape = (bits & SHAPE) != 0;
        int shape = hasShape ? in.next() << 24 | in.next() << 16 | in.next() << 8 | in.next() : 0;
        return new ValueHeader(codec, compressor, originalLength, cipher, keyId, hasShape, shape, in.position());
    }

    /** The payload behind this header, which must have been made with its flags and ids. */
    byte[] before(byte[] payload) {
        byte[] head = bytes();
        byte[] value = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, value, head.length, payload.length);
        return value;
    }

    /** The header alone. */
    byte[] bytes() {
        byte[] head = new byte[LONGEST];
        int at = 0;
        head[at++] = MARK;
        head[at++] = (byte) (FULL
                | VERSION_1
                | (hasShape ? SHAPE : 0)
                | (cipher == 0 ? 0 : CIPHER)
                | (compressor == 0 ? 0 : COMPRESSOR));
        head[at++] = (byte) codec;
        if (compressor != 0) {
            head[at++] = (byte) compressor;
            int rest = originalLength;
            while (rest > 0x7F) {
                head[at++] = (byte) (rest | 0x80);
                rest >>>= 7;
            }
            head[at++] = (byte) rest;
        }
        if (cipher != 0) {
            head[at++] = (byte) cipher;
            head[at++] = (byte) (keyId >>> 8);
            head[at++] = (byte) keyId;
        }
        if (hasShape) {
            for (int shift = 24; shift >= 0; shift -= 8) {
                head[at++] = (byte) (shape >>> shift);
            }
        }
        return Arrays.copyOf(head, at);
    }
}
