// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.codec.ShapeChanges.Change;
import io.jambry.codec.jdk.ForeignJar;
import io.jambry.spi.Codec;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every codec keeps: a value comes back as it was or is refused by an IOException, whatever the bytes and whatever
 * became of its class. The test of a codec that takes any object extends this and supplies it; a row in {@link EveryCodec}
 * gives it a column in {@code docs/codecs.md}.
 */
public abstract class CodecContract extends CodecBytesContract {

    private static final String MARKER = "io.jambry.codec.contract.marker";

    private static final String GADGET = """
        package foreign.lib;
        public class Gadget implements java.io.Serializable {
            private static final long serialVersionUID = 1L;
            static { System.setProperty("io.jambry.codec.contract.marker", "initialised"); }
            public String name = "a";
            public Gadget() { System.setProperty("io.jambry.codec.contract.marker", "constructed"); }
            private void readObject(java.io.ObjectInputStream in) throws Exception {
                System.setProperty("io.jambry.codec.contract.marker", "read");
                in.defaultReadObject();
            }
        }
        """;

    static List<Kind> kinds() {
        return Kinds.all();
    }

    static List<Change> changes() {
        return ShapeChanges.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void roundTrip_anyKind_isTheSameOrRefusedOnWriting(Kind kind) throws IOException {
        for (Class<?> declared : List.of(Object.class, kind.declared())) {
            Codec codec = everyCodec().of(declared, kind.allow());
            byte[] bytes;
            try {
                bytes = codec.encode(kind.value());
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("(?s).{10,}");
                continue;
            }
            Object read = codec.decode(bytes, 0, bytes.length);
            assertThat(kind.isRestored(read)).as("restored as it was").isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changedClass_isReadRightOrRefused(Change change) throws Exception {
        List<ShapeChanges.Outcome> outcomes = ShapeChanges.outcomes(everyCodec(), change);
        assertThat(outcomes).hasSize(2);
        if (knowsTypeArguments()) {
            assertThat(outcomes).doesNotContain(ShapeChanges.Outcome.ELEMENTS_AS_WRITTEN);
        }
    }

    /** Whether the type arguments of a field decide how it is read. */
    protected boolean knowsTypeArguments() {
        return true;
    }

    @Test
    void classThatIsNotAllowed_isRefusedBeforeItsCodeRuns(@TempDir Path directory) throws Exception {
        try (URLClassLoader jar = ForeignJar.open(directory, Map.of("foreign.lib.Gadget", GADGET));
                URLClassLoader same = new URLClassLoader(jar.getURLs(), CodecContract.class.getClassLoader())) {
            Object gadget = jar.loadClass("foreign.lib.Gadget").getConstructor().newInstance();
            for (Object value : List.of(gadget, new ArrayList<>(List.of(gadget)))) {
                assertThatThrownBy(() -> codec(context(jar, "")).encode(value))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed")
                        .hasMessageContaining("'jambry.caches.prices.allow-classes'");
                byte[] bytes = codec(context(jar, "foreign.lib.*")).encode(value);
                System.clearProperty(MARKER);

                assertThatThrownBy(() -> codec(context(same, "")).decode(bytes, 0, bytes.length))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("class foreign.lib.Gadget (from foreign-1.0.jar) is not allowed");
                assertThat(System.getProperty(MARKER)).isNull();
            }
        } finally {
            System.clearProperty(MARKER);
        }
    }

    @Test
    void value_ofAnyDepth_isReadableOrRefused() throws IOException {
        int refused = 0;
        for (Class<?> declared : List.of(CodecKinds.Node.class, Object.class)) {
            Codec codec = codec(declared);
            for (int depth = 1; depth < 700; depth += depth < 240 || depth > 260 ? 29 : 1) {
                byte[] bytes;
                try {
                    bytes = codec.encode(CodecKinds.chain(depth));
                } catch (IOException e) {
                    refused++;
                    assertThat(depth).isGreaterThan(90);
                    continue;
                }
                assertThat(codec.decode(bytes, 0, bytes.length)).isInstanceOf(CodecKinds.Node.class);
            }
        }
        assertThat(refused).isPositive();
    }
}
