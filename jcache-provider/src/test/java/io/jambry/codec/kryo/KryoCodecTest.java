// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.codec.AllowedClasses;
import io.jambry.codec.CodecContract;
import io.jambry.codec.CodecKinds;
import io.jambry.codec.CodecKinds.Box;
import io.jambry.codec.CodecKinds.Level;
import io.jambry.codec.CodecKinds.Line;
import io.jambry.codec.CodecKinds.Node;
import io.jambry.codec.CodecKinds.Order;
import io.jambry.codec.Kinds;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KryoCodecTest extends CodecContract {

    private static final ClassLoader LOADER = KryoCodecTest.class.getClassLoader();

    /** Not serializable, and in a package of its own list. */
    public static final class Plain {
        public int number;
    }

    @Override
    protected Codec codec(CodecContext context) {
        return new KryoCodec(context);
    }

    @Override
    protected Map<String, byte[]> forged() {
        Map<String, byte[]> forged = new LinkedHashMap<>();
        String huge = "FFFFFFFF07";
        forged.put("list", hex("0B01" + huge));
        forged.put("deque", hex("0D01" + huge));
        forged.put("set", hex("0E01" + huge));
        forged.put("map", hex("1101" + huge));
        forged.put("concurrent map", hex("1401" + huge));
        forged.put("immutable list", hex("1501" + huge));
        forged.put("text", hex("02FFFFFFFF7F"));
        forged.put("number", hex("2701" + huge));
        forged.put("bytes", hex("3B01" + huge));
        forged.put("ints", hex("3C01" + huge));
        forged.put("longs", hex("3D01" + huge));
        forged.put("doubles", hex("3E01" + huge));
        forged.put("objects", hex("3F01" + huge));
        forged.put("JDK serialization", hex("0A01" + huge));
        forged.put("negative", hex("0B01FFFFFFFF0F"));
        forged.put("arrays that share their bytes", arrays());
        return forged;
    }

    /** Each array announces all bytes that follow, which are other arrays. */
    private static byte[] arrays() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < 20; i++) {
            bytes.writeBytes(hex("3F01808030"));
        }
        bytes.writeBytes(new byte[900_000]);
        return bytes.toByteArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void encode_recordThatIsInItself_isRefused() {
        List<Object> list = new ArrayList<>();
        Box box = new Box(list);
        list.add(box);
        assertThatThrownBy(() -> codec().encode(box))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "a io.jambry.codec.CodecKinds$Box is a part of itself, and it cannot be made before its parts"
                                + " are; break the cycle");
    }

    @Test
    void encode_immutableListThatIsInItself_isRefused() throws IOException {
        List<Object> inner = new ArrayList<>();
        List<Object> outer = List.of(inner);
        inner.add(outer);
        assertThatThrownBy(() -> codec().encode(outer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is a part of itself");
        List<?> read = (List<?>) roundTrip(codec(), inner);
        assertThat(((List<?>) read.get(0)).get(0)).isSameAs(read);
    }

    @Test
    void encode_classOfAnotherLoader_isRefused(@TempDir Path directory) throws Exception {
        String source = "package foreign.lib; public class Gadget implements java.io.Serializable {}";
        try (URLClassLoader jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", source));
                URLClassLoader other = new URLClassLoader(jar.getURLs(), LOADER)) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            assertThatThrownBy(() -> codec(context(other, "foreign.lib.*")).encode(gadget))
                    .hasMessageStartingWith("class foreign.lib.Gadget is another one to the class loader of the cache");
            assertThatThrownBy(() -> codec(context(LOADER, "foreign.lib.*")).encode(gadget))
                    .hasMessage("class foreign.lib.Gadget is not on the class path");
        }
    }

    @Test
    void classThatIsNotAllowed_inWhatTheJdkWrites_isRefused(@TempDir Path directory) throws Exception {
        String source = "package foreign.lib; public class Gadget implements java.io.Serializable {}";
        try (URLClassLoader jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", source))) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            Object map = new EnumMap<>(Map.of(Level.LOW, gadget));
            assertThatThrownBy(() -> codec(context(jar, "")).encode(map))
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
            byte[] bytes = codec(context(jar, "foreign.lib.*")).encode(map);
            assertThat(codec(context(jar, "foreign.lib.*")).decode(bytes, 0, bytes.length))
                    .isInstanceOf(EnumMap.class);
            assertThatThrownBy(() -> codec(context(jar, "")).decode(bytes, 0, bytes.length))
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
        }
    }

    @Test
    void encode_recordsThatOccurTwice_areOne() throws IOException {
        Line line = new Line("a", 1, BigDecimal.ONE);
        Object read = roundTrip(codec(), new Box(List.of(line, line)));
        List<?> lines = (List<?>) ((Box) read).content();
        assertThat(lines.get(0)).isSameAs(lines.get(1)).isEqualTo(line);
    }

    @Test
    void encode_objectsThatOccurTwice_areOne() throws IOException {
        Node node = new Node();
        List<?> read = (List<?>) roundTrip(codec(), new ArrayList<>(List.of(node, node)));
        assertThat(read.get(0)).isSameAs(read.get(1));
    }

    @Test
    void encode_chainThatIsTooDeep_isRefusedNamingTheDepth() throws IOException {
        Node deep = CodecKinds.chain(490);
        assertThat(((Node) roundTrip(codec(), deep)).next.next).isNotNull();
        assertThatThrownBy(() -> codec().encode(CodecKinds.chain(600)))
                .isInstanceOf(IOException.class)
                .hasMessage("objects are nested more than 500 deep");
    }

    @Test
    void encode_collectionsThatAreTooDeep_areRefused() {
        Object list = 1;
        for (int i = 0; i < 25; i++) {
            list = new ArrayList<>(List.of(list));
        }
        Object tooDeep = list;
        assertThatThrownBy(() -> codec().encode(tooDeep)).hasMessage("collections are nested more than 24 deep");
    }

    @Test
    void encode_notSerializableInWhatTheJdkWrites_isRefusedNamingBoth() {
        assertThatThrownBy(() -> codec().encode(new IllegalStateException() {
                    private final Plain plain = new Plain();
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not implement java.io.Serializable");
    }

    @Test
    void encode_moreThanTheLimit_namesTheLimit() {
        assertThatThrownBy(() -> codec().encode(tooLarge()))
                .hasMessage("it has 1048577 bytes or more, more than 'jambry.caches.prices.max-value-bytes' = 1048576");
    }

    @Test
    void encode_afterAFailure_worksAsBefore() throws IOException {
        Codec codec = codec();
        for (int i = 0; i < 100; i++) {
            assertThatThrownBy(() -> codec.encode(List.of(new Thread("a")))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> codec.decode(hex("0B0102"), 0, 3)).isInstanceOf(IOException.class);
            assertThat(roundTrip(codec, CodecKinds.order())).isEqualTo(CodecKinds.order());
        }
    }

    @Test
    void roundTrip_manyThreads_shareTheCodec() throws Exception {
        Codec codec = codec();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> tasks = Collections.nCopies(64, () -> {
                for (int i = 0; i < 200; i++) {
                    if (!roundTrip(codec, CodecKinds.order()).equals(CodecKinds.order())) {
                        return false;
                    }
                }
                return true;
            });
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void registered_classes_areNumbersAndNoOthersAreWritten() throws IOException {
        Codec codec = registering(Order.class, Line.class, Level.class);
        byte[] bytes = codec.encode(CodecKinds.order());
        assertThat(codec.decode(bytes, 0, bytes.length)).isEqualTo(CodecKinds.order());
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("CodecKinds");
        assertThat(bytes.length).isLessThan(codec().encode(CodecKinds.order()).length);
        assertThatThrownBy(() -> codec.encode(new Box(1)))
                .hasMessage("class io.jambry.codec.CodecKinds$Box is not registered for Kryo values of cache 'prices';"
                        + " add it at the end of the classes that the codec is made with");
    }

    @Test
    void registered_classesThatMoved_areNoticed() throws IOException {
        byte[] bytes = registering(Order.class, Line.class, Level.class).encode(CodecKinds.order());
        assertThat(registering(Order.class, Line.class, Level.class, Box.class).decode(bytes, 0, bytes.length))
                .isEqualTo(CodecKinds.order());
        for (Codec other : List.of(
                registering(Line.class, Order.class, Level.class),
                registering(Order.class, Box.class, Line.class, Level.class),
                registering(Order.class))) {
            assertThatThrownBy(() -> other.decode(bytes, 0, bytes.length)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void decode_changedClass_namesIt() throws IOException {
        byte[] bytes = codec().encode(new Box(1));
        int fingerprint = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Kinds$Bo") + 9;
        bytes[fingerprint] ^= 1;
        assertThatThrownBy(() -> codec().decode(bytes, 0, bytes.length))
                .hasMessage(
                        "class io.jambry.codec.CodecKinds$Box changed since it was written: its fields are others now,"
                                + " or their types or their order; values of the class as it was cannot be read");
    }

    @Test
    void wireFormat_ofEverySample_isReadAndWrittenAsEver() throws IOException {
        Map<String, byte[]> stored = WireLines.read("wire-format/kryo-v1.txt");
        Map<String, Object> samples = samples();
        samples.forEach((name, sample) -> {
            try {
                byte[] bytes = codec().encode(sample);
                assertThat(stored)
                        .as("%s = %s", name, HexFormat.of().formatHex(bytes))
                        .containsKey(name);
                assertThat(bytes).as(name).isEqualTo(stored.get(name));
                byte[] old = stored.get(name);
                assertThat(codec().decode(old, 0, old.length)).as(name).isEqualTo(sample);
            } catch (IOException e) {
                throw new AssertionError(name, e);
            }
        });
        assertThat(stored).containsOnlyKeys(samples.keySet());
    }

    static Map<String, Object> samples() {
        Map<String, Object> samples = new LinkedHashMap<>();
        samples.put("order", CodecKinds.order());
        Kinds.all().stream()
                .filter(kind -> Set.of(
                                "list of numbers",
                                "Stream.toList() with null",
                                "unmodifiable list",
                                "Arrays.asList",
                                "enum constant with a body",
                                "Instant",
                                "LocalDate far away",
                                "ZonedDateTime in the hour that comes twice",
                                "UUID, Locale, URI",
                                "Optional in a record, not Serializable",
                                "private fields, no default constructor, not Serializable",
                                "bean with a field of its superclass's name",
                                "singleton by readResolve")
                        .contains(kind.name()))
                .forEach(kind -> samples.put(
                        kind.name().replace(", not Serializable", "").replaceAll("[^A-Za-z]+", "-"), kind.value()));
        return samples;
    }

    private static Codec registering(Class<?>... classes) {
        return new KryoCodec(
                new CodecContext(
                        "prices",
                        Object.class,
                        Object.class,
                        LOADER,
                        new AllowedClasses(List.of(), "", "prices"),
                        1 << 20),
                List.of(classes));
    }
}
