// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.CompressorContract;
import io.jambry.spi.Compressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipCompressorTest extends CompressorContract {

    @Override
    protected Compressor compressor() {
        return new GzipCompressor();
    }

    @Test
    void compress_anything_isReadByOthers() throws IOException {
        byte[] original = "gzip ".repeat(100).getBytes(UTF_8);
        byte[] compressed = compressor().compress(original);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed)).readAllBytes())
                .isEqualTo(original);
    }

    @Test
    void decompress_aMegabyteThatBecomesAGigabyte_isRefusedSoon() {
        byte[] bomb = Bomb.gigabyte(Arrays.copyOf(compressor().compress(new byte[0]), 10), 8);
        ByteBuffer.wrap(bomb).order(ByteOrder.LITTLE_ENDIAN).putInt(bomb.length - 4, 1 << 20);
        assertThat(bomb).hasSizeBetween(1_000_000, 1_200_000);
        assertRefused(bomb, 1 << 20, REFUSAL_BYTES);
    }
}
