// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.codec.CompressorContract;
import io.jambry.spi.Compressor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ZstdCompressorTest extends CompressorContract {

    private static final byte[] SAMPLE = "a value, a value, a value".getBytes(UTF_8);

    @Override
    protected Compressor compressor() {
        return new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of());
    }

    @Test
    void decompress_aFrameWithAForgedLength_isRefusedSoon() {
        byte[] bomb = compressor().compress(new byte[256 << 20]);
        // four bytes of length behind the descriptor and the size of the window
        assertThat(bomb[4] & 0xE0).isEqualTo(0x80);
        assertThat(bomb[9]).isEqualTo((byte) 0x10);
        bomb[9] = 0;
        bomb[8] = 0x10;
        assertRefused(bomb, 0x10 << 16, REFUSAL_BYTES);
    }

    @Test
    void level_outOfRange_isRefused() {
        for (int level : new int[] {-1, 0, 20}) {
            assertThatThrownBy(() -> new ZstdCompressor(level, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("zstd level " + level + " is not from 1 to 19");
        }
    }

    @Test
    void dictionaries_ofOneNumber_areRefused() {
        ZstdDictionary dictionary = ZstdTrainer.train(Orders.json(1000, 1), 4096, 40_000);
        assertThatThrownBy(() -> new ZstdCompressor(3, List.of(dictionary, dictionary)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two dictionaries have number 40000");
    }

    @Test
    void values_ofAnotherDictionary_needIt() throws IOException {
        ZstdDictionary first = ZstdTrainer.train(Orders.json(1000, 1), 4096, 40_000);
        ZstdDictionary second = ZstdTrainer.train(Orders.json(1000, 2), 4096, 41_000);
        byte[] value = Orders.json(1, 3).get(0);
        byte[] without = new ZstdCompressor(3, List.of()).compress(value);
        byte[] byFirst = new ZstdCompressor(3, List.of(first)).compress(value);
        byte[] bySecond = new ZstdCompressor(3, List.of(second, first)).compress(value);
        assertThat(byFirst).hasSizeLessThan(without.length);

        Compressor both = new ZstdCompressor(1, List.of(second, new ZstdDictionary(first.toBytes())));
        for (byte[] compressed : List.of(without, byFirst, bySecond)) {
            assertThat(both.decompress(compressed, 0, compressed.length, value.length))
                    .isEqualTo(value);
        }
        Compressor onlyFirst = new ZstdCompressor(3, List.of(first));
        assertThatThrownBy(() -> onlyFirst.decompress(bySecond, 0, bySecond.length, value.length))
                .isInstanceOf(IOException.class)
                .hasMessage("it was compressed with dictionary 41000, which this cache has not; it has [40000]");
    }

    @Test
    void frame_ofAnyHeader_isReadAsItWasWritten() throws IOException {
        for (int length : new int[] {0, 1, 255, 256, 65_791, 65_792, 1_000_000}) {
            byte[] compressed = compressor().compress(new byte[length]);
            assertThat(ZstdFrame.read(compressed, 0, compressed.length)).isEqualTo(new ZstdFrame(length, 0));
        }
        for (int id : new int[] {1, 255, 256, 40_000, 65_536, Integer.MAX_VALUE}) {
            ZstdDictionary dictionary = ZstdTrainer.train(Orders.json(300, 1), 1024, id);
            byte[] compressed = new ZstdCompressor(3, List.of(dictionary)).compress(SAMPLE);
            assertThat(ZstdFrame.read(compressed, 0, compressed.length)).isEqualTo(new ZstdFrame(SAMPLE.length, id));
        }
    }

    @Test
    void dictionary_thatIsNone_isRefused() {
        byte[] good = ZstdTrainer.train(Orders.json(300, 1), 1024, 40_000).toBytes();
        byte[] unnumbered = good.clone();
        Arrays.fill(unnumbered, 4, 8, (byte) 0);
        for (byte[] bytes :
                List.of(new byte[0], Arrays.copyOf(good, 7), "any text at all".getBytes(UTF_8), unnumbered)) {
            assertThatThrownBy(() -> new ZstdDictionary(bytes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(bytes.length + " bytes are no zstd dictionary");
        }
        assertThat(new ZstdDictionary(good)).hasToString("zstd dictionary 40000 of " + good.length + " bytes");
    }

    @Test
    void train_fromTooLittle_isRefused() {
        for (List<byte[]> samples : List.of(List.<byte[]>of(), List.of(new byte[0]), List.of(SAMPLE))) {
            assertThatThrownBy(() -> ZstdTrainer.train(samples, 4096, 40_000))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no dictionary of 4096 bytes can be trained from");
        }
        assertThatThrownBy(() -> ZstdTrainer.train(Orders.json(100, 1), 4096, 0))
                .hasMessage("a dictionary cannot have number 0, it must be 1 or more");
    }

    @Test
    void dictionary_trainedFromOtherValues_takesAwaySixtyPercentOfSmallJson() throws IOException {
        ZstdDictionary dictionary = ZstdTrainer.train(Orders.json(5000, 1), 16 << 10, 40_000);
        Compressor with = new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of(dictionary));
        Compressor without = compressor();
        long before = 0;
        long after = 0;
        long plain = 0;
        // never seen in training
        List<byte[]> values = Orders.json(2000, 2);
        for (byte[] value : values) {
            byte[] compressed = with.compress(value);
            assertThat(with.decompress(compressed, 0, compressed.length, value.length))
                    .isEqualTo(value);
            before += value.length;
            after += compressed.length;
            plain += without.compress(value).length;
        }
        System.out.printf(
                "[jambry] zstd, JSON of %d bytes: %d without a dictionary, %d with one of %s%n",
                before / values.size(), plain / values.size(), after / values.size(), dictionary);
        assertThat(before / values.size()).isBetween(280L, 320L);
        assertThat((double) after / before).isLessThanOrEqualTo(0.40);
    }
}
