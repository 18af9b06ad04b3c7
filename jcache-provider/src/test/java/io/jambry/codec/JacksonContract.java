// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every codec must keep: a value comes back as it was, or there is an IOException, whatever the bytes are. */
public abstract class JacksonContract {

    private static final int MAX_BYTES = 1 << 20;
    private static final long MOST_CPU_NANOS = 100_000_000;
    private static final long MOST_ALLOCATED = 50L << 20;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String MARKER = "io.jambry.codec.marker";
    private static final String NUMBERS = "Integer, Long, Short, Byte, Character";
    private static final ClassFilter ALL = type -> {};

    private static final String GADGET = """
        package foreign.lib;
        public class Gadget implements java.io.Serializable {
            private static final long serialVersionUID = 1L;
            static { System.setProperty("io.jambry.codec.marker", "initialised"); }
            public int number = 1;
            public Gadget() { System.setProperty("io.jambry.codec.marker", "constructed"); }
        }
        """;

    /** Makes the codec. */
    protected abstract Codec codec(CodecContext context);

    /** Bytes that announce much more than there is. */
    protected List<byte[]> forgedLengths() {
        return List.of();
    }

    protected final Codec codec(Class<?> declared) {
        ClassLoader loader = JacksonContract.class.getClassLoader();
        return codec(new CodecContext(
                "prices",
                String.class,
                declared,
                loader,
                new AllowedClasses(List.of(declared), "", "prices"),
                MAX_BYTES));
    }

    private Codec codec(Class<?> declared, ClassLoader loader, ClassFilter filter) {
        return codec(new CodecContext("prices", String.class, declared, loader, filter, MAX_BYTES));
    }

