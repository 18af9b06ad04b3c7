// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import com.github.luben.zstd.Zstd;
import io.jambry.codec.BareCompressor;
import io.jambry.codec.OptionalLibrary;
import io.jambry.codec.Spares;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Zstandard frames (RFC 8878) that tell the length of their content, with a dictionary or without. Thread-safe.
 */
public final class ZstdCompressor implements BareCompressor {

    /** Names this format in the value header. */
    public static final int ID = 1;

    /** What zstd itself takes. */
    public static final int DEFAULT_LEVEL = 3;

    private static final String COORDINATE = "com.github.luben:zstd-jni";
    private static final int NO_DICTIONARY = 0;

    /** A block of 128 KiB takes four bytes at least. */
    private static final int LARGEST_RATIO = 32_768;

    private final Spares<ZstdWriter> writers;
    private final Map<Integer, Spares<ZstdReader>> readers = new LinkedHashMap<>();

    /**
     * Makes a compressor.
     *
     * @param level from quick to small, 1 to 19
     * @param dictionaries the first compresses, all decompress; none for compressing without
     * @throws io.jambry.ConfigurationException if zstd-jni is not there or does not work here
     * @throws IllegalArgumentException if the level is another one, or two dictionaries have one number
     */
    public ZstdCompressor(int level, List<ZstdDictionary> dictionaries) {
        requireLibrary();
        if (level < 1 || level > 19) {
            throw new IllegalArgumentException("zstd level " + level + " is not from 1 to 19");
        }
        writers = ZstdWriter.spares(level, dictionaries.isEmpty() ? null : dictionaries.get(0));
        readers.put(NO_DICTIONARY, ZstdReader.spares());
        for (ZstdDictionary dictionary : dictionaries) {
            if (readers.put(dictionary.id(), ZstdReader.spares(dictionary)) != null) {
                throw new IllegalArgumentException(
                        "two dictionaries have number " + Integer.toUnsignedString(dictionary.id()));
            }
        }
    }

    static void requireLibrary() {
        // no reference to the method: it would look for the library before it is known to be there
        OptionalLibrary.require(
                "compressor zstd", "com.github.luben.zstd.Zstd", COORDINATE, () -> Zstd.defaultCompressionLevel());
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "zstd";
    }

    @Override
    public byte[] compress(byte[] bytes) {
        ZstdWriter writer = writers.take();
        byte[] compressed = writer.compress(bytes);
        writers.give(writer);
        return compressed;
    }

    @Override
    public byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException {
        ZstdFrame frame = ZstdFrame.read(bytes, offset, length);
        if (frame.contentSize() != originalLength || originalLength > (long) length * LARGEST_RATIO) {
            throw new IOException(
                    "its " + length + " bytes of zstd do not become the " + originalLength + " that the header tells");
        }
        Spares<ZstdReader> fitting = readers.get(frame.dictionaryId());
        if (fitting == null) {
            throw new IOException("it was compressed with dictionary " + Integer.toUnsignedString(frame.dictionaryId())
                    + ", which this cache has not; it has [" + known() + "]");
        }
        byte[] original = new byte[originalLength];
        ZstdReader reader = fitting.take();
        try {
            if (reader.decompress(bytes, offset, length, original) != originalLength) {
                throw new IOException("its bytes become fewer than the " + originalLength + " that the header tells");
            }
        } catch (RuntimeException e) {
            throw new IOException("its bytes are damaged: zstd cannot decompress them", e);
        } finally {
            fitting.give(reader);
        }
        return original;
    }

    @Override
    public byte[] restore(byte[] bytes, int maxBytes) throws IOException {
        ZstdFrame frame = ZstdFrame.read(bytes, 0, bytes.length);
        if (frame.contentSize() > maxBytes) {
            throw new IOException("it says that it becomes " + frame.contentSize()
                    + " bytes, more than 'max-value-bytes' = " + maxBytes);
        }
        if (frame.contentSize() >= 0) {
            return decompress(bytes, 0, bytes.length, (int) frame.contentSize());
        }
        if (frame.dictionaryId() != NO_DICTIONARY) {
            throw new IOException("it was compressed with a dictionary and does not tell its length");
        }
        return ZstdStream.restore(bytes, maxBytes);
    }

    private String known() {
        return readers.keySet().stream()
                .filter(id -> id != NO_DICTIONARY)
                .map(Integer::toUnsignedString)
                .collect(Collectors.joining(", "));
    }
}
