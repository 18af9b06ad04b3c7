// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings.Header;
import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.Trap;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValueCodecTest {

    /** Where the values are: all the same to what is not encrypted. */
    private static final byte[] KEY = {'k'};

    record Order(String id, List<Integer> lines) implements Serializable {}

    static List<Object> values() {
        KeySamples samples = new KeySamples(7);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Object value = samples.next();
            if (ScalarForm.of(value.getClass()) != null || value instanceof Enum<?>) {
                values.add(value);
            }
        }
        values.addAll(List.of("\uD800a", "", new Order("a", List.of(1)), List.of(1, "a"), new HashMap<>(Map.of(1, 2))));
        return values;
    }

    @ParameterizedTest
    @MethodSource("values")
    void roundTrip_inCachesOfItsTypeAndOfObject_isEqual(Object value) {
        ValueCodec typed = codec(value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass());
        assertThat(typed.decode(typed.encode(value, KEY), KEY)).isEqualTo(value);

        ValueCodec objects = codec(Object.class);
        byte[] bytes = objects.encode(value, KEY);
        assertThat(objects.decode(bytes, KEY)).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    void encode_declaredScalars_arePlainText() {
        assertThat(hex(String.class, "h\u00e9")).isEqualTo("68c3a9");
        assertThat(text(Long.class, -42L)).isEqualTo("-42");
        assertThat(text(Boolean.class, true)).isEqualTo("true");
        assertThat(text(BigDecimal.class, new BigDecimal("1.50"))).isEqualTo("1.50");
        assertThat(text(Instant.class, Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(text(UUID.class, new UUID(0, 1))).isEqualTo("00000000-0000-0000-0000-000000000001");
        assertThat(text(KeySamples.Plain.class, KeySamples.Plain.GREEN)).isEqualTo("GREEN");
        assertThat(text(Order.class, "text")).isEqualTo("text");
    }

    @Test
    void encode_otherScalars_carryTwoBytes() {
        assertThat(hex(Object.class, 42L)).isEqualTo("c16c3432");
        assertThat(hex(Long.class, 42)).isEqualTo("c1693432");
        assertThat(hex(Object.class, "\uD800")).isEqualTo("c177d800");
        assertThat(hex(Object.class, new byte[] {1})).isEqualTo("c17801");
        assertThat(hex(byte[].class, new byte[] {1})).isEqualTo("01");
        assertThat(hex(byte[].class, new byte[] {(byte) 0xC1})).isEqualTo("c178c1");
        assertThat(hex(byte[].class, new byte[0])).isEmpty();
    }

    @Test
    void encode_objects_carryThreeBytes() throws IOException {
        Order order = new Order("a", List.of(1));
        int raw = jdk(Order.class).encode(order).length;
        byte[] bytes = codec(Order.class).encode(order, KEY);

        assertThat(bytes).hasSize(raw + 3).startsWith(0xC1, 0x90, JdkCodec.ID, 0xAC, 0xED);
    }

    @Test
    void byteArrays_areCopiedOnBothSides() {
        ValueCodec codec = codec(byte[].class);
        byte[] value = {1, 2};
        byte[] stored = codec.encode(value, KEY);
        value[0] = 9;
        byte[] read = (byte[]) codec.decode(stored, KEY);
        read[1] = 9;
        assertThat(stored).containsExactly(1, 2);
    }

    @Test
    void roundTrip_uri_keepsItsText() {
        java.net.URI uri = java.net.URI.create("HTTP://Host/%c3");
        ValueCodec codec = codec(Object.class);
        assertThat(codec.decode(codec.encode(uri, KEY), KEY)).hasToString("HTTP://Host/%c3");
    }

    @Test
    void encode_localeWithoutText_goesThroughTheCodec() {
        Locale odd = new Locale("e_e", "__", "x");
        ValueCodec codec = codec(Locale.class);
        assertThat(codec.decode(codec.encode(odd, KEY), KEY)).isEqualTo(odd);
    }

    @Test
    void numberPrefix_isWhatStandsBeforeTheDigits() {
        for (Number number : List.of((byte) 1, (short) 1, 1, 1L, BigInteger.ONE)) {
            for (Class<?> declared : List.of(Long.class, Integer.class, Object.class, Number.class, BigInteger.class)) {
                ValueCodec codec = codec(declared);
                String encoded = new String(codec.encode(number, KEY), ISO_8859_1);
                assertThat(new String(codec.numberPrefix(number.getClass()), ISO_8859_1) + "1")
                        .isEqualTo(encoded);
            }
        }
        assertThatThrownBy(() -> codec(Object.class).numberPrefix(Double.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no type of whole numbers: java.lang.Double");
    }

    @Test
    void header_ofEveryKind_isReadAsWrittenAndAtMostSixteenBytes() {
        int longest = 0;
        for (int bits = 0; bits < 8; bits++) {
            boolean compressed = (bits & 1) != 0;
            boolean encrypted = (bits & 2) != 0;
            boolean shape = (bits & 4) != 0;
            for (int length : new int[] {0, 127, 128, 300_000, Integer.MAX_VALUE}) {
                ValueHeader header = new ValueHeader(
                        200,
                        compressed ? 255 : 0,
                        compressed ? length : 0,
                        encrypted ? 128 : 0,
                        encrypted ? 65_000 : 0,
                        shape,
                        shape ? 0xCAFEBABE : 0,
                        0);
                byte[] value = header.before(new byte[] {7});
                ValueHeader read = ValueHeader.read(value);
                assertThat(read)
                        .usingRecursiveComparison()
                        .ignoringFields("length")
                        .isEqualTo(header);
                assertThat(read.length()).isEqualTo(value.length - 1);
                longest = Math.max(longest, read.length());
            }
        }
        assertThat(longest).isEqualTo(ValueHeader.LONGEST);
    }

    @Test
    void decode_whatItCannot_namesCacheSizesAndSetting() {
        assertRefused(Object.class, "c1", "its header is cut short");
        assertRefused(Object.class, "c190", "its header is cut short");
        assertRefused(Object.class, "c1a001", "a newer Jambry wrote this (format version 2, this one reads version 1)");
        assertRefused(Object.class, "c19801", "a newer Jambry wrote this (format version 1 with a reserved bit set");
        assertRefused(Object.class, "c12a01", "a newer Jambry wrote this (type tag 42)");
        assertRefused(
                Object.class, "c1904d01", "it was written by codec 77, which this cache does not know; it knows [1]");
        assertRefused(Object.class, "c191010305aa", "it was compressed by compressor 3");
        assertRefused(Object.class, "c191010005aa", "its header announces a compressor and names none");
        assertRefused(Object.class, "c1910103ffffffffff", "its header holds a length beyond 2147483647");
        assertRefused(Object.class, "c19201020001aa", "it was encrypted by cipher 2 with key 1");
        assertRefused(Object.class, "c19001aced", "codec jdk refused its 2 bytes of payload: its bytes are cut short");
        assertRefused(Object.class, "c1777a", "an odd number of bytes as UTF-16 text");
        assertRefused(Object.class, "ff", "not well-formed UTF-8");
        assertRefused(Object.class, "c16c7365637265740a", "no text of type java.lang.Long");
        assertRefused(Long.class, "736563726574", "no text of type java.lang.Long");
        assertRefused(Long.class, "c169" + "31", "it is of type java.lang.Integer, the cache declares java.lang.Long");
        assertRefused(KeySamples.Plain.class, "736563726574", "has no such constant");
    }

    @Test
    void decode_anyBytes_isAValueOrADecodingException() {
        Random random = new Random(3);
        List<ValueCodec> codecs =
                List.of(codec(Object.class), codec(Long.class), codec(byte[].class), codec(Order.class));
        List<byte[]> seeds = new ArrayList<>();
        for (Object value : values()) {
            seeds.add(codecs.get(0).encode(value, KEY));
        }
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] seed = seeds.get(random.nextInt(seeds.size()));
            byte[] bytes = Arrays.copyOf(seed, Math.max(1, seed.length + random.nextInt(3) - 1));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            bytes[random.nextInt(Math.min(4, bytes.length))] = (byte) random.nextInt(256);
            try {
                assertThat(codecs.get(i % 4).decode(bytes, KEY)).isNotNull();
            } catch (DecodingException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void decode_valueOfAnotherCodec_isReadIfThatIsListed() {
        Codec other = new Codec() {
            @Override
            public int id() {
                return 200;
            }

            @Override
            public String name() {
                return "other";
            }

            @Override
            public byte[] encode(Object value) {
                return new byte[] {5};
            }

            @Override
            public Object decode(byte[] bytes, int offset, int length) {
                return List.of(length, (int) bytes[offset]);
            }
        };
        ValueCodec writing = new ValueCodec(
                Object.class, other, List.of(), Envelope.NONE, getClass().getClassLoader(), "prices");
        ValueCodec reading = new ValueCodec(
                Object.class,
                jdk(Object.class),
                List.of(other),
                Envelope.NONE,
                getClass().getClassLoader(),
                "prices");

        assertThat(reading.decode(writing.encode(List.of(), KEY), KEY)).isEqualTo(List.of(1, 5));
    }

    @Test
    @Trap(50)
    void decode_classOfTheApplication_comesFromTheGivenLoader(@TempDir Path directory) throws Exception {
        Map<String, String> sources = Map.of(
                "foreign.lib.Colour", "package foreign.lib; public enum Colour { RED }",
                "foreign.lib.Bean",
                        "package foreign.lib; public record Bean(Colour c) implements java.io.Serializable {}",
                "org.springframework.cache.interceptor.SimpleKey", """
                        package org.springframework.cache.interceptor;
                        public class SimpleKey {
                            private final Object[] params;
                            public SimpleKey(Object... elements) { params = elements.clone(); }
                            @Override public boolean equals(Object other) {
                                return other instanceof SimpleKey k && java.util.Arrays.deepEquals(params, k.params);
                            }
                            @Override public int hashCode() { return java.util.Arrays.deepHashCode(params); }
                        }
                        """);
        try (URLClassLoader jar = io.jambry.codec.jdk.ForeignJar.open(directory, sources)) {
            Object red = jar.loadClass("foreign.lib.Colour").getEnumConstants()[0];
            Class<?> beanType = jar.loadClass("foreign.lib.Bean");
            Object bean = beanType.getConstructor(red.getClass()).newInstance(red);
            Object simple = jar.loadClass("org.springframework.cache.interceptor.SimpleKey")
                    .getConstructor(Object[].class)
                    .newInstance((Object) new Object[] {1, bean});
            JdkCodec jdk = new JdkCodec(List.of(beanType), "", JdkLimits.DEFAULT, jar, "prices");
            AllowedClasses classes = new AllowedClasses(List.of(beanType), "", "prices");
            ValueCodec values = codec(jar, classes);
            CodecContext context = new CodecContext("prices", Object.class, Object.class, jar, classes, 1000);
            KeyCodec keys = new KeyCodec(context, KeyFallback.REFUSE, jdk, EntryNames.PLAIN, 1000);

            assertThat(values.decode(values.encode(red, KEY), KEY)).isSameAs(red);
            assertThat(values.decode(values.encode(bean, KEY), KEY)).isEqualTo(bean);
            assertThat(keys.decode(keys.encode(bean))).isEqualTo(bean);
            assertThat(keys.decode(keys.encode(simple))).isEqualTo(simple);
            assertThat(new String(keys.encode(simple), UTF_8))
                    .isEqualTo("~key:org.springframework.cache.interceptor.SimpleKey"
                            + "(i:1,rec:foreign.lib.Bean(enum:foreign.lib.Colour.RED))");
        }
    }

    @Test
    @Trap(54)
    void encode_notSerializable_isRefusedNamingTheClass() {
        assertThatThrownBy(() -> codec(Object.class).encode(List.of(new Object()), KEY))
                .isInstanceOf(EncodingException.class)
                .hasMessageStartingWith("cache 'prices': codec jdk cannot write a value of type java.util.Immutable")
                .hasMessageContaining("class java.lang.Object does not implement java.io.Serializable");
    }

    private static ValueCodec codec(ClassLoader loader, ClassFilter classes) {
        JdkCodec jdk = new JdkCodec(List.of(), "foreign.lib.*", JdkLimits.DEFAULT, loader, "prices");
        CodecContext context = new CodecContext("prices", Object.class, Object.class, loader, classes, 1 << 20);
        return new ValueCodec(context, jdk, List.of(), Envelope.NONE, Header.FULL);
    }

    @Test
    void enumConstant_ofAClassThatIsNotAllowed_isRefusedBeforeItsCodeRuns(@TempDir Path directory) throws Exception {
        String marker = "io.jambry.codec.enum-marker";
        Map<String, String> sources = Map.of("foreign.lib.Colour", """
                package foreign.lib;
                public enum Colour {
                    RED;
                    static { System.setProperty("io.jambry.codec.enum-marker", "initialised"); }
                }
                """);
        String refusal = "class foreign.lib.Colour (from foreign-1.0.jar) is not allowed in serialized values";
        try (URLClassLoader jar = io.jambry.codec.jdk.ForeignJar.open(directory, sources);
                URLClassLoader fresh =
                        new URLClassLoader(jar.getURLs(), getClass().getClassLoader())) {
            Object red = jar.loadClass("foreign.lib.Colour").getEnumConstants()[0];
            ClassFilter none = new AllowedClasses(List.of(), "", "prices");
            ClassFilter named = new AllowedClasses(List.of(), "foreign.lib.Colour", "prices");
            byte[] bytes = codec(jar, named).encode(red, KEY);
            System.clearProperty(marker);

            assertThatThrownBy(() -> codec(fresh, none).decode(bytes, KEY))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageContaining(refusal)
                    .hasMessageContaining("'jambry.caches.prices.allow-classes'");
            assertThat(System.getProperty(marker)).isNull();
            assertThatThrownBy(() -> codec(jar, none).encode(red, KEY))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining(refusal);
            assertThat(codec(fresh, named).decode(bytes, KEY)).hasToString("RED");
            assertThat(System.getProperty(marker)).isEqualTo("initialised");
        } finally {
            System.clearProperty(marker);
        }
    }

    private static void assertRefused(Class<?> declared, String hex, String reason) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> codec(declared).decode(bytes, KEY))
                .as(hex)
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("cache 'prices': a stored value of " + bytes.length + " bytes cannot be decoded")
                .hasMessageContaining(reason)
                .hasMessageContaining("'jambry.caches.prices.undecodable'")
                .hasMessageNotContaining("secret");
    }

    private static String hex(Class<?> declared, Object value) {
        return HexFormat.of().formatHex(codec(declared).encode(value, KEY));
    }

    private static String text(Class<?> declared, Object value) {
        return new String(codec(declared).encode(value, KEY), UTF_8);
    }

    private static JdkCodec jdk(Class<?> declared) {
        return new JdkCodec(List.of(declared), "", JdkLimits.DEFAULT, ValueCodecTest.class.getClassLoader(), "prices");
    }

    private static ValueCodec codec(Class<?> declared) {
        return new ValueCodec(
                declared, jdk(declared), List.of(), Envelope.NONE, ValueCodecTest.class.getClassLoader(), "prices");
    }
}
