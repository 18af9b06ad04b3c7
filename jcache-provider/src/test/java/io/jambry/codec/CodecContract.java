// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.codec.CodecKinds.Kind;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every codec keeps: a value comes back as it was or is refused by an IOException, whatever the bytes and whatever
 * became of its class. The test of a codec that takes any object extends this and supplies it.
 */
public abstract class CodecContract extends CodecBytesContract {

    private static final String MARKER = "io.jambry.codec.contract.marker";

    private static final String GADGET = """
        package foreign.lib;
        public class Gadget implements java.io.Serializable {
            static { System.setProperty("io.jambry.codec.contract.marker", "initialised"); }
            public String name = "a";
            public Gadget() {}
        }
        """;

    static List<Kind> kinds() {
        return CodecKinds.all();
    }

    static List<Kind> kindsOfTheJdk() {
        return CodecKinds.ofTheJdk();
    }

    @ParameterizedTest
    @MethodSource({"kinds", "kindsOfTheJdk"})
    void roundTrip_anyKind_isTheSameOrRefusedOnWriting(Kind kind) throws IOException {
        Codec codec = codec();
        byte[] bytes;
        try {
            bytes = codec.encode(kind.value());
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?s).{10,}");
            return;
        }
        Object read = codec.decode(bytes, 0, bytes.length);
        assertThat(read).isInstanceOf(kind.value().getClass());
        assertThat(kind.isRestored(read)).as("restored as it was").isTrue();
    }

    /** Written anew with {@code -Dcodecs.write=true}. */
    @Test
    void fidelity_ofEveryKind_isAsDocumented() throws IOException {
        Path file = FidelityDocument.file(codec().name());
        String text = FidelityDocument.text(codec());
        if (Boolean.getBoolean("codecs.write")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text)
                .as(file.getFileName() + " is written by this test with -Dcodecs.write=true")
                .isEqualTo(Files.readString(file));
    }

    @Test
    void classThatIsNotAllowed_isRefusedBeforeItsCodeRuns(@TempDir Path directory) throws Exception {
        try (URLClassLoader jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", GADGET));
                URLClassLoader same = new URLClassLoader(jar.getURLs(), CodecContract.class.getClassLoader())) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            assertThatThrownBy(() -> codec(context(jar, "")).encode(gadget))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
            byte[] bytes = codec(context(jar, "foreign.lib.*")).encode(gadget);
            System.clearProperty(MARKER);

            assertThatThrownBy(() -> codec(context(same, "")).decode(bytes, 0, bytes.length))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
            assertThat(System.getProperty(MARKER)).isNull();
        } finally {
            System.clearProperty(MARKER);
        }
    }

    @Test
    void changedClass_isReadRightOrRefused(@TempDir Path directory) throws Exception {
        ShapeChanges changes = new ShapeChanges(directory);
        for (ShapeChanges.Change change : ShapeChanges.ALL) {
            changes.check(change, loader -> codec(context(loader, "shape.*")));
        }
    }
}
