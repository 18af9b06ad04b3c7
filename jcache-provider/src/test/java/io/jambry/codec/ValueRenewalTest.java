// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.codec.Envelope.Compression;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.cipher.XaesCipher;
import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.deflate.GzipCompressor;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Compressor;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are in the form of now, and those that are brought into it. */
class ValueRenewalTest {

    private static final byte[] KEY = {'k'};
    private static final int FROM = 200;
    private static final Compressor DEFLATE = new DeflateCompressor();
    private static final Compressor GZIP = new GzipCompressor();

    record Letter(String text) implements Serializable {}

    private static final Letter SHORT = new Letter("short");
    private static final Letter LONG = new Letter("long ".repeat(100));

    /** A way of writing; all read all others. */
    private record Way(
            String name,
            Codec codec,
            @Nullable Compressor compressor,
            @Nullable ValueCipher cipher) {

        ValueCodec values(Class<?> declared) {
            return new ValueCodec(
                    declared,
                    codec,
                    List.of(jdk(), json()),
                    new Envelope(
                            "namespace",
                            "letters",
                            new Compression(compressor, FROM, Map.of(4, DEFLATE, 5, GZIP), 1 << 20),
                            new Encryption(cipher, List.of(xaes(1), xaes(2)), /* readsPlain= */ true)),
                    ValueRenewalTest.class.getClassLoader(),
                    "letters");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Codec jdk() {
        return new JdkCodec(
                List.of(Letter.class), "", JdkLimits.DEFAULT, ValueRenewalTest.class.getClassLoader(), "letters");
    }

    private static Codec json() {
        AllowedClasses classes = new AllowedClasses(List.of(Letter.class), "", "letters");
        return new JsonCodec(new CodecContext(
                "letters", String.class, Letter.class, ValueRenewalTest.class.getClassLoader(), classes, 1 << 20));
    }

    /** A cipher whose current key has this number. */
    private static ValueCipher xaes(int current) {
        byte[] secret = new byte[32];
        KeyRing ring = new KeyRing() {
            @Override
            public int currentId() {
                return current;
            }

            @Override
            public Optional<SecretKey> key(int id) {
                Arrays.fill(secret, (byte) id);
                return Optional.of(new SecretKeySpec(secret.clone(), "AES"));
            }
        };
        return new XaesCipher(ring, "keys");
    }

    private static List<Way> ways() {
        return List.of(
                new Way("jdk", jdk(), null, null),
                new Way("json", json(), null, null),
                new Way("jdk deflate", jdk(), DEFLATE, null),
                new Way("json deflate", json(), DEFLATE, null),
                new Way("json gzip", json(), GZIP, null),
                new Way("jdk key 1", jdk(), null, xaes(1)),
                new Way("json key 1", json(), null, xaes(1)),
                new Way("json key 2", json(), null, xaes(2)),
                new Way("json deflate key 1", json(), DEFLATE, xaes(1)),
                new Way("json gzip key 2", json(), GZIP, xaes(2)));
    }

    private static Stream<Way> eachWay() {
        return ways().stream();
    }

    @ParameterizedTest
    @MethodSource("eachWay")
    void renew_fromEveryOtherWay_isReadAsBeforeAndThenCurrent(Way now) {
        for (Class<?> declared : List.of(Letter.class, String.class, Long.class, byte[].class, Object.class)) {
            for (Object value : List.of(SHORT, LONG, "text", "text ".repeat(100), 42L, new byte[200])) {
                if (!declared.isInstance(value)) {
                    continue;
                }
                for (Way before : ways()) {
                    checkRenewal(before, now, declared, value);
                }
            }
        }
    }

    private static void checkRenewal(Way before, Way now, Class<?> declared, Object value) {
        ValueCodec writer = now.values(declared);
        byte[] stored = before.values(declared).encode(value, KEY);
        byte[] seen = stored.clone();

        byte[] renewed = writer.renew(stored, KEY);

        String what = before + " to " + now + ", a " + value.getClass().getSimpleName() + " as " + declared.getName();
        assertThat(stored).as(what).isEqualTo(seen);
        assertThat(renewed == null).as(what).isEqualTo(sameForm(stored, writer.encode(value, KEY)));
        byte[] after = renewed == null ? stored : renewed;
        assertThat(writer.decode(after, KEY)).as(what).isEqualTo(value);
        assertThat(writer.isCurrent(after)).as(what).isTrue();
        assertThat(writer.renew(after, KEY)).as(what).isNull();
        if (before == now) {
            assertThat(renewed).as(what).isNull();
        }
    }

    /** By what the document of the format says of headers. */
    private static boolean sameForm(byte[] one, byte[] other) {
        return form(one).equals(form(other));
    }

    private static List<Integer> form(byte[] bytes) {
        if (bytes.length < 3 || bytes[0] != (byte) 0xC1 || (bytes[1] & 0x80) == 0) {
            return List.of();
        }
        ValueHeader header = ValueHeader.read(bytes);
        return List.of(header.codec(), header.compressor(), header.cipher(), header.keyId());
    }

    @Test
    void renew_sameCodec_decodesNothing() {
        Codec blind = new Codec() {
            @Override
            public int id() {
                return 2;
            }

            @Override
            public String name() {
                return "blind";
            }

            @Override
            public byte[] encode(Object value) throws IOException {
                throw new IOException("blind");
            }

            @Override
            public Object decode(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("blind");
            }
        };
        Way before = new Way("before", json(), DEFLATE, xaes(1));
        Way now = new Way("now", blind, GZIP, xaes(2));
        byte[] stored = before.values(Letter.class).encode(LONG, KEY);

        byte[] renewed = now.values(Letter.class).renew(stored, KEY);

        assertThat(new Way("reader", json(), null, null).values(Letter.class).decode(renewed, KEY))
                .isEqualTo(LONG);
    }

    @Test
    void isCurrent_valueThatDoesNotShrink_isFoundOutByTrying() {
        byte[] noise = new byte[500];
        new Random(1).nextBytes(noise);
        ValueCodec values = new Way("deflate", jdk(), DEFLATE, xaes(1)).values(byte[].class);
        byte[] stored = values.encode(noise, KEY);

        assertThat(values.isCurrent(stored)).isFalse();
        assertThat(values.renew(stored, KEY)).isNull();
    }

    @Test
    void renew_whatCannotBeRead_fails() {
        ValueCodec values = new Way("json", json(), null, null).values(Letter.class);
        byte[] newer = {(byte) 0xC1, (byte) 0xA0, 2, 0};
        byte[] text = {'t'};

        for (byte[] stored : List.of(newer, text)) {
            assertThat(values.isCurrent(stored)).isFalse();
            assertThatThrownBy(() -> values.renew(stored, KEY))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageContaining("cache 'letters'");
        }
    }

    @Test
    void renew_underAnotherKeyThanItWasSealedFor_fails() {
        Way sealed = new Way("key 1", json(), null, xaes(1));
        byte[] stored = sealed.values(Letter.class).encode(SHORT, KEY);
        ValueCodec values = new Way("key 2", json(), null, xaes(2)).values(Letter.class);

        assertThatThrownBy(() -> values.renew(stored, new byte[] {'x'})).isInstanceOf(DecodingException.class);
    }

    @Test
    void renew_whatTheNewCodecRefuses_fails() {
        Codec refusing = new Codec() {
            @Override
            public int id() {
                return 200;
            }

            @Override
            public String name() {
                return "refusing";
            }

            @Override
            public byte[] encode(Object value) throws IOException {
                throw new IOException("not this class");
            }

            @Override
            public Object decode(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("nothing to read");
            }
        };
        byte[] stored = new Way("json", json(), null, null).values(Letter.class).encode(SHORT, KEY);

        assertThatThrownBy(() -> new Way("refusing", refusing, null, null)
                        .values(Letter.class)
                        .renew(stored, KEY))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("codec refusing cannot write a value of type")
                .hasMessageContaining("not this class");
    }
}
