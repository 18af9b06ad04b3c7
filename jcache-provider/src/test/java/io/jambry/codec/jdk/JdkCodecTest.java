// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.EncodingException;
import io.jambry.codec.CodecContract;
import io.jambry.codec.EveryCodec;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdkCodecTest extends CodecContract {

    private static final String MARKER = "io.jambry.codec.jdk.marker";

    private static final String GADGET = """
        package foreign.lib;
        public class Gadget implements java.io.Serializable {
            private static final long serialVersionUID = 1L;
            static { System.setProperty("io.jambry.codec.jdk.marker", "initialised"); }
            private void readObject(java.io.ObjectInputStream in) {
                System.setProperty("io.jambry.codec.jdk.marker", "read");
            }
        }
        """;

    record Order(String id, List<Integer> lines) implements Serializable {}

    record Pair(Object left, Object right) implements Serializable {}

    static final class Chain implements Serializable {
        private static final long serialVersionUID = 1L;
        final Chain next;

        Chain(Chain next) {
            this.next = next;
        }

        static Chain of(int length) {
            Chain chain = null;
            for (int i = 0; i < length; i++) {
                chain = new Chain(chain);
            }
            return chain;
        }
    }

    static final class Spoiled implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            throw new IllegalStateException("spoiled");
        }
    }

    private final JdkCodec codec = codec("", JdkLimits.DEFAULT);
    private final JdkCodec permissive = codec("*", new JdkLimits(1 << 20, 1 << 20, 1 << 30, 1 << 30, 1 << 30));

    @Override
    protected Codec codec(CodecContext context) {
        return EveryCodec.jdk(context);
    }

    @Override
    protected boolean knowsTypeArguments() {
        return false;
    }

    @Override
    protected Map<String, byte[]> forged() {
        try {
            byte[] huge = codec.encode(new long[0]);
            // the length is the last thing in the stream
            huge[huge.length - 4] = 0x7F;
            byte[] negative = huge.clone();
            negative[huge.length - 4] = (byte) 0xFF;
            return Map.of("array", huge, "negative length", negative, "sets within sets", bare(sets(100)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bare(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(value);
        return bytes.toByteArray();
    }

    /** Sets that share their members, so that hashing the outermost takes years. */
    private static Set<Object> sets(int depth) {
        Set<Object> root = new HashSet<>();
        Set<Object> left = root;
        Set<Object> right = new HashSet<>();
        for (int i = 0; i < depth; i++) {
            Set<Object> nextLeft = new HashSet<>();
            Set<Object> nextRight = new HashSet<>();
            nextLeft.add("left");
            // members go in when they are small; the stream holds the final state
            left.add(nextLeft);
            left.add(nextRight);
            right.add(nextLeft);
            right.add(nextRight);
            left = nextLeft;
            right = nextRight;
        }
        return root;
    }

    @Test
    void roundTrip_arrays_haveTheSameContent() throws IOException {
        assertThat((int[]) roundTrip(codec, new int[] {1, 2})).containsExactly(1, 2);
        assertThat((Object[]) roundTrip(codec, new Order[][] {{new Order("a", List.of())}}))
                .hasSize(1);
    }

    @Test
    void roundTrip_exception_keepsMessageCauseAndTrace() throws IOException {
        Exception thrown = new CacheLoaderException("a", new IOException("b", new CacheException("c")));
        thrown.addSuppressed(new EncodingException("d"));

        Throwable read = (Throwable) roundTrip(codec, thrown);

        assertThat(read)
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage("a")
                .hasRootCauseMessage("c");
        assertThat(read.getStackTrace()).isEqualTo(thrown.getStackTrace());
        assertThat(read.getSuppressed()).hasSize(1);
    }

    @Test
    void encode_foreignClass_isRefusedNamingClassJarAndSetting(@TempDir Path directory) throws Exception {
        try (var jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", GADGET))) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            assertThatThrownBy(() -> codec.encode(new ArrayList<>(List.of(gadget))))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed in serialized values; if"
                                    + " it is harmless, name it in setting 'jambry.caches.prices.allow-classes', such as"
                                    + " 'allow-classes = foreign.lib.Gadget'");
        } finally {
            System.clearProperty(MARKER);
        }
    }

    @Test
    void decode_foreignClass_isRefusedBeforeItsCodeRuns(@TempDir Path directory) throws Exception {
        try (var jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", GADGET));
                var sameJar =
                        new java.net.URLClassLoader(jar.getURLs(), getClass().getClassLoader())) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            byte[] bytes = permissive.encode(new ArrayList<>(List.of(gadget)));
            System.clearProperty(MARKER);
            JdkCodec careful = new JdkCodec(List.of(), "", JdkLimits.DEFAULT, sameJar, "prices");

            assertThatThrownBy(() -> careful.decode(bytes, 0, bytes.length))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
            assertThat(System.getProperty(MARKER)).isNull();
        } finally {
            System.clearProperty(MARKER);
        }
    }

    @Test
    void roundTrip_foreignClassThatIsDeclaredOrConfigured_usesTheGivenLoader(@TempDir Path directory) throws Exception {
        String bean = "package foreign.lib; public record Bean(String name) implements java.io.Serializable {}";
        String other =
                "package foreign.other; public record Other(foreign.lib.Bean bean) implements java.io.Serializable {}";
        try (var jar = ForeignJar.open(directory, Map.of("foreign.lib.Bean", bean, "foreign.other.Other", other))) {
            Class<?> beanType = jar.loadClass("foreign.lib.Bean");
            Object value = beanType.getConstructor(String.class).newInstance("a");
            Object outer = jar.loadClass("foreign.other.Other")
                    .getConstructor(beanType)
                    .newInstance(value);
            JdkCodec declared = new JdkCodec(List.of(beanType), "", JdkLimits.DEFAULT, jar, "prices");
            JdkCodec configured = new JdkCodec(List.of(), "foreign.**", JdkLimits.DEFAULT, jar, "prices");
            JdkCodec forbidden = new JdkCodec(List.of(beanType), "!foreign.other.*", JdkLimits.DEFAULT, jar, "prices");

            assertThat(roundTrip(declared, outer)).isEqualTo(outer);
            assertThat(roundTrip(configured, outer)).isEqualTo(outer);
            assertThatThrownBy(() -> forbidden.encode(outer)).hasMessageContaining("foreign.other.Other");
        }
    }

    @Test
    void decode_classOfTheContextLoader_isFoundSecond(@TempDir Path directory) throws Exception {
        String bean = "package foreign.lib; public record Bean(String name) implements java.io.Serializable {}";
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var jar = ForeignJar.open(directory, Map.of("foreign.lib.Bean", bean))) {
            Object value = jar.loadClass("foreign.lib.Bean")
                    .getConstructor(String.class)
                    .newInstance("a");
            byte[] bytes = permissive.encode(value);
            assertThatThrownBy(() -> permissive.decode(bytes, 0, bytes.length))
                    .hasMessage("class foreign.lib.Bean is not on the class path");
            thread.setContextClassLoader(jar);
            assertThat(permissive.decode(bytes, 0, bytes.length)).isEqualTo(value);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void encode_lambda_isRefusedUnlessNamed() throws IOException {
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> "a";
        assertThatThrownBy(() -> codec.encode(lambda))
                .hasMessageContaining("class java.lang.invoke.SerializedLambda (part of the JDK or made at run time)");

        JdkCodec allowing = codec("java.lang.invoke.SerializedLambda", JdkLimits.DEFAULT);
        assertThat(((Supplier<?>) roundTrip(allowing, lambda)).get()).isEqualTo("a");
    }

    record Handler() implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return "from the proxy";
        }
    }

    @Test
    void proxy_isRefusedOnBothSidesUnlessNamed() throws IOException {
        Object proxy =
                Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Comparable.class}, new Handler());
        byte[] bytes = permissive.encode(proxy);

        assertThatThrownBy(() -> codec.encode(proxy)).hasMessageContaining("class java.lang.reflect.Proxy");
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .hasMessageContaining("class java.lang.reflect.Proxy");
        JdkCodec allowing = codec("java.lang.reflect.Proxy;java.lang.Comparable", JdkLimits.DEFAULT);
        assertThat(roundTrip(allowing, proxy)).hasToString("from the proxy");
    }

    @Test
    void decode_setsWithinSets_isStoppedAtOnce() throws IOException {
        Set<Object> root = sets(100);
        byte[] bytes = bare(root);

        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .hasMessage(
                        "it holds collections nested too deep, beyond 'jambry.caches.prices.jdk-max-collections' = 24");
        assertThatThrownBy(() -> codec.encode(root)).hasMessageContaining("share their members");
    }

    @Test
    void encode_collectionsOfAnyNesting_areReadableOrRefused() throws IOException {
        for (int nesting = 1; nesting < 40; nesting++) {
            Object value = 1;
            for (int i = 0; i < nesting; i++) {
                value = switch (i % 5) {
                    case 0 -> new ArrayList<>(Arrays.asList(value, 1));
                    case 1 -> new HashMap<>(Map.of(1, value));
                    case 2 -> Set.of(value, "a", "b");
                    case 3 -> new Object[] {value};
                    default -> List.of(1, new HashSet<>(Set.of(1)), value);
                };
            }
            byte[] bytes;
            try {
                bytes = codec.encode(value);
            } catch (LimitException e) {
                assertThat(nesting).isGreaterThan(12);
                continue;
            }
            assertThat(nesting).isLessThanOrEqualTo(24);
            assertThat(codec.decode(bytes, 0, bytes.length)).hasSameClassAs(value);
        }
    }

    @Test
    void encode_beyondALimit_isRefusedNamingTheSetting() {
        JdkCodec small = codec("", new JdkLimits(50, 10, 1000, 1000, 5000));
        assertThatThrownBy(() -> small.encode(new byte[2000]))
                .hasMessage("an array has 2000 elements, more than 'jambry.caches.prices.jdk-max-array' = 1000");
        assertThatThrownBy(() -> small.encode(new ArrayList<>(List.of("x".repeat(6000)))))
                .hasMessageContaining("bytes or more, more than 'jambry.caches.prices.max-value-bytes' = 5000");
        assertThatThrownBy(() -> small.encode(Chain.of(60)))
                .hasMessageContaining("half of 'jambry.caches.prices.jdk-max-depth' = 50");
        JdkCodec few = codec("", new JdkLimits(50, 10, 500, 1000, 5000));
        assertThatThrownBy(() -> few.encode(new ArrayList<>(Collections.nCopies(600, "a"))))
                .hasMessage("it holds more references than 'jambry.caches.prices.jdk-max-references' = 500");
        assertThatThrownBy(() -> codec.encode(Chain.of(100_000))).hasMessageContaining("nested");
    }

    @Test
    void encode_chainOfAnyLength_isReadableOrRefused() throws IOException {
        JdkCodec small = codec("", new JdkLimits(50, 10, 100_000, 100_000, 1 << 20));
        for (int length = 1; length < 80; length++) {
            Object value = new Pair(new ArrayList<>(List.of(length, new Order("a", List.of()))), Chain.of(length));
            byte[] bytes;
            try {
                bytes = small.encode(value);
            } catch (LimitException e) {
                assertThat(length).isGreaterThan(20);
                continue;
            }
            assertThat(length).isLessThan(50);
            assertThat(small.decode(bytes, 0, bytes.length)).isInstanceOf(Pair.class);
        }
    }

    @Test
    void decode_deepChain_isStopped() throws Exception {
        byte[][] bytes = new byte[1][];
        Thread roomy = new Thread(null, () -> bytes[0] = encodeUnchecked(Chain.of(20_000)), "roomy", 1L << 28);
        roomy.start();
        roomy.join();
        assertThatThrownBy(() -> codec.decode(bytes[0], 0, bytes[0].length))
                .hasMessage("it holds objects nested too deep, beyond 'jambry.caches.prices.jdk-max-depth' = 500");
    }

    @Test
    void decode_hugeArrayInFewBytes_isStoppedBeforeItIsMade() throws IOException {
        byte[] bytes = codec.encode(new long[0]);
        // the length is the last thing in the stream
        bytes[bytes.length - 4] = 0x00;
        bytes[bytes.length - 3] = (byte) 0xF0;
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .hasMessage("it holds an array longer than the bytes it is read from");
        bytes[bytes.length - 4] = 0x7F;
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .hasMessageContaining("elements, more than 'jambry.caches.prices.jdk-max-array' = ");
    }

    @Test
    void decode_damagedBytes_isAnIOExceptionWithoutThem() throws IOException {
        byte[] good = codec.encode(new Order("secret", List.of(1, 2, 3)));
        java.util.Random random = new java.util.Random(7);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = Arrays.copyOf(good, i % 2 == 0 ? good.length : random.nextInt(good.length));
            for (int j = 0; j < 3 && bytes.length > 0; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(codec.decode(bytes, 0, bytes.length)).isNotNull();
            } catch (IOException e) {
                assertThat(e).hasMessageNotContaining("secret");
            }
        }
        assertThatThrownBy(() -> codec.decode(new byte[] {'s', 'e', 'c', 'r'}, 0, 4))
                .hasMessage("its bytes are damaged (StreamCorruptedException)")
                .hasNoCause();
        byte[] longer = Arrays.copyOf(good, good.length + 3);
        assertThatThrownBy(() -> codec.decode(longer, 0, longer.length)).isInstanceOf(IOException.class);
    }

    @Test
    void encode_notSerializable_namesTheClass() {
        assertThatThrownBy(() -> codec.encode(new ArrayList<>(List.of(Optional.of(1)))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("class java.util.Optional does not implement java.io.Serializable");
    }

    @Test
    void decode_valueThatThrows_keepsTheCause() throws IOException {
        byte[] bytes = codec.encode(new Spoiled());
        assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                .hasMessage("reading it threw java.lang.IllegalStateException")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void encode_dangerousOrSlowJdkClasses_areRefused() throws Exception {
        URL url = URI.create("file:///a").toURL();
        for (Object value : List.of(
                url,
                new javax.management.BadAttributeValueExpException("a"),
                new java.util.PriorityQueue<>(List.of(1)))) {
            assertThatThrownBy(() -> codec.encode(value))
                    .hasMessageContaining(value.getClass().getName());
        }
        assertThat(roundTrip(codec, new ArrayDeque<>(List.of(1)))).isInstanceOf(ArrayDeque.class);
        assertThat(roundTrip(codec, new AtomicInteger(3))).hasToString("3");
    }

    @Test
    void patterns_thatAreNone_areRefusedNamingTheSetting() {
        assertThatThrownBy(() -> codec("maxdepth=3", JdkLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'jambry.caches.prices.allow-classes' has a limit in it");
        assertThatThrownBy(() -> codec(".*", JdkLimits.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'jambry.caches.prices.allow-classes' is no list of patterns");
        assertThatThrownBy(() -> new JdkLimits(0, 1, 1, 1, 1)).hasMessage("'jdk-max-depth' = 0, it must be 1 or more");
    }

    private byte[] encodeUnchecked(Object value) {
        try {
            return permissive.encode(value);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Object roundTrip(JdkCodec codec, Object value) throws IOException {
        byte[] bytes = codec.encode(value);
        byte[] inside = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, inside, 3, bytes.length);
        return codec.decode(inside, 3, bytes.length);
    }

    private static JdkCodec codec(String patterns, JdkLimits limits) {
        return new JdkCodec(List.of(), patterns, limits, JdkCodecTest.class.getClassLoader(), "prices");
    }
}
