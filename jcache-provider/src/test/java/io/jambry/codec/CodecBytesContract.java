// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every codec makes of bytes that it did not write: a value of the type, or an IOException, and soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CodecBytesContract {

    private static final int MAX_BYTES = 1 << 20;
    private static final String LIMIT = "'jambry.caches.prices.max-value-bytes' = 1048576";
    private static final long MOST_NANOS = 100_000_000;
    private static final long MOST_ALLOCATED = 50L << 20;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Makes the codec of a cache. */
    protected abstract Codec codec(CodecContext context);

    /** Bytes that announce more than they have. */
    protected abstract Map<String, byte[]> forged();

    /** A value of everyday; most of its bytes should mean something. */
    protected Object sample() {
        return CodecKinds.order();
    }

    /** What to allow besides what is allowed anyway. */
    protected String patterns() {
        return "";
    }

    protected static CodecContext context(ClassLoader loader, String patterns) {
        return context(loader, new AllowedClasses(List.of(), patterns, "prices"));
    }

    protected static CodecContext context(ClassLoader loader, ClassFilter filter) {
        return new CodecContext("prices", Object.class, Object.class, loader, filter, MAX_BYTES);
    }

    protected final Codec codec() {
        return codec(context(CodecBytesContract.class.getClassLoader(), patterns()));
    }

    protected static Object roundTrip(Codec codec, Object value) throws IOException {
        byte[] bytes = codec.encode(value);
        byte[] inside = new byte[bytes.length + 5];
        System.arraycopy(bytes, 0, inside, 3, bytes.length);
        byte[] before = inside.clone();
        Object read = codec.decode(inside, 3, bytes.length);
        assertThat(inside).as("bytes that were read").isEqualTo(before);
        return read;
    }

    @Test
    void decode_bytesCutShort_areRefusedOrOfTheSameType() throws IOException {
        Codec codec = codec();
        byte[] bytes = codec.encode(sample());
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            Object outcome = quickly(codec, cut);
            if (!(outcome instanceof IOException)) {
                assertThat(outcome).as("length %d of %d", length, bytes.length).isInstanceOf(sample().getClass());
            }
        }
    }

    @Test
    void decode_bitsFlipped_areRefusedOrOfTheSameType() throws IOException {
        Codec codec = codec();
        byte[] bytes = codec.encode(sample());
        for (int bit = 0; bit < 8 * bytes.length; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Object outcome = quickly(codec, flipped);
            if (!(outcome instanceof IOException)) {
                assertThat(outcome).as("bit %d of byte %d", bit % 8, bit / 8).isInstanceOf(sample().getClass());
            }
        }
    }

    @Test
    void decode_noise_isRefusedOrAValue() {
        Codec codec = codec();
        java.util.Random random = new java.util.Random(17);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            quickly(codec, noise);
        }
    }

    @Test
    void decode_announcedLengths_areRefusedBeforeAnythingIsAllocated() {
        Codec codec = codec();
        forged().forEach((name, bytes) -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThat(quickly(codec, bytes)).as(name).isInstanceOf(IOException.class);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as(name)
                    .isLessThan(MOST_ALLOCATED);
        });
    }

    @Test
    void decode_hugeNumberAnywhere_allocatesLittle() throws IOException {
        Codec codec = codec();
        byte[] bytes = codec.encode(sample());
        byte[] huge = {-1, -1, -1, -1, 7};
        for (int place = 0; place < bytes.length; place++) {
            byte[] spoiled = java.util.Arrays.copyOf(bytes, bytes.length + huge.length - 1);
            System.arraycopy(bytes, place + 1, spoiled, place + huge.length, bytes.length - place - 1);
            System.arraycopy(huge, 0, spoiled, place, huge.length);
            long before = THREADS.getCurrentThreadAllocatedBytes();
            quickly(codec, spoiled);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("allocated for byte %d", place)
                    .isLessThan(MOST_ALLOCATED);
        }
    }

    @Test
    void encode_moreThanTheLimit_isRefused() {
        assertThatThrownBy(() -> codec().encode(tooLarge()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("it has [0-9]+ bytes( or more)?, more than " + LIMIT);
    }

    /** A value of more than a MiB. */
    protected Object tooLarge() {
        return new CodecKinds.Box("x".repeat(MAX_BYTES));
    }

    @Test
    void decode_moreThanTheLimit_isRefused() {
        assertThatThrownBy(() -> codec().decode(new byte[MAX_BYTES + 1], 0, MAX_BYTES + 1))
                .isInstanceOf(IOException.class)
                .hasMessage("it has 1048577 bytes, more than " + LIMIT);
    }

    /**
     * Decodes, and gives the value or the IOException; fails for anything else, and for what takes long. What a class costs
     * once does not count: it is tried again.
     */
    private static Object quickly(Codec codec, byte[] bytes) {
        long before = THREADS.getCurrentThreadCpuTime();
        Object outcome = outcome(codec, bytes);
        if (THREADS.getCurrentThreadCpuTime() - before > MOST_NANOS) {
            before = THREADS.getCurrentThreadCpuTime();
            outcome = outcome(codec, bytes);
            assertThat(THREADS.getCurrentThreadCpuTime() - before)
                    .as("nanoseconds")
                    .isLessThan(MOST_NANOS);
        }
        return outcome;
    }

    private static Object outcome(Codec codec, byte[] bytes) {
        try {
            Object value = codec.decode(bytes, 0, bytes.length);
            assertThat(value).isNotNull();
            return value;
        } catch (IOException e) {
            return e;
        }
    }
}
