// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import java.util.zip.Deflater;

/** A megabyte that becomes a gigabyte. */
public final class Bomb {

    private static final int MEGABYTE = 1 << 20;

    private Bomb() {}

    /** The frame's head, a deflate stream of a gigabyte of zeros without its end, and room for the frame's tail. */
    public static byte[] gigabyte(byte[] head, int tail) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, /* nowrap= */ true);
        deflater.setInput(new byte[MEGABYTE]);
        byte[] part = new byte[MEGABYTE];
        int length = deflater.deflate(part, 0, part.length, Deflater.FULL_FLUSH);
        deflater.end();
        byte[] bomb = new byte[head.length + 1024 * length + tail];
        System.arraycopy(head, 0, bomb, 0, head.length);
        // after a full flush nothing refers back, so parts can follow each other
        for (int i = 0; i < 1024; i++) {
            System.arraycopy(part, 0, bomb, head.length + i * length, length);
        }
        return bomb;
    }
}
