// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.StringValue;
import io.jambry.CacheSettings.Header;
import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.codec.Envelope.Compression;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.fory.ForyCodec;
import io.jambry.codec.jackson.CborCodec;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.codec.jackson.SmileCodec;
import io.jambry.codec.jackson.YamlCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.codec.kryo.KryoCodec;
import io.jambry.codec.protobuf.ProtobufCodec;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Compressor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limit on the size of a value holds for every codec, and for what needs none, compressed or not. */
class ValueSizeTest {

    private static final int LIMIT = 1000;
    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final String SETTING = "'jambry.caches.books.max-value-bytes' = 1000";
    private static final ClassLoader LOADER = ValueSizeTest.class.getClassLoader();
    private static final List<Compressor> COMPRESSORS = List.of(new DeflateCompressor());

    private static final Map<String, Function<CodecContext, Codec>> CODECS = Map.of(
            "jdk", ValueSizeTest::jdk,
            "json", JsonCodec::new,
            "cbor", CborCodec::new,
            "smile", SmileCodec::new,
            "yaml", YamlCodec::new,
            "kryo", KryoCodec::new,
            "fory", ForyCodec::new);

    private static Codec jdk(CodecContext context) {
        return new JdkCodec(
                List.of(),
                "",
                new JdkLimits(50, 20, 100_000, 100_000, context.maxBytes()),
                LOADER,
                context.cacheName());
    }

    static Stream<Arguments> values() {
        ArrayList<String> list = new ArrayList<>(Collections.nCopies(3000, "x"));
        Stream<Arguments> written = CODECS.entrySet().stream()
                .map(codec -> Arguments.of(codec.getKey(), codec.getValue(), Object.class, list));
        Stream<Arguments> others = Stream.of(
                Arguments.of("protobuf", of(ProtobufCodec::new), Object.class, StringValue.of("x".repeat(3000))),
                Arguments.of("text", of(ValueSizeTest::jdk), String.class, "x".repeat(3000)),
                Arguments.of("text of another type", of(ValueSizeTest::jdk), Object.class, "x".repeat(3000)),
                Arguments.of("text beyond UTF-8", of(ValueSizeTest::jdk), String.class, "\ud800".repeat(3000)),
                Arguments.of("bytes", of(ValueSizeTest::jdk), byte[].class, new byte[3000]),
                Arguments.of("bytes of another type", of(ValueSizeTest::jdk), Object.class, new byte[3000]),
                Arguments.of("number", of(ValueSizeTest::jdk), BigInteger.class, BigInteger.TEN.pow(3000)));
        return Stream.concat(written, others);
    }

    private static Function<CodecContext, Codec> of(Function<CodecContext, Codec> codec) {
        return codec;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void encode_tooLarge_isRefusedNamingCacheClassSizeAndSetting(
            String name, Function<CodecContext, Codec> codec, Class<?> declared, Object value) {
        for (boolean compressing : new boolean[] {false, true}) {
            ValueCodec small = values(codec, declared, LIMIT, compressing);

            assertThatThrownBy(() -> small.encode(value, KEY))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining("cache 'books': ")
                    .hasMessageContaining(" value of type " + value.getClass().getName())
                    .hasMessageFindingMatch("it has [0-9]{4,5} bytes( or more)?, more than " + SETTING)
                    .hasMessageNotContaining("xx");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void decode_tooLarge_isRefusedNamingCacheSizeAndSetting(
            String name, Function<CodecContext, Codec> codec, Class<?> declared, Object value) {
        for (boolean compressing : new boolean[] {false, true}) {
            ValueCodec large = values(codec, declared, 1 << 20, compressing);
            ValueCodec small = values(codec, declared, LIMIT, compressing);
            byte[] bytes = large.encode(value, KEY);
            assertThat(bytes.length < LIMIT).isEqualTo(compressing);

            assertThatThrownBy(() -> small.decode(bytes, KEY))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageContaining("cache 'books': ")
                    .hasMessageFindingMatch("it has [0-9]{4,5} bytes, more than " + SETTING)
                    .hasMessageNotContaining("xx");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void encode_justAsLargeAsAllowed_isWrittenAndRead(
            String name, Function<CodecContext, Codec> codec, Class<?> declared, Object value) {
        byte[] bytes =
                values(codec, declared, 1 << 20, /* compressing= */ false).encode(value, KEY);
        int most = bytes.length;

        ValueCodec fitting = values(codec, declared, most, /* compressing= */ false);

        assertThat(fitting.decode(fitting.encode(value, KEY), KEY)).isEqualTo(value);
    }

    private static ValueCodec values(
            Function<CodecContext, Codec> codec, Class<?> declared, int maxBytes, boolean compressing) {
        CodecContext context = new CodecContext("books", String.class, declared, LOADER, type -> {}, maxBytes);
        Compression compression = compressing
                ? new Compression(COMPRESSORS.get(0), /* from= */ 100, Map.of(), maxBytes)
                : Compression.NONE;
        return new ValueCodec(
                context,
                codec.apply(context),
                List.of(),
                new Envelope("tests", "books", compression, Encryption.NONE),
                Header.FULL);
    }
}
