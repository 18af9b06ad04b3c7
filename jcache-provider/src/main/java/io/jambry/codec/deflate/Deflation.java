// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import io.jambry.codec.Spares;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** The JDK's deflate, whose objects are used again. Thread-safe. */
final class Deflation {

    /** No deflate stream becomes more than 1032 times its length: 258 bytes for two bits. */
    private static final int LARGEST_RATIO = 1032;

    private static final int ROOM = 64;

    private final Spares<Deflater> deflaters;
    private final Spares<Inflater> inflaters;

    /**
     * Begins without spares.
     *
     * @param raw without the frame of zlib
     */
    Deflation(boolean raw) {
        deflaters = new Spares<>(() -> new Deflater(Deflater.BEST_SPEED, raw), Deflater::end);
        inflaters = new Spares<>(() -> new Inflater(raw), Inflater::end);
    }

    /**
     * Compresses.
     *
     * @param head how much room to leave before the stream
     * @param tail and behind it
     */
    byte[] compress(byte[] bytes, int head, int tail) {
        // text is half as long afterwards; what is not compressible becomes little longer
        byte[] compressed = new byte[head + bytes.length / 2 + ROOM];
        int end = head;
        Deflater deflater = deflaters.take();
        deflater.setInput(bytes);
        deflater.finish();
        while (true) {
            end += deflater.deflate(compressed, end, compressed.length - end);
            if (deflater.finished()) {
                break;
            }
            if (end == compressed.length) {
                compressed = Arrays.copyOf(compressed, Math.addExact(compressed.length, bytes.length / 2 + ROOM));
            }
        }
        deflater.reset();
        deflaters.give(deflater);
        return Arrays.copyOf(compressed, end + tail);
    }

    byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException {
        if (originalLength > (long) length * LARGEST_RATIO) {
            throw new IOException(
                    "its " + length + " bytes cannot become the " + originalLength + " that the header tells");
        }
        byte[] original = new byte[originalLength];
        Inflater inflater = inflaters.take();
        try {
            inflater.setInput(bytes, offset, length);
            int at = 0;
            while (at < originalLength) {
                int read = inflater.inflate(original, at, originalLength - at);
                if (read == 0) {
                    throw wrongLength(originalLength);
                }
                at += read;
            }
            // the end may not have been seen yet, and one byte shows whether there is more
            if (inflater.inflate(new byte[1]) > 0 || !inflater.finished() || inflater.getRemaining() > 0) {
                throw wrongLength(originalLength);
            }
        } catch (DataFormatException e) {
            throw new IOException("its bytes are damaged: they are no deflate stream", e);
        } finally {
            inflater.reset();
            inflaters.give(inflater);
        }
        return original;
    }

    /**
     * How many bytes a stream becomes, found out without keeping them.
     *
     * @throws IOException if it is damaged, not whole, or becomes more than the limit
     */
    int measure(byte[] bytes, int maxBytes) throws IOException {
        byte[] passing = new byte[8192];
        Inflater inflater = inflaters.take();
        try {
            inflater.setInput(bytes);
            long length = 0;
            while (!inflater.finished()) {
                int read = inflater.inflate(passing);
                length += read;
                if (length > maxBytes) {
                    throw new IOException("it becomes more than 'max-value-bytes' = " + maxBytes);
                }
                if (read == 0 && !inflater.finished()) {
                    throw new IOException("its bytes are cut short, or need a dictionary");
                }
            }
            return (int) length;
        } catch (DataFormatException e) {
            throw new IOException("its bytes are damaged: they are no deflate stream", e);
        } finally {
            inflater.reset();
            inflaters.give(inflater);
        }
    }

    private static IOException wrongLength(int originalLength) {
        return new IOException("its bytes are cut short, or do not become exactly the " + originalLength
                + " bytes that the header tells");
    }
}