    @Test
    void kinds_ofAllSorts_comeBackOrAreRefusedAsTheTableSays() throws IOException {
        String table = CodecDocument.table(this::codec);
        Path file = CodecDocument.file(codec(Object.class).name());
        if (System.getProperty("codecs.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, table);
        }
        assertThat(table).doesNotContain("WRONG").doesNotContain("thrown");
        assertThat(Files.readString(file))
                .as("%s says how values come back and is out of date: run this test with -Dcodecs.write", file)
                .isEqualTo(table);
    }

    /** Lines are added and never changed. */
    @Test
    void bytes_writtenOnce_areReadForEver() throws IOException {
        String name = "wire-format/codec-" + codec(Object.class).name() + ".txt";
        Map<String, Object> values = Map.of(
                "order", CodecSamples.order(), "numbers", CodecSamples.kinds().get(NUMBERS));
        if (System.getProperty("codecs.write") != null) {
            StringBuilder lines = new StringBuilder("# SPDX-FileCopyrightText: The Jambry authors\n"
                    + "# SPDX-License-Identifier: Apache-2.0\n# declared or not, value, payload in hex\n");
            for (String value : List.of("order", "numbers")) {
                byte[] declared = codec(values.get(value).getClass()).encode(values.get(value));
                byte[] object = codec(Object.class).encode(values.get(value));
                lines.append("declared ")
                        .append(value)
                        .append(' ')
                        .append(HexFormat.of().formatHex(declared));
                lines.append("\nobject ")
                        .append(value)
                        .append(' ')
                        .append(HexFormat.of().formatHex(object))
                        .append('\n');
            }
            Path file = CodecDocument.file("x")
                    .resolve("../../../jcache-provider/src/test/resources")
                    .resolve(name);
            Files.writeString(file.normalize(), lines);
            return;
        }
        try (InputStream in = JacksonContract.class.getClassLoader().getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    String[] parts = line.split(" ");
                    Object value = values.get(parts[1]);
                    byte[] bytes = HexFormat.of().parseHex(parts[2]);
                    Codec codec = codec(parts[0].equals("object") ? Object.class : value.getClass());
                    assertThat(codec.decode(bytes, 0, bytes.length)).as(line).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void bytes_cutShort_areRefused() throws IOException {
        for (Class<?> declared : List.of(CodecSamples.Order.class, Object.class)) {
            Codec codec = codec(declared);
            byte[] good = codec.encode(CodecSamples.order());
            for (int length = 0; length < good.length; length++) {
                byte[] bytes = Arrays.copyOf(good, length);
                assertThat(outcome(codec, bytes)).as("first %s bytes", length).isNotInstanceOf(Error.class);
            }
        }
    }

    @Test
    void bytes_withAnyBitFlipped_areReadOrRefused() throws IOException {
        for (Class<?> declared : List.of(CodecSamples.Order.class, Object.class)) {
            Codec codec = codec(declared);
            byte[] good = codec.encode(CodecSamples.order());
            for (int bit = 0; bit < good.length * 8; bit++) {
                byte[] bytes = good.clone();
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                Object outcome = outcome(codec, bytes);
                if (declared != Object.class && !(outcome instanceof IOException)) {
                    assertThat(outcome).as("bit %s", bit).isInstanceOf(CodecSamples.Order.class);
                }
            }
        }
    }

    @Test
    void bytes_withForgedLengths_areRefusedBeforeMemoryIsTaken() throws IOException {
        for (Class<?> declared : List.of(CodecSamples.Order.class, byte[].class, ArrayList.class, Object.class)) {
            for (byte[] bytes : forgedLengths()) {
                assertThat(outcome(codec(declared), bytes)).isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void bytes_ofAnotherCodecOrNone_areRefusedWithoutQuotingThem() {
        for (Class<?> declared : List.of(CodecSamples.Order.class, Object.class)) {
            for (String text : List.of("secret", "", "{\"secret\":", "[\"secret\",1]", "{\"customer\":[\"secret\"]}")) {
                Object outcome = outcome(codec(declared), text.getBytes(UTF_8));
                if (outcome instanceof IOException e) {
                    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                        assertThat(cause).hasMessageNotContaining("secret");
                    }
                }
            }
        }
    }

    @Test
    void value_largerThanItMayBe_isRefused() {
        Object value = new CodecSamples.Node("x".repeat(MAX_BYTES), List.of());
        assertThatThrownBy(() -> codec(CodecSamples.Node.class).encode(value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(", more than 'jambry.caches.prices.max-value-bytes' = " + MAX_BYTES);
        assertThatThrownBy(() -> codec(CodecSamples.Node.class).decode(new byte[MAX_BYTES + 1], 0, MAX_BYTES + 1))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(", more than 'jambry.caches.prices.max-value-bytes' = " + MAX_BYTES);
    }

    @Test
    void value_ofAnyDepth_isReadableOrRefused() throws IOException {
        Codec codec = codec(CodecSamples.Node.class);
        int refused = 0;
        for (int depth = 1; depth < 700; depth += depth < 240 || depth > 260 ? 29 : 1) {
            CodecSamples.Node node = new CodecSamples.Node("a", List.of());
            for (int i = 1; i < depth; i++) {
                node = new CodecSamples.Node("a", List.of(node));
            }
            byte[] bytes;
            try {
                bytes = codec.encode(node);
            } catch (IOException e) {
                refused++;
                assertThat(depth).isGreaterThan(100);
                continue;
            }
            assertThat(codec.decode(bytes, 0, bytes.length)).isInstanceOf(CodecSamples.Node.class);
        }
        assertThat(refused).isPositive();
    }

    @Test
    void class_thatIsNotAllowed_isRefusedBeforeItsCodeRuns(@TempDir Path directory) throws Exception {
        try (URLClassLoader jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", GADGET));
                URLClassLoader same =
                        new URLClassLoader(jar.getURLs(), getClass().getClassLoader())) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            Object value = new ArrayList<>(List.of(gadget));
            ClassFilter filter = new AllowedClasses(List.of(), "", "prices");
            assertThatThrownBy(() -> codec(Object.class, jar, filter).encode(value))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed")
                    .hasMessageContaining("'jambry.caches.prices.allow-classes'");
            byte[] bytes = codec(Object.class, jar, ALL).encode(value);
            System.clearProperty(MARKER);

            assertThatThrownBy(() -> codec(Object.class, same, filter).decode(bytes, 0, bytes.length))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
            assertThat(System.getProperty(MARKER)).isNull();
        } finally {
            System.clearProperty(MARKER);
        }
    }

    @Test
    void class_ofAnotherShape_isReadRightOrRefused(@TempDir Path directory) throws Exception {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("same", "String name; int id; int count");
        shapes.put("added", "String name; int id; String more; int count; long last");
        shapes.put("first removed", "int id; int count");
        shapes.put("middle removed", "String name; int count");
        shapes.put("wider", "String name; long id; int count");
        shapes.put("narrower", "String name; short id; int count");
        shapes.put("other", "int name; String id; int count");
        for (boolean record : new boolean[] {true, false}) {
            try (URLClassLoader writer = shape(directory, "w" + record, shapes.get("same"), record)) {
                Class<?> type = writer.loadClass("shapes.Shape");
                Object value = type.getMethod("make").invoke(null);
                byte[] bytes = codec(type, writer, ALL).encode(value);
                for (Map.Entry<String, String> shape : shapes.entrySet()) {
                    String name = record + "-" + shape.getKey().replace(' ', '-');
                    try (URLClassLoader reader = shape(directory, name, shape.getValue(), record)) {
                        Class<?> read = reader.loadClass("shapes.Shape");
                        assertReadRight(name, value, outcome(codec(read, reader, ALL), bytes));
                    }
                }
            }
        }
    }

    private void assertReadRight(String shape, Object value, Object outcome) throws Exception {
        assertThat(outcome).as(shape).isNotInstanceOf(Error.class);
        if (outcome instanceof IOException) {
            assertThat(shape).doesNotContain("same");
            return;
        }
        for (var field : outcome.getClass().getDeclaredFields()) {
            field.setAccessible(true);
            Object read = field.get(outcome);
            if (List.of("more", "last").contains(field.getName())) {
                assertThat(read == null || read.equals(0L)).as(shape).isTrue();
            } else {
                var written = value.getClass().getDeclaredField(field.getName());
                written.setAccessible(true);
                assertThat(String.valueOf(read))
                        .as(shape + " " + field.getName())
                        .isEqualTo("" + written.get(value));
            }
        }
    }

    private static URLClassLoader shape(Path directory, String name, String fields, boolean record) throws IOException {
        String body = fields.equals("String name; int id; int count")
                ? "public static Object make() { return new Shape(\"Ada\", 70000, 5); }"
                : "";
        String source = record
                ? "package shapes; public record Shape(" + fields.replace(';', ',')
                        + ") implements java.io.Serializable { " + body + " }"
                : "package shapes; public class Shape implements java.io.Serializable {"
                        + " private static final long serialVersionUID = 1L; private "
                        + fields.replace(";", "; private ")
                        + "; public Shape() {} " + constructor(fields) + body + " }";
        return ForeignJar.open(Files.createDirectory(directory.resolve(name)), Map.of("shapes.Shape", source));
    }

    private static String constructor(String fields) {
        StringBuilder text = new StringBuilder("public Shape(" + fields.replace(';', ',') + ") {");
        for (String field : fields.split("; ")) {
            String name = field.split(" ")[1];
            text.append("this.").append(name).append(" = ").append(name).append(";");
        }
        return text.append("}").toString();
    }

    /** A value or an IOException; whatever else comes, or takes too long or too much, fails the test. */
    private static Object outcome(Codec codec, byte[] bytes) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        Object outcome;
        try {
            outcome = codec.decode(bytes, 0, bytes.length);
            assertThat(outcome).isNotNull();
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotNull();
            outcome = e;
        }
        assertThat(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated)
                .isLessThan(MOST_ALLOCATED);
        assertThat(THREADS.getCurrentThreadCpuTime() - cpu).isLessThan(MOST_CPU_NANOS);
        return outcome;
    }
}
