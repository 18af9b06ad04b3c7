// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.Trap;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.spi.CodecContext;
import java.net.InetAddress;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyCodecTest {

    private static final long SEED = 20261121;

    record Parameters(Object[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Parameters that && Arrays.deepEquals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(values);
        }
    }

    record Typed(String[] names, int[] numbers, TreeSet<String> sorted, long[][] grid) {}

    record Picky(int positive) {
        Picky {
            if (positive < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    static final class Unknown {}

    private final KeyCodec objects = codec(Object.class);

    @Test
    @Trap(55)
    void encode_everyPairOfTenThousandKeys_sameBytesExactlyWhenEqual() {
        KeySamples samples = new KeySamples(SEED);
        int count = 10_000;
        Map<Object, byte[]> bytesOfKey = new HashMap<>();
        Map<String, Object> keyOfBytes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            Object key = samples.next();
            byte[] bytes = objects.encode(key);
            byte[] before = bytesOfKey.putIfAbsent(key, bytes);
            if (before != null) {
                assertThat(bytes).as("equal key %d of seed %d", i, SEED).isEqualTo(before);
            }
            Object same = keyOfBytes.putIfAbsent(new String(bytes, UTF_8), key);
            if (same != null) {
                assertThat(key).as("key %d of seed %d", i, SEED).isEqualTo(same);
            }
            assertThat(objects.decode(bytes)).as("key %d of seed %d", i, SEED).isEqualTo(key);
        }
        // hash maps group the pairs: equal keys met in the first, equal bytes in the second
        assertThat(bytesOfKey).hasSameSizeAs(keyOfBytes).hasSizeBetween(500, count - 3000);
    }

    @Test
    void encode_everyPairByBruteForce_agreesWithEquals() {
        KeySamples samples = new KeySamples(SEED + 1);
        List<Object> keys = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        for (int i = 0; i < 1500; i++) {
            keys.add(samples.next());
            encoded.add(objects.encode(keys.get(i)));
        }
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                if (keys.get(i).equals(keys.get(j)) != Arrays.equals(encoded.get(i), encoded.get(j))) {
                    assertThat(encoded.get(i))
                            .as("keys %d and %d of seed %d", i, j, SEED + 1)
                            .isNull();
                }
            }
        }
    }

    @Test
    void decode_mutatedBytes_isTheMutantOrADecodingException() {
        KeySamples samples = new KeySamples(SEED + 2);
        Random random = new Random(SEED);
        List<KeyCodec> codecs = List.of(objects, codec(Long.class), codec(KeySamples.Plain.class), codec(Map.class));
        int refused = 0;
        for (int i = 0; i < 40_000; i++) {
            byte[] bytes = mutate(objects.encode(samples.next()), random);
            KeyCodec codec = codecs.get(i % codecs.size());
            try {
                Object key = codec.decode(bytes);
                assertThat(codec.encode(key)).isEqualTo(bytes);
            } catch (DecodingException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }

    @Test
    void encode_declaredScalars_areReadable() {
        assertThat(text(codec(String.class), "order 7")).isEqualTo("order 7");
        assertThat(text(codec(Long.class), 42L)).isEqualTo("42");
        assertThat(text(codec(UUID.class), new UUID(0, 7))).isEqualTo("00000000-0000-0000-0000-000000000007");
        assertThat(text(codec(KeySamples.Plain.class), KeySamples.Plain.RED)).isEqualTo("RED");
        assertThat(text(codec(KeySamples.WithBodies.class), KeySamples.WithBodies.ADD))
                .isEqualTo("ADD");
        assertThat(text(codec(Double.class), 0.1)).isEqualTo("0.1");
        assertThat(text(codec(Character.class), '~')).isEqualTo("~~");
        assertThat(text(codec(String.class), "")).isEmpty();
    }

    @Test
    void encode_unpairedSurrogateAnywhere_isNeverReplaced() {
        KeyCodec texts = codec(String.class);
        for (int length = 1; length < 40; length++) {
            for (int at = 0; at < length; at++) {
                String key = "a".repeat(at) + "\uDBFF" + "?".repeat(length % 2) + "b".repeat(length - at - 1);
                assertThat(texts.decode(texts.encode(key))).isEqualTo(key);
                String asked = key.replace('\uDBFF', '?');
                assertThat(text(texts, asked)).isEqualTo(asked);
            }
        }
    }

    @Test
    void encode_otherTypes_sayWhatTheyAre() {
        assertThat(text(objects, 42L)).isEqualTo("~l:42");
        assertThat(text(objects, "~l:42")).isEqualTo("~~l:42");
        assertThat(text(objects, List.of(1, "a,b"))).isEqualTo("~list(i:1,t:a~,b)");
        assertThat(text(objects, Map.of("k", Set.of(2, 1)))).isEqualTo("~map(t:k=set(i:1,i:2))");
        assertThat(text(objects, new KeySamples.Point(1, 2)))
                .isEqualTo("~rec:io.jambry.codec.KeySamples$Point(i:1,d:2)");
        assertThat(text(objects, KeySamples.Plain.RED)).isEqualTo("~enum:io.jambry.codec.KeySamples$Plain.RED");
        assertThat(text(objects, new byte[] {1, 2})).isEqualTo("~x:AQI");
        assertThat(text(objects, "\uD800")).isEqualTo("~w:2AA");
        assertThat(text(objects, Arrays.asList((Object) null))).isEqualTo("~list(-)");
        assertThat(text(objects, Optional.empty())).isEqualTo("~opt()");
        assertThat(text(codec(Long.class), "42")).isEqualTo("~t:42");
    }

    @Test
    void decode_arrays_haveTheSameContent() {
        assertThat((byte[]) objects.decode(objects.encode(new byte[] {1, -1}))).containsExactly(1, -1);
        assertThat((char[]) objects.decode(objects.encode(new char[] {',', '\uD800', 'u'})))
                .containsExactly(',', '\uD800', 'u');
        assertThat((long[]) objects.decode(objects.encode(new long[] {}))).isEmpty();
        assertThat((Object[]) objects.decode(objects.encode(new Object[] {1, null})))
                .containsExactly(1, null);
        assertThat((String[]) codec(String[].class).decode(objects.encode(new String[] {"a", null})))
                .containsExactly("a", null);
    }

    @Test
    void encode_generatedKeyRecord_isDeeplyEqualWhateverTheArraysAre() {
        Parameters one = new Parameters(new Object[] {1, new String[] {"a"}, new int[] {2}, null});
        Parameters other = new Parameters(new Object[] {1, new Object[] {"a"}, new int[] {2}, null});

        assertThat(one).isEqualTo(other);
        assertThat(objects.encode(one)).isEqualTo(objects.encode(other));
        assertThat(objects.decode(objects.encode(one))).isEqualTo(one);
    }

    @Test
    void decode_recordWithTypedCollections_getsThemInTheirTypes() {
        Typed key = new Typed(
                new String[] {"a"}, new int[] {1}, new TreeSet<>(Set.of("b", "a")), new long[][] {{1}, {2, 3}});

        Typed read = (Typed) objects.decode(objects.encode(key));

        assertThat(read.names()).containsExactly("a");
        assertThat(read.sorted()).containsExactly("a", "b");
        assertThat(read.grid()[1]).containsExactly(2, 3);
    }

    @Test
    void encode_unknownType_isRefusedNamingTypeAndSetting() {
        assertThatThrownBy(() -> objects.encode(new Unknown()))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("cache 'prices': a key is of type " + Unknown.class.getName())
                .hasMessageContaining("'jambry.caches.prices.keys = jdk'");
        assertThatThrownBy(() -> objects.encode(List.of(new AtomicLong())))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("holds an object of type java.util.concurrent.atomic.AtomicLong");
    }

    @Test
    void encode_unknownTypeWhereAllowed_isWrittenByTheCodec() throws Exception {
        InetAddress key = InetAddress.getByAddress("host", new byte[] {10, 0, 0, 1});
        JdkCodec jdk = new JdkCodec(
                List.of(),
                "java.net.Inet*Address;java.net.**",
                JdkLimits.DEFAULT,
                getClass().getClassLoader(),
                "prices");
        KeyCodec codec = new KeyCodec(Object.class, getClass().getClassLoader(), "prices", KeyFallback.JDK, jdk);

        byte[] bytes = codec.encode(List.of(key));

        assertThat(new String(bytes, UTF_8)).startsWith("~list(jdk:");
        assertThat(codec.decode(bytes)).isEqualTo(List.of(key));
        assertThatThrownBy(() -> objects.decode(bytes))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("which setting 'keys' of the cache does not allow");
        assertThatThrownBy(() -> codec.encode(new Unknown()))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("codec jdk cannot write: class " + Unknown.class.getName());
    }

    @Test
    void encode_cycle_isRefused() {
        List<Object> key = new ArrayList<>();
        key.add(key);
        assertThatThrownBy(() -> objects.encode(key))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("nested more than 64 levels deep; it may contain itself");
    }

    @Test
    void encode_sharedPartsThatExplode_isRefused() {
        List<Object> key = List.of(1);
        for (int i = 0; i < 40; i++) {
            key = List.of(key, key);
        }
        List<Object> wide = key;
        assertThatThrownBy(() -> objects.encode(wide))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void encode_setOfArraysWithTheSameContent_isRefused() {
        assertThatThrownBy(() -> objects.encode(Set.of(new byte[] {1}, new byte[] {1})))
                .isInstanceOf(EncodingException.class)
                .hasMessageContaining("two members that are not equal but are written alike");
    }

    @Test
    void decode_whatIsNotCanonical_isRefusedWithoutItsContent() {
        assertRefused(codec(Long.class), "042");
        assertRefused(codec(Long.class), "secret");
        assertRefused(codec(Long.class), "");
        assertRefused(objects, "~");
        assertRefused(objects, "~set(i:2,i:1)");
        assertRefused(objects, "~set(i:1,i:1)");
        assertRefused(objects, "~l:1,");
        assertRefused(objects, "~x:A");
        assertRefused(objects, "~secret:1");
        assertRefused(objects, "~rec:java.lang.String(t:a)");
        assertRefused(objects, "~rec:no.such.Secret(t:a)");
        assertRefused(objects, "~enum:java.lang.String.A");
        assertRefused(objects, "~key:java.lang.String(t:a)");
        assertRefused(objects, "~rec:" + Picky.class.getName() + "(i:-1)");
        assertRefused(objects, "~rec:" + Picky.class.getName() + "(t:a)");
        assertRefused(objects, "~rec:" + Picky.class.getName() + "()");
        assertRefused(objects, "~" + "list(".repeat(5000));
        assertRefused(objects, "~t:plain");
        assertRefused(codec(String.class), "~i:1");
        assertThatThrownBy(() -> objects.decode(new byte[] {'a', (byte) 0xC3}))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("not well-formed UTF-8");
    }

    @Test
    void classThatIsNotAllowed_isRefusedBeforeItsCodeRuns(@TempDir Path directory) throws Exception {
        String marker = "io.jambry.codec.key.marker";
        String runs = "static { System.setProperty(\"" + marker + "\", \"ran\"); }";
        Map<String, String> sources = Map.of(
                "foreign.lib.Bean", "package foreign.lib; public record Bean(int a) {" + runs + "}",
                "foreign.lib.Colour", "package foreign.lib; public enum Colour { RED; " + runs + "}");
        try (URLClassLoader jar = ForeignJar.open(directory, sources)) {
            CodecContext context = new CodecContext(
                    "prices", Object.class, Object.class, jar, new AllowedClasses(List.of(), "", "prices"), 1000);
            JdkCodec jdk = new JdkCodec(context, JdkLimits.DEFAULT);
            KeyCodec keys = new KeyCodec(context, KeyFallback.REFUSE, jdk, EntryNames.PLAIN, 1000);

            for (String bytes : List.of("~rec:foreign.lib.Bean(i:1)", "~enum:foreign.lib.Colour.RED")) {
                assertThatThrownBy(() -> keys.decode(bytes.getBytes(UTF_8)))
                        .isInstanceOf(DecodingException.class)
                        .hasMessageContaining("is not allowed")
                        .hasMessageContaining("'jambry.caches.prices.allow-classes'");
            }
            assertThat(System.getProperty(marker)).isNull();

            Object bean =
                    jar.loadClass("foreign.lib.Bean").getConstructor(int.class).newInstance(1);
            assertThatThrownBy(() -> keys.encode(bean))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining("a key is or holds what could not be read again: class foreign.lib.Bean")
                    .hasMessageContaining("'jambry.caches.prices.allow-classes'");
        } finally {
            System.clearProperty(marker);
        }
    }

    private static void assertRefused(KeyCodec codec, String bytes) {
        assertThatThrownBy(() -> codec.decode(bytes.getBytes(UTF_8)))
                .as(bytes.substring(0, Math.min(50, bytes.length())))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("cache 'prices': a stored key of " + bytes.length() + " bytes")
                .hasMessageNotContaining("secret");
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = Arrays.copyOf(original, Math.max(0, original.length + random.nextInt(5) - 2));
        for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
            byte any = random.nextBoolean()
                    ? (byte) random.nextInt(256)
                    : (byte) "~:(),=-xwlt0".charAt(random.nextInt(12));
            bytes[random.nextInt(bytes.length)] = any;
        }
        return bytes;
    }

    private static String text(KeyCodec codec, Object key) {
        byte[] bytes = codec.encode(key);
        return new String(bytes, UTF_8);
    }

    private static KeyCodec codec(Class<?> keyType) {
        ClassLoader loader = KeyCodecTest.class.getClassLoader();
        return new KeyCodec(
                keyType,
                loader,
                "prices",
                KeyFallback.REFUSE,
                new JdkCodec(List.of(keyType), "", JdkLimits.DEFAULT, loader, "prices"));
    }
}
