// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What every codec makes of bytes that it did not write: a value of the type, or an IOException, and soon. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CodecBytesContract {

    protected static final int MAX_BYTES = 1 << 20;
    private static final String LIMIT = "'jambry.caches.prices.max-value-bytes' = 1048576";

    private final EveryCodec everyCodec = new EveryCodec(getClass().getSimpleName(), this::codec);

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

    /** Whether damaged bytes may be read as another class of values, in a cache of objects. */
    protected boolean mayBecomeAnything() {
        return false;
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

    /** The codec of a cache that declares a type for its values. */
    protected final Codec codec(Class<?> declared) {
        return everyCodec().of(declared, patterns());
    }

    protected final EveryCodec everyCodec() {
        return everyCodec;
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
        for (Class<?> declared : List.of(sample().getClass(), Object.class)) {
            Codec codec = codec(declared);
            byte[] bytes = codec.encode(sample());
            for (int length = 0; length < bytes.length; length++) {
                assertFits(declared, quickly(codec, Arrays.copyOf(bytes, length)), "length " + length);
            }
        }
    }

    @Test
    void decode_bitsFlipped_areRefusedOrOfTheSameType() throws IOException {
        for (Class<?> declared : List.of(sample().getClass(), Object.class)) {
            Codec codec = codec(declared);
            byte[] bytes = codec.encode(sample());
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                assertFits(declared, quickly(codec, flipped), "bit " + bit % 8 + " of byte " + bit / 8);
            }
        }
    }

    private void assertFits(Class<?> declared, Object outcome, String change) {
        if (!(outcome instanceof IOException) && (declared != Object.class || !mayBecomeAnything())) {
            assertThat(outcome).as(change).isInstanceOf(sample().getClass());
        }
    }

    @Test
    void decode_noise_isRefusedOrAValue() {
        Codec codec = codec();
        Random random = new Random(17);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            quickly(codec, noise);
        }
    }

    @Test
    void decode_announcedLengths_areRefusedBeforeAnythingIsAllocated() {
        for (Class<?> declared : List.of(Object.class, sample().getClass(), byte[].class, ArrayList.class)) {
            Codec codec = codec(declared);
            forged().forEach((name, bytes) ->
                    assertThat(quickly(codec, bytes)).as(name).isInstanceOf(IOException.class));
        }
    }

    @Test
    void decode_hugeNumberAnywhere_allocatesLittle() throws IOException {
        Codec codec = codec();
        byte[] bytes = codec.encode(sample());
        byte[] huge = {-1, -1, -1, -1, 7};
        for (int place = 0; place < bytes.length; place++) {
            byte[] spoiled = Arrays.copyOf(bytes, bytes.length + huge.length - 1);
            System.arraycopy(bytes, place + 1, spoiled, place + huge.length, bytes.length - place - 1);
            System.arraycopy(huge, 0, spoiled, place, huge.length);
            quickly(codec, spoiled);
        }
    }

    @Test
    void decode_bytesOfSomethingElse_areNotQuoted() {
        for (Class<?> declared : List.of(sample().getClass(), Object.class)) {
            for (String text : List.of("secret", "", "{\"secret\":", "[\"secret\",1]", "{\"customer\":[\"secret\"]}")) {
                Throwable cause = quickly(codec(declared), text.getBytes(UTF_8)) instanceof IOException e ? e : null;
                for (; cause != null; cause = cause.getCause()) {
                    assertThat(String.valueOf(cause.getMessage())).doesNotContain("secret");
                }
            }
        }
    }

    @Test
    void encode_moreThanTheLimit_isRefusedNamingIt() {
        assertThatThrownBy(() -> codec().encode(tooLarge()))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("it has [0-9]+ bytes( or more)?, more than " + LIMIT);
    }

    /** A value of more than a MiB. */
    protected Object tooLarge() {
        return new CodecKinds.Box("x".repeat(MAX_BYTES));
    }

    @Test
    void decode_moreThanTheLimit_isRefusedNamingIt() {
        assertThatThrownBy(() -> codec().decode(new byte[MAX_BYTES + 1], 0, MAX_BYTES + 1))
                .isInstanceOf(IOException.class)
                .hasMessage("it has 1048577 bytes, more than " + LIMIT);
    }

    /** Decodes, and gives the value or the IOException; fails for anything else, and for what takes long or much. */
    private static Object quickly(Codec codec, byte[] bytes) {
        return Cost.within(() -> outcome(codec, bytes));
    }

    private static Object outcome(Codec codec, byte[] bytes) {
        try {
            Object value = codec.decode(bytes, 0, bytes.length);
            assertThat(value).isNotNull();
            return value;
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotNull();
            return e;
        }
    }
}
