// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.jambry.spi.Compressor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every compressor promises. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class CompressorContract {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final byte[] TEXT =
            "a marker, some words, and some words again, so that there is something to save. "
                    .repeat(4)
                    .getBytes(UTF_8);

    private final Compressor compressor = compressor();

    protected abstract Compressor compressor();

    /** What refusing forged bytes may take. */
    private static final long REFUSAL_MILLIS = 100;

    protected static final long REFUSAL_BYTES = 50 << 20;

    @Test
    void decompress_whatWasCompressed_isTheOriginal() throws IOException {
        for (int length : new int[] {0, 1, 2, 13, 255, 256, 257, 4096, 65_535, 65_536, 65_537, 300_000, 5_000_000}) {
            byte[] noise = new byte[length];
            new Random(length).nextBytes(noise);
            byte[] text = new byte[length];
            for (int i = 0; i < length; i++) {
                text[i] = TEXT[(i + i / 1000) % TEXT.length];
            }
            for (byte[] original : List.of(noise, text, new byte[length])) {
                byte[] before = original.clone();
                byte[] compressed = compressor.compress(original);
                assertThat(original).isEqualTo(before);
                byte[] inside = new byte[compressed.length + 9];
                Arrays.fill(inside, (byte) 0x55);
                System.arraycopy(compressed, 0, inside, 4, compressed.length);
                assertThat(compressor.decompress(inside, 4, compressed.length, length))
                        .isEqualTo(original);
            }
            assertThat(compressor.compress(noise).length).isLessThan(length + length / 100 + 64);
            if (length > 4000) {
                assertThat(compressor.compress(text)).hasSizeLessThan(length / 4);
            }
        }
    }

    @Test
    void decompress_cutShort_isAnIOException() {
        byte[] compressed = compressor.compress(TEXT);
        for (int length = 0; length < compressed.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> compressor.decompress(compressed, 0, cut, TEXT.length))
                    .as("cut to %d of %d", cut, compressed.length)
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("marker");
        }
    }

    @Test
    void decompress_anyBitFlipped_isAsManyBytesOrAnIOException() {
        for (byte[] original : List.of(TEXT, Arrays.copyOf(TEXT, 20), new byte[1000])) {
            byte[] compressed = compressor.compress(original);
            for (int bit = 0; bit < compressed.length * 8; bit++) {
                byte[] changed = compressed.clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                long start = System.nanoTime();
                try {
                    assertThat(compressor.decompress(changed, 0, changed.length, original.length))
                            .hasSameSizeAs(original);
                } catch (IOException e) {
                    assertThat(e).hasMessageNotContaining("marker");
                }
                assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                        .isLessThan(REFUSAL_MILLIS);
            }
        }
    }

    @Test
    void decompress_noise_isAsManyBytesOrAnIOException() {
        Random random = new Random(5);
        byte[] compressed = compressor.compress(TEXT);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = compressed.clone();
            random.nextBytes(noise);
            // behind a good beginning, so that not all end there
            System.arraycopy(compressed, 0, noise, 0, i % 20);
            try {
                assertThat(compressor.decompress(noise, 0, noise.length, TEXT.length))
                        .hasSameSizeAs(TEXT);
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("marker");
            }
        }
    }

    @Test
    void decompress_toAnotherLength_isAnIOException() {
        byte[] compressed = compressor.compress(TEXT);
        for (int length : new int[] {0, 1, TEXT.length - 1, TEXT.length + 1, TEXT.length * 2, 1 << 20}) {
            assertThatThrownBy(() -> compressor.decompress(compressed, 0, compressed.length, length))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void decompress_toAForgedLength_isRefusedBeforeAnythingIsMade() {
        byte[] compressed = compressor.compress(TEXT);
        assertRefused(compressed, Integer.MAX_VALUE - 8, 1 << 20);
        assertRefused(compressed, 64 << 20, 1 << 20);
    }

    @Test
    void decompress_whatBecomesMoreThanItSays_isRefusedSoon() {
        assertRefused(compressor.compress(new byte[64 << 20]), 1 << 20, REFUSAL_BYTES);
    }

    @Test
    void threads_atTheSameTime_getTheirOwnBytes() throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            int worker = i;
            workers.add(new Thread(() -> {
                Random random = new Random(worker);
                try {
                    for (int round = 0; round < 500; round++) {
                        byte[] original = (worker + "," + round + TEXT[worker])
                                .repeat(random.nextInt(300))
                                .getBytes(UTF_8);
                        byte[] compressed = compressor.compress(original);
                        if (!Arrays.equals(
                                original, compressor.decompress(compressed, 0, compressed.length, original.length))) {
                            throw new AssertionError("other bytes");
                        }
                    }
                } catch (IOException | RuntimeException | AssertionError e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        assertThat(failure.get()).isNull();
    }

    /** Refused in less than a tenth of a second of processor time, making less than so many bytes. */
    protected final void assertRefused(byte[] compressed, int originalLength, long mostBytes) {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        Throwable refusal = null;
        try {
            compressor.decompress(compressed, 0, compressed.length, originalLength);
        } catch (IOException e) {
            refusal = e;
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(THREADS.getCurrentThreadCpuTime() - start);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
        System.out.printf(
                "[jambry] %s: %d bytes that should become %d refused in %d ms, making %d bytes%n",
                compressor.name(), compressed.length, originalLength, millis, bytes);
        assertThat(refusal).isNotNull();
        assertThat(millis).isLessThan(REFUSAL_MILLIS);
        assertThat(bytes).isLessThan(mostBytes);
    }
}
