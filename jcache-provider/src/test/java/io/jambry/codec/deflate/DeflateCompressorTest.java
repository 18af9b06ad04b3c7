// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.CompressorContract;
import io.jambry.spi.Compressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;

class DeflateCompressorTest extends CompressorContract {

    @Override
    protected Compressor compressor() {
        return new DeflateCompressor();
    }

    @Test
    void compress_anything_isReadByOthers() throws IOException {
        byte[] original = "zlib ".repeat(100).getBytes(UTF_8);
        byte[] compressed = compressor().compress(original);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .isEqualTo(original);
    }

    @Test
    void decompress_aMegabyteThatBecomesAGigabyte_isRefusedSoon() {
        byte[] bomb = Bomb.gigabyte(new byte[] {0x78, 0x01}, 8);
        assertThat(bomb).hasSizeBetween(1_000_000, 1_200_000);
        assertRefused(bomb, 1 << 20, REFUSAL_BYTES);
        assertRefused(bomb, 16 << 20, REFUSAL_BYTES);
    }
}
