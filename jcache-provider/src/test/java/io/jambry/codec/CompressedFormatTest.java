// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.deflate.GzipCompressor;
import io.jambry.codec.lz4.Lz4Compressor;
import io.jambry.codec.snappy.SnappyCompressor;
import io.jambry.codec.zstd.ZstdCompressor;
import io.jambry.codec.zstd.ZstdDictionary;
import io.jambry.spi.Compressor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was compressed once is read for ever; lines of {@code wire-format/compressed-v1.txt} are added and never changed. */
class CompressedFormatTest {

    /** The dictionary of the samples, and no other. */
    static final String DICTIONARY = "zstd-dictionary";

    static final byte[] TEXT = ("A value that was compressed once is read for ever, whoever reads it then. ".repeat(5)
                    + "0123456789 äöü")
            .getBytes(UTF_8);

    @Test
    void samples_ofEveryCompressor_areReadAsEver() throws IOException {
        Map<String, byte[]> stored = StoredSamples.read("compressed-v1.txt");
        Map<String, Compressor> compressors = compressors(new ZstdDictionary(stored.get(DICTIONARY)));
        stored.remove(DICTIONARY);
        assertThat(stored).containsOnlyKeys(compressors.keySet());
        for (Map.Entry<String, Compressor> named : compressors.entrySet()) {
            byte[] compressed = stored.get(named.getKey());
            assertThat(named.getValue().decompress(compressed, 0, compressed.length, TEXT.length))
                    .as(named.getKey())
                    .isEqualTo(TEXT);
        }
    }

    @Test
    void numbersAndNames_ofCompressors_areThoseOfTheDocument() {
        assertThat(List.of(
                        new ZstdCompressor(3, List.of()),
                        new Lz4Compressor(),
                        new SnappyCompressor(),
                        new DeflateCompressor(),
                        new GzipCompressor()))
                .extracting(compressor -> compressor.id() + " " + compressor.name())
                .containsExactly("1 zstd", "2 lz4", "3 snappy", "4 deflate", "5 gzip");
    }

    static Map<String, Compressor> compressors(ZstdDictionary dictionary) {
        return Map.of(
                "zstd", new ZstdCompressor(3, List.of()),
                "zstd-with-dictionary", new ZstdCompressor(3, List.of(dictionary)),
                "lz4", new Lz4Compressor(),
                "snappy", new SnappyCompressor(),
                "deflate", new DeflateCompressor(),
                "gzip", new GzipCompressor());
    }
}
