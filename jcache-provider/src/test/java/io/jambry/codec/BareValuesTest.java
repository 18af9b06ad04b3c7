// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.sun.management.ThreadMXBean;
import io.jambry.CacheSettings.Header;
import io.jambry.ConfigurationException;
import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.codec.Envelope.Compression;
import io.jambry.codec.Envelope.Encryption;
import io.jambry.codec.cipher.KeyRings;
import io.jambry.codec.cipher.XaesCipher;
import io.jambry.codec.deflate.DeflateCompressor;
import io.jambry.codec.deflate.GzipCompressor;
import io.jambry.codec.fory.ForyCodec;
import io.jambry.codec.jackson.CborCodec;
import io.jambry.codec.jackson.JsonCodec;
import io.jambry.codec.jackson.MsgpackCodec;
import io.jambry.codec.jackson.SmileCodec;
import io.jambry.codec.jackson.YamlCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.codec.kryo.KryoCodec;
import io.jambry.codec.kryo.RedissonKryo5Codec;
import io.jambry.codec.lz4.Lz4Compressor;
import io.jambry.codec.protobuf.ProtobufCodec;
import io.jambry.codec.zstd.ZstdCompressor;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import io.jambry.spi.Compressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;
import tools.jackson.dataformat.smile.SmileMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Values that carry no header: those of other programs, made here by the bare libraries, and those for other programs. */
class BareValuesTest {

    private static final byte[] KEY = {'k'};
    private static final int MAX_BYTES = 1 << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final Order ORDER = new Order("a7", List.of(1, 22, 333));

