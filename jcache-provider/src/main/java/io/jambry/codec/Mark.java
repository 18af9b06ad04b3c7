// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * How values without a header begin, by the codec or compressor that reads them; {@code docs/wire-format.md} has the same table.
 * The first one that fits counts.
 */
@SuppressWarnings("ImmutableEnumChecker") // the bytes stay inside
enum Mark {
    GZIP(Reader.COMPRESSOR, 5, Strength.SURE, "1f8b08"),
    ZSTD(Reader.COMPRESSOR, 1, Strength.SURE, "28b52ffd"),
    JDK(Reader.CODEC, 1, Strength.SURE, "aced0005"),
    CBOR(Reader.CODEC, 3, Strength.SURE, "d9d9f7"),
    SMILE(Reader.CODEC, 4, Strength.SHORT, "3a290a"),
    /** With a window of 32 KiB and no dictionary, at any level. */
    ZLIB(Reader.COMPRESSOR, 4, Strength.SHORT, "7801", "785e", "789c", "78da"),
    YAML(Reader.CODEC, 8, Strength.TEXT, "2d2d2d"),
    JSON(Reader.CODEC, 2, Strength.TEXT, "7b", "5b", "22"),
    /** 01 is a class by its name, the others are those that Kryo numbers: text and primitives. */
    REDISSON(Reader.CODEC, 10, Strength.SHORT, "01", "02", "03", "04", "05", "06", "07", "08", "09", "0a", "0b");

    /** What reads it. */
    enum Reader {
        CODEC,
        COMPRESSOR
    }

    /** What else could begin so. */
    enum Strength {
        /** Nothing that anybody writes: it is not well-formed UTF-8. */
        SURE,
        /** Values of codecs that begin in any way, and text, which is hardly well-formed to its end then. */
        SHORT,
        /** The same, and any text. */
        TEXT
    }

    private final Reader reader;
    private final int id;
    private final Strength strength;
    private final List<byte[]> beginnings;

    Mark(Reader reader, int id, Strength strength, String... beginnings) {
        this.reader = reader;
        this.id = id;
        this.strength = strength;
        this.beginnings =
                Arrays.stream(beginnings).map(HexFormat.of()::parseHex).toList();
    }

    /** Of whom. */
    Reader reader() {
        return reader;
    }

    /** The number of that codec or compressor. */
    int id() {
        return id;
    }

    Strength strength() {
        return strength;
    }

    /** Whether some value of it has this first byte. */
    boolean mayBeginWith(byte first) {
        return beginnings.stream().anyMatch(beginning -> beginning[0] == first);
    }

    boolean begins(byte[] bytes) {
        for (byte[] beginning : beginnings) {
            if (bytes.length >= beginning.length
                    && Arrays.equals(bytes, 0, beginning.length, beginning, 0, beginning.length)) {
                return true;
            }
        }
        return false;
    }
}
