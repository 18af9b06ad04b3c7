// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import io.jambry.codec.AllowedClasses;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.ClassFilter;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objenesis.strategy.StdInstantiatorStrategy;

/** The bytes were written by Redisson 4.7.0; those of changed classes by a Kryo that is set up as Redisson does. */
class RedissonKryo5CodecTest {

    private static final ClassLoader LOADER = RedissonKryo5CodecTest.class.getClassLoader();

    private final Codec codec = codec(LOADER, "");

    @Test
    void decode_whatRedissonWrote_isTheSame() throws IOException {
        Map<String, byte[]> stored = WireLines.read("wire-format/redisson-kryo5-4.7.0.txt");
        Map<String, Object> samples = RedissonSamples.all();
        samples.forEach((name, sample) -> {
            byte[] bytes = stored.get(name);
            assertThat(bytes).as(name).isNotNull();
            try {
                assertThat(codec.decode(bytes, 0, bytes.length))
                        .as(name)
                        .isEqualTo(sample)
                        .hasSameClassAs(sample);
            } catch (IOException e) {
                throw new AssertionError(name, e);
            }
        });
    }

    @Test
    void decode_exception_isRead() throws IOException {
        byte[] bytes = WireLines.read("wire-format/redisson-kryo5-4.7.0.txt").get("exception");
        assertThat((Throwable) codec.decode(bytes, 0, bytes.length))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a")
                .hasRootCauseMessage("b");
    }

    @Test
    void decode_whatRedissonWroteWithReferences_isTheSame() throws IOException {
        byte[] bytes = WireLines.read("wire-format/redisson-kryo5-4.7.0.txt").get("with-references");
        Codec references = new RedissonKryo5Codec(context(LOADER, ""), /* references= */ true);
        List<?> read = (List<?>) references.decode(bytes, 0, bytes.length);
        assertThat(read.get(0))
                .isSameAs(read.get(1))
                .isEqualTo(RedissonSamples.all().get("bean"));
    }