    record Order(String id, List<Integer> lines) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** Some bytes, and a cache that is to read them. */
    record Foreign(String name, Class<?> declared, Object value, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    // ---- what others wrote

    static List<Foreign> foreign() throws IOException {
        byte[] json = JsonMapper.shared().writeValueAsBytes(ORDER);
        byte[] cbor = CBORMapper.builder()
                .enable(CBORWriteFeature.WRITE_TYPE_HEADER)
                .build()
                .writeValueAsBytes(ORDER);
        Map<String, byte[]> redisson = StoredSamples.read("redisson-kryo5-4.7.0.txt");
        List<Foreign> all = new ArrayList<>();
        all.add(new Foreign("jdk, declared", Order.class, ORDER, jdk(ORDER)));
        all.add(new Foreign("jdk, Object", Object.class, ORDER, jdk(ORDER)));
        all.add(new Foreign("jdk, text in a cache of Object", Object.class, "abc", jdk("abc")));
        all.add(new Foreign("jdk, text in a cache of text", String.class, "abc", jdk("abc")));
        all.add(new Foreign("jdk, number", Long.class, 7L, jdk(7L)));
        all.add(new Foreign("json", Order.class, ORDER, json));
        all.add(new Foreign("json array", List.class, List.of(), "[\"java.util.ArrayList\",[]]".getBytes(UTF_8)));
        all.add(new Foreign("cbor", Order.class, ORDER, cbor));
        all.add(new Foreign("smile", Order.class, ORDER, new SmileMapper().writeValueAsBytes(ORDER)));
        all.add(new Foreign("yaml", Order.class, ORDER, new YAMLMapper().writeValueAsBytes(ORDER)));
        all.add(new Foreign("gzip of json", Order.class, ORDER, gzip(json)));
        all.add(new Foreign("gzip of jdk", Object.class, ORDER, gzip(jdk(ORDER))));
        all.add(new Foreign("gzip of text", String.class, "text", gzip("text".getBytes(UTF_8))));
        all.add(new Foreign("gzip with a name and a checksum", String.class, "text", gzipWithAllFields("text")));
        all.add(new Foreign("gzip of a number", Long.class, 7L, gzip("7".getBytes(UTF_8))));
        all.add(new Foreign("zlib of json", Order.class, ORDER, zlib(json)));
        all.add(new Foreign(
                "zlib of text",
                String.class,
                "x".repeat(500),
                zlib("x".repeat(500).getBytes(UTF_8))));
        all.add(new Foreign("zstd", Order.class, ORDER, Zstd.compress(json)));
        all.add(new Foreign("zstd without length", Order.class, ORDER, zstdStream(json)));
        all.add(new Foreign(
                "zstd of smile", Order.class, ORDER, Zstd.compress(new SmileMapper().writeValueAsBytes(ORDER))));
        all.add(new Foreign("redisson, text", String.class, "h\u00e9llo", redisson.get("text")));
        all.add(new Foreign("redisson, text in a cache of Object", Object.class, "hello", redisson.get("ascii")));
        all.add(new Foreign("redisson, number", Long.class, 1L << 40, redisson.get("long")));
        all.add(new Foreign("redisson, Object", Object.class, CodecKinds.order(), redisson.get("order")));
        all.add(new Foreign("redisson, declared", CodecKinds.Order.class, CodecKinds.order(), redisson.get("order")));
        return all;
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void bytes_ofAnotherProgram_areReadByTheirMark(Foreign foreign) {
        ValueCodec reading = new Cache(foreign.declared)
                .reading("json", "cbor", "smile", "yaml", "redisson-kryo5")
                .restoring(new GzipCompressor(), new DeflateCompressor(), zstd())
                .codec();
        assertThat(reading.decode(foreign.bytes, KEY)).isEqualTo(foreign.value);
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void bytes_ofAnotherProgram_cutShortOrFlipped_areRefusedOrOfTheDeclaredType(Foreign foreign) {
        ValueCodec reading = new Cache(foreign.declared)
                .reading("json", "cbor", "smile", "yaml", "redisson-kryo5")
                .restoring(new GzipCompressor(), new DeflateCompressor(), zstd())
                .codec();
        for (int length = 0; length < foreign.bytes.length; length++) {
            assertReadOrRefused(foreign, reading, java.util.Arrays.copyOf(foreign.bytes, length));
        }
        for (int bit = 0; bit < 8 * foreign.bytes.length; bit++) {
            byte[] flipped = foreign.bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertReadOrRefused(foreign, reading, flipped);
        }
    }

    private static void assertReadOrRefused(Foreign foreign, ValueCodec reading, byte[] bytes) {
        try {
            assertThat(reading.decode(bytes, KEY)).isInstanceOf(foreign.declared);
        } catch (DecodingException e) {
            assertThat(e).hasMessageContaining("cache 'prices'").hasMessageNotContaining("a7");
        }
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void bytes_ofAnotherProgram_inACacheThatDoesNotKnowIt_areNeverAnotherValue(Foreign foreign) {
        ValueCodec knowsNothing = new Cache(foreign.declared).codec();
        if (foreign.name.startsWith("jdk")) {
            // the codec of the cache
            assertThat(knowsNothing.decode(foreign.bytes, KEY)).isEqualTo(foreign.value);
        } else {
            assertThatThrownBy(() -> knowsNothing.decode(foreign.bytes, KEY)).isInstanceOf(DecodingException.class);
        }
    }

    @Test
    void bytes_thatBeginLikeNothing_areRefusedNamingTheSettings() {
        assertThatThrownBy(() -> new Cache(Order.class).reading("json").codec().decode("order".getBytes(UTF_8), KEY))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("it has no header, and begins like nothing that this cache reads without one")
                .hasMessageContaining("codec jdk")
                .hasMessageContaining("codec json")
                .hasMessageContaining("'codec-read'")
                .hasMessageContaining("header=none");
    }

    /** What is not well-formed to the end is no text, and text that looks like something else stays text. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1}",
                "[1]",
                "\"quoted\"",
                "---\na: 1\n",
                "x^2 + y^2",
                "x\u0001",
                ":)\n",
                "\t",
                "\n\n",
                "\u0003abc"
            })
    void text_thatLooksLikeSomethingElse_staysText(String text) {
        for (Class<?> declared : List.of(String.class, Object.class)) {
            Cache cache = new Cache(declared)
                    .reading("json", "cbor", "smile", "yaml", "redisson-kryo5")
                    .restoring(new DeflateCompressor(), new GzipCompressor());
            byte[] plain = text.getBytes(UTF_8);
            assertThat(cache.codec().encode(text, KEY)).isEqualTo(plain);
            assertThat(cache.codec().decode(plain, KEY)).isEqualTo(text);
        }
    }

    /** An Integer 42 of Redisson is text as well. */
    @Test
    void text_thatMayBeSomethingElse_isWrittenBehindAHeaderAndRefusedWithout() {
        String text = "\u0002T";
        ValueCodec values = new Cache(Object.class).reading("redisson-kryo5").codec();

        byte[] written = values.encode(text, KEY);

        assertThat(HexFormat.of().formatHex(written)).isEqualTo("c1740254");
        assertThat(values.decode(written, KEY)).isEqualTo(text);
        assertThat(new Cache(Object.class).codec().decode(written, KEY)).isEqualTo(text);
        assertThatThrownBy(() -> values.decode(text.getBytes(UTF_8), KEY))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("it may be plain text and it may be of codec redisson-kryo5");
        assertThat(new Cache(Integer.class).reading("redisson-kryo5").codec().decode(text.getBytes(UTF_8), KEY))
                .isEqualTo(42);
    }

    @Test
    void bytes_declaredAsBytes_areWhatTheyAre() {
        ValueCodec values = new Cache(byte[].class)
                .reading("json", "redisson-kryo5")
                .restoring(new GzipCompressor())
                .codec();
        for (byte[] bytes : List.of(gzip(new byte[3]), jdk("a"), "{}".getBytes(UTF_8))) {
            assertThat(values.decode(bytes, KEY)).isEqualTo(bytes);
        }
    }

    static List<Foreign> bombs() throws IOException {
        byte[] zeros = new byte[16 << 20];
        byte[] json = ("\"" + "x".repeat(2 * MAX_BYTES) + "\"").getBytes(UTF_8);
        byte[] lying = gzip(json);
        lying[lying.length - 1] = 0;
        lying[lying.length - 2] = 0;
        lying[lying.length - 3] = 1;
        return List.of(
                new Foreign("gzip", Order.class, "", gzip(zeros)),
                new Foreign("gzip with a forged length", Order.class, "", lying),
                new Foreign("zlib", Order.class, "", zlib(zeros)),
                new Foreign("zstd", Order.class, "", Zstd.compress(zeros)),
                new Foreign("zstd without length", Order.class, "", zstdStream(zeros)));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void bytes_thatBecomeTooMany_areRefusedBeforeTheyDo(Foreign bomb) {
        ValueCodec values = new Cache(bomb.declared)
                .reading("json")
                .restoring(new GzipCompressor(), new DeflateCompressor(), zstd())
                .codec();
        for (int round = 0; round < 2; round++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            assertThatThrownBy(() -> values.decode(bomb.bytes, KEY)).isInstanceOf(DecodingException.class);
            long most = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            assertThat(most).as("bytes allocated").isLessThan(50L << 20);
            if (round > 0) {
                // what is loaded once does not count
                assertThat(THREADS.getCurrentThreadCpuTime() - cpu)
                        .as("nanoseconds")
                        .isLessThan(100_000_000);
            }
        }
    }

    // ---- what others read

    @Test
    void header_none_writesWhatTheBareLibraryWrites() {
        assertThat(text(written("json"))).isEqualTo("{\"id\":\"a7\",\"lines\":[1,22,333]}");
        assertThat(written("json")).isEqualTo(JsonMapper.shared().writeValueAsBytes(ORDER));
        assertThat(written("cbor")).isEqualTo(new CBORMapper().writeValueAsBytes(ORDER));
        assertThat(written("smile")).isEqualTo(new SmileMapper().writeValueAsBytes(ORDER));
        assertThat(new YAMLMapper().readValue(written("yaml"), Order.class)).isEqualTo(ORDER);
        assertThat(HexFormat.of().formatHex(written("msgpack"))).isEqualTo("82a26964a26137a56c696e6573930116cd014d");
        assertThat(written("jdk")).isEqualTo(jdk(ORDER));
    }

    private static byte[] written(String codec) {
        Cache cache = new Cache(Order.class).of(codec).headless();
        byte[] bytes = cache.codec().encode(ORDER, KEY);
        assertThat(cache.codec().decode(bytes, KEY)).as(codec).isEqualTo(ORDER);
        return bytes;
    }

    @Test
    void header_none_ofMessages_writesThemAlone() {
        StringValue message = StringValue.of("a");
        ValueCodec values =
                new Cache(StringValue.class).of("protobuf").headless().codec();
        assertThat(values.encode(message, KEY)).isEqualTo(message.toByteArray());
        assertThat(values.decode(message.toByteArray(), KEY)).isEqualTo(message);
        // a message of defaults is nothing at all
        assertThat(values.encode(StringValue.getDefaultInstance(), KEY)).isEmpty();
        assertThat(values.decode(new byte[0], KEY)).isEqualTo(StringValue.getDefaultInstance());
        // what was written behind a header before, and what a cache with headers makes of a message
        byte[] full = new Cache(StringValue.class).of("protobuf").codec().encode(message, KEY);
        assertThat(values.decode(full, KEY)).isEqualTo(message);
    }

    @Test
    void header_none_ofScalars_isTheirText() {
        assertThat(text(new Cache(String.class).of("json").headless().codec().encode("{}", KEY)))
                .isEqualTo("{}");
        assertThat(text(new Cache(Long.class).of("kryo").headless().codec().encode(42L, KEY)))
                .isEqualTo("42");
        UUID id = new UUID(1, 2);
        assertThat(text(new Cache(UUID.class).headless().codec().encode(id, KEY)))
                .isEqualTo(id.toString());
        assertThat(new Cache(byte[].class).headless().codec().encode(new byte[] {1}, KEY))
                .isEqualTo(new byte[] {1});
    }

    @Test
    void header_none_ofAnything_isJdkSerializationThroughout() {
        ValueCodec values = new Cache(Object.class).headless().codec();
        for (Object value : List.of("text", 42L, ORDER, new byte[] {1}, Thread.State.NEW)) {
            byte[] bytes = values.encode(value, KEY);
            assertThat(bytes).isEqualTo(jdk(value));
            assertThat(values.decode(bytes, KEY)).isEqualTo(value);
            assertThat(new Cache(Object.class).codec().decode(bytes, KEY))
                    .as("with headers")
                    .isEqualTo(value);
        }
        assertThat(values.leavesNumbersAsTheyAre()).isFalse();
        assertThat(new Cache(Long.class).headless().codec().leavesNumbersAsTheyAre())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "smile", "yaml", "jdk"})
    void header_changed_leavesEveryValueReadable(String codec) {
        Cache full = new Cache(Order.class).of(codec);
        Cache none = new Cache(Order.class).of(codec).headless();
        assertThat(full.codec().decode(none.codec().encode(ORDER, KEY), KEY)).isEqualTo(ORDER);
        assertThat(none.codec().decode(full.codec().encode(ORDER, KEY), KEY)).isEqualTo(ORDER);
    }

    @Test
    void header_none_compressed_isTheBareFormOfTheCompressor() throws IOException {
        Order large = new Order("b".repeat(500), List.of());
        byte[] json = JsonMapper.shared().writeValueAsBytes(large);
        Map<Compressor, Function<byte[], byte[]>> bare = Map.of(
                new GzipCompressor(),
                BareValuesTest::gunzip,
                new DeflateCompressor(),
                BareValuesTest::inflate,
                zstd(),
                BareValuesTest::unzstd);
        bare.forEach((compressor, restored) -> {
            Cache cache = new Cache(Order.class).of("json").headless().compressing(compressor);
            byte[] bytes = cache.codec().encode(large, KEY);
            assertThat(bytes).hasSizeLessThan(100);
            assertThat(restored.apply(bytes)).isEqualTo(json);
            assertThat(cache.codec().decode(bytes, KEY)).isEqualTo(large);
            assertThat(cache.codec().decode(cache.codec().encode(ORDER, KEY), KEY))
                    .isEqualTo(ORDER);
        });
        Cache texts = new Cache(String.class).headless().compressing(new GzipCompressor());
        byte[] bytes = texts.codec().encode("t".repeat(500), KEY);
        assertThat(text(gunzip(bytes))).isEqualTo("t".repeat(500));
        assertThat(texts.codec().decode(bytes, KEY)).isEqualTo("t".repeat(500));
    }

    @Test
    void value_thatWouldBeTakenForSomethingElse_isRefused() {
        byte[] mark = {(byte) 0xC1, 1};
        assertThatThrownBy(() -> new Cache(byte[].class).headless().codec().encode(mark, KEY))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("cannot be written without a header")
                .hasMessageContaining("its bytes begin like a header of Jambry, and would be taken for that");
        assertThatThrownBy(() -> new Cache(String.class).headless().codec().encode("\uD800", KEY))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("set header=full");
        Cache own =
                new Cache(Order.class).with(new Fixed("aced000570")).headless().reading("jdk");
        assertThatThrownBy(() -> own.codec().encode(ORDER, KEY))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("its bytes begin like those of codec jdk, and would be taken for that");
        Cache zlibs =
                new Cache(Order.class).with(new Fixed("789c01")).headless().restoring(new DeflateCompressor());
        assertThat(zlibs.codec().decode(zlibs.codec().encode(ORDER, KEY), KEY)).isEqualTo(ORDER);
    }

    // ---- what contradicts that

    static List<Object[]> contradictions() {
        return List.of(
                new Object[] {new Cache(Object.class).of("json"), "may be text", "declare the class of the values"},
                new Object[] {new Cache(Serializable.class).of("protobuf"), "may be text", "declare the class"},
                new Object[] {new Cache(Map.class).of("json"), "carry class names with codec json", "such as a record"},
                new Object[] {new Cache(Number.class).of("msgpack"), "carry class names with codec msgpack", "record"},
                new Object[] {new Cache(Order.class).of("kryo"), "codec kryo has a form that no other program reads", ""
                },
                new Object[] {new Cache(Order.class).of("fory"), "codec fory has a form that no other program reads", ""
                },
                new Object[] {
                    new Cache(Order.class).of("json").compressing(new Lz4Compressor()),
                    "compressor lz4 does not tell by its bytes",
                    "set compression=zstd, gzip, deflate or none"
                },
                new Object[] {
                    new Cache(byte[].class).compressing(new GzipCompressor()),
                    "the values are bytes",
                    "set compression=none"
                },
                new Object[] {
                    new Cache(Order.class).of("cbor").compressing(new DeflateCompressor()),
                    "values of codec cbor may begin like those of compressor deflate",
                    "set compression=zstd, gzip or none"
                },
                new Object[] {
                    new Cache(Timestamp.class).of("protobuf").reading("json"),
                    "values of codec protobuf may begin like those of codec json",
                    "take json out of 'codec-read'"
                },
                new Object[] {
                    new Cache(Order.class).of("msgpack").reading("redisson-kryo5"),
                    "values of codec msgpack may begin like those of codec redisson-kryo5",
                    "out of 'codec-read'"
                },
                new Object[] {
                    new Cache(Order.class).of("json").encrypting(), "encrypted values need one", "'encryption'"
                });
    }

    @ParameterizedTest
    @MethodSource("contradictions")
    void header_noneThatCannotBe_isRefusedTellingWhatToSet(Cache cache, String reason, String advice) {
        assertThat(cache.codec()).as("with headers").isNotNull();
        assertThatThrownBy(() -> cache.headless().codec())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cache 'prices': setting 'jambry.caches.prices.header' is 'none', but ")
                .hasMessageContaining(reason)
                .hasMessageContaining(advice)
                .hasMessageEndingWith("or set header=full");
    }

    // ---- how it is set up

    /** The settings of a cache. */
    private static final class Cache {

        private final Class<?> declared;
        private final List<String> others = new ArrayList<>();
        private final Map<Integer, Compressor> readers = new HashMap<>();
        private String name = "jdk";
        private @Nullable Codec own;
        private @Nullable Compressor compressor;
        private Header header = Header.FULL;
        private Encryption encryption = Encryption.NONE;

        Cache(Class<?> declared) {
            this.declared = declared;
        }

        Cache of(String codec) {
            name = codec;
            return this;
        }

        Cache with(Codec codec) {
            own = codec;
            return this;
        }

        Cache reading(String... codecs) {
            others.addAll(List.of(codecs));
            return this;
        }

        Cache restoring(Compressor... compressors) {
            for (Compressor reader : compressors) {
                readers.put(reader.id(), reader);
            }
            return this;
        }

        Cache compressing(Compressor with) {
            compressor = with;
            return this;
        }

        Cache headless() {
            header = Header.NONE;
            return this;
        }

        Cache encrypting() {
            encryption = new Encryption(
                    new XaesCipher(KeyRings.of(1, Map.of(1, new SecretKeySpec(new byte[32], "AES"))), "encryption-key"),
                    List.of(),
                    /* readsPlain= */ true);
            return this;
        }

        ValueCodec codec() {
            ClassLoader loader = BareValuesTest.class.getClassLoader();
            CodecContext context = new CodecContext(
                    "prices",
                    String.class,
                    declared,
                    loader,
                    new AllowedClasses(List.of(declared, CodecKinds.class), "", "prices"),
                    MAX_BYTES);
            Compression compression = new Compression(compressor, 100, readers, MAX_BYTES);
            return new ValueCodec(
                    context,
                    own == null ? codec(name, context) : own,
                    others.stream().map(other -> codec(other, context)).toList(),
                    new Envelope("shop", "prices", compression, encryption),
                    header);
        }

        private static Codec codec(String name, CodecContext context) {
            return switch (name) {
                case "jdk" ->
                    new JdkCodec(List.of(context.valueType()), "", JdkLimits.DEFAULT, context.loader(), "prices");
                case "json" -> new JsonCodec(context);
                case "cbor" -> new CborCodec(context);
                case "smile" -> new SmileCodec(context);
                case "yaml" -> new YamlCodec(context);
                case "msgpack" -> new MsgpackCodec(context);
                case "kryo" -> new KryoCodec(context);
                case "fory" -> new ForyCodec(context);
                case "protobuf" -> new ProtobufCodec(context);
                case "redisson-kryo5" -> new RedissonKryo5Codec(context);
                default -> throw new IllegalArgumentException(name);
            };
        }

        @Override
        public String toString() {
            return name + " for " + declared.getSimpleName();
        }
    }

    /** Writes everything alike, and reads an order. */
    private record Fixed(String hex) implements Codec {

        @Override
        public int id() {
            return 200;
        }

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public byte[] encode(Object value) {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public Object decode(byte[] bytes, int offset, int length) {
            return ORDER;
        }
    }

    // ---- the bare libraries

    private static ZstdCompressor zstd() {
        return new ZstdCompressor(ZstdCompressor.DEFAULT_LEVEL, List.of());
    }

    private static byte[] jdk(Object value) {
        return through(out -> {
            try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
                objects.writeObject(value);
            }
        });
    }

    private static byte[] gzip(byte[] bytes) {
        return through(out -> {
            try (OutputStream gzip = new GZIPOutputStream(out)) {
                gzip.write(bytes);
            }
        });
    }

    private static byte[] gunzip(byte[] bytes) {
        try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As the gzip program writes it: with the name of the file, a comment, extra bytes and a checksum of all that. */
    private static byte[] gzipWithAllFields(String text) {
        byte[] plain = gzip(text.getBytes(UTF_8));
        return through(out -> {
            out.write(HexFormat.of().parseHex("1f8b081e000000000003"));
            out.write(HexFormat.of().parseHex("03000a0b0c"));
            out.write("name.txt\0comment\0".getBytes(ISO_8859_1));
            out.write(new byte[2]);
            out.write(plain, 10, plain.length - 10);
        });
    }

    private static byte[] zlib(byte[] bytes) {
        return through(out -> {
            try (OutputStream zlib = new DeflaterOutputStream(out)) {
                zlib.write(bytes);
            }
        });
    }

    private static byte[] inflate(byte[] bytes) {
        try (var in = new java.util.zip.InflaterInputStream(new java.io.ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] unzstd(byte[] bytes) {
        try (var in = new ZstdInputStream(new java.io.ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] zstdStream(byte[] bytes) {
        return through(out -> {
            try (OutputStream zstd = new ZstdOutputStream(out)) {
                zstd.write(bytes);
            }
        });
    }

    private interface Writing {
        void to(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] through(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
