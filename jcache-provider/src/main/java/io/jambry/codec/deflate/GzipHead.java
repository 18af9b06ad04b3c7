// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import java.io.IOException;

/** What gzip (RFC 1952) may have in front of the compressed bytes. */
final class GzipHead {

    private static final int FIXED = 10;
    private static final int FLAGS = 3;

    private static final int CHECKSUM = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xE0;

    private GzipHead() {}

    /** Where it ends. */
    static int end(byte[] bytes) throws IOException {
        if (bytes.length < FIXED || bytes[0] != 0x1F || bytes[1] != (byte) 0x8B || bytes[2] != 8) {
            throw new IOException("its bytes do not begin as gzip does");
        }
        int flags = bytes[FLAGS];
        if ((flags & RESERVED) != 0) {
            throw new IOException("its bytes are damaged: gzip has no such flags");
        }
        int at = FIXED;
        if ((flags & EXTRA) != 0) {
            at += 2 + (byteAt(bytes, at) | byteAt(bytes, at + 1) << 8);
        }
        if ((flags & NAME) != 0) {
            at = behindZero(bytes, at);
        }
        if ((flags & COMMENT) != 0) {
            at = behindZero(bytes, at);
        }
        return (flags & CHECKSUM) == 0 ? at : at + 2;
    }

    private static int behindZero(byte[] bytes, int begin) throws IOException {
        int at = begin;
        while (byteAt(bytes, at) != 0) {
            at++;
        }
        return at + 1;
    }

    private static int byteAt(byte[] bytes, int at) throws IOException {
        if (at >= bytes.length) {
            throw new IOException("its bytes are cut short");
        }
        return bytes[at] & 0xFF;
    }
}