    @Test
    void decode_damagedBytes_areRefusedOrAValueOfTheType() throws IOException {
        for (String name : List.of("order", "numbers", "unmodifiable", "exception", "closed")) {
            byte[] bytes =
                    WireLines.read("wire-format/redisson-kryo5-4.7.0.txt").get(name);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> codec.decode(cut, 0, cut.length))
                        .as(name)
                        .isInstanceOf(IOException.class);
            }
            for (int bit = 0; bit < 8 * bytes.length; bit++) {
                byte[] flipped = bytes.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                try {
                    assertThat(codec.decode(flipped, 0, flipped.length)).isNotNull();
                } catch (IOException e) {
                    assertThat(e.getMessage()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void decode_announcedLengths_areRefused() {
        String[] forged = {
            // ArrayList, HashMap, Object[], String[], int[], by name; then text and a list of nothing but null
            named("java.util.ArrayList") + "FFFFFFFF07",
            named("java.util.HashMap") + "FFFFFFFF0F",
            named("[Ljava.lang.Object;") + "FFFFFFFF07",
            named("[Ljava.lang.String;") + "FFFFFFFF07",
            named("[I") + "FFFFFFFF07",
            named("java.util.PriorityQueue") + "FFFFFFFF07",
            "03FFFFFFFF7F",
            named("java.util.ArrayList") + "FFFFFFFF0700",
        };
        for (String text : forged) {
            byte[] bytes = HexFormat.of().parseHex(text);
            assertThatThrownBy(() -> codec.decode(bytes, 0, bytes.length))
                    .as(text)
                    .isInstanceOf(IOException.class);
        }
    }

    private static String named(String className) {
        Output out = new Output(100);
        out.writeByte(1);
        out.writeVarInt(0, true);
        out.writeString(className);
        return HexFormat.of().formatHex(out.toBytes());
    }

    @Test
    void decode_classThatIsNotAllowed_isRefused(@TempDir Path directory) throws Exception {
        try (URLClassLoader jar = jar(directory, "public int a;")) {
            byte[] bytes = written(thing(jar, 7));
            assertThatThrownBy(() -> codec(jar, "").decode(bytes, 0, bytes.length))
                    .hasMessageContaining("class shape.Thing (from foreign-1.0.jar) is not allowed");
            assertThat(codec(jar, "shape.*").decode(bytes, 0, bytes.length)).isNotNull();
            byte[] inStream =
                    WireLines.read("wire-format/redisson-kryo5-4.7.0.txt").get("exception");
            ClassFilter nothing = type -> {
                throw new IOException("not " + type.getName());
            };
            Codec strict = new RedissonKryo5Codec(
                    new CodecContext("prices", Object.class, Object.class, LOADER, nothing, 1 << 20));
            assertThatThrownBy(() -> strict.decode(inStream, 0, inStream.length))
                    .hasMessageStartingWith("not java.lang");
        }
    }

    @Test
    void decode_fieldsThatCameOrWent_areRefused(@TempDir Path directory) throws Exception {
        String before = "public int age; public String city; public boolean home; public String name; public int zip;";
        try (URLClassLoader writer = jar(directory, before)) {
            byte[] bytes = written(thing(writer, 7));
            for (String after : List.of(
                    before + " public String aaa;",
                    before + " public int count;",
                    before + " public int zzz;",
                    before + " public java.util.List<String> tags;",
                    before.replace("public int age;", ""),
                    before.replace("public String city;", ""),
                    before.replace("public boolean home;", ""),
                    before.replace("public String name;", ""),
                    before.replace("public int zip;", ""),
                    before.replace("String name", "java.util.List<String> name"),
                    before.replace("boolean home", "String home"),
                    before.replace("String city", "int city"))) {
                try (URLClassLoader reader = jar(directory, after)) {
                    assertThatThrownBy(() -> codec(reader, "shape.*").decode(bytes, 0, bytes.length))
                            .as(after)
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    /** As the Javadoc of the codec says. */
    @Test
    void decode_largeNumberThatWentFromInFrontOfText_cannotBeNoticed(@TempDir Path directory) throws Exception {
        try (URLClassLoader writer = jar(directory, "public int age; public String city;");
                URLClassLoader reader = jar(directory, "public String city;")) {
            byte[] bytes = written(thing(writer, 33));
            Object read = codec(reader, "shape.*").decode(bytes, 0, bytes.length);
            assertThat(read.getClass().getField("city").get(read)).isEqualTo("Btext of city");
        }
    }

    @Test
    void encode_anything_isRefused() {
        assertThatThrownBy(() -> codec.encode("a"))
                .isInstanceOf(IOException.class)
                .hasMessage("codec 'redisson-kryo5' only reads; choose another one for what is written");
    }

    private static Object thing(URLClassLoader jar, int number) throws Exception {
        Object thing = jar.loadClass("shape.Thing").getConstructor().newInstance();
        for (Field field : thing.getClass().getFields()) {
            if (field.getType() == int.class) {
                field.set(thing, number);
            } else if (field.getType() == String.class) {
                field.set(thing, "text of " + field.getName());
            }
        }
        return thing;
    }

    private static byte[] written(Object value) {
        Kryo kryo = new Kryo();
        kryo.setReferences(false);
        kryo.setRegistrationRequired(false);
        kryo.setInstantiatorStrategy(new StdInstantiatorStrategy());
        Output out = new Output(1024);
        kryo.writeClassAndObject(out, value);
        return out.toBytes();
    }

    private static URLClassLoader jar(Path directory, String fields) throws IOException {
        return ForeignJar.open(
                Files.createTempDirectory(directory, "jar"),
                Map.of("shape.Thing", "package shape; public class Thing { " + fields + " }"));
    }

    private static Codec codec(ClassLoader loader, String patterns) {
        return new RedissonKryo5Codec(context(loader, patterns));
    }

    private static CodecContext context(ClassLoader loader, String patterns) {
        return new CodecContext(
                "prices",
                Object.class,
                Object.class,
                loader,
                new AllowedClasses(new ArrayList<>(), patterns, "prices"),
                1 << 20);
    }
}
