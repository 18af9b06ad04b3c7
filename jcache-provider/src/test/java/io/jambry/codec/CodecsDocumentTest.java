// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ProjectFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodecsDocumentTest {

    /** Fory restores it on later JDKs, and refuses to write it on JDK 17, for which the document is. */
    private static final String OF_THE_JDK = "| object inside another | ";

    private static final int DOCUMENTED_JDK = 17;

    /** Written anew with {@code -Dcodecs.write=true}. */
    @Test
    void document_isWhatTheCodecsDo() throws Exception {
        Path file = ProjectFile.of("docs/codecs.md");
        String text = CodecsDocument.text();
        if (Boolean.getBoolean("codecs.write")) {
            Files.writeString(file, text);
        }
        assertThat(text).doesNotContain("WRONG");
        assertThat(text)
                .as(file.getFileName() + " is written by this test with -Dcodecs.write=true")
                .satisfies(written -> assertThat(comparable(written)).isEqualTo(comparable(Files.readString(file))));
    }

    private static List<String> comparable(String text) {
        return text.lines()
                .filter(line -> Runtime.version().feature() == DOCUMENTED_JDK || !line.startsWith(OF_THE_JDK))
                .toList();
    }

    /** What the default codec is chosen for: section by section, all that can be serialized at all. */
    @Test
    void defaultCodec_restoresWhatHibernateAndSpringStore() {
        EveryCodec jdk = EveryCodec.ALL.get(0);
        assertThat(jdk.name()).isEqualTo("jdk");
        List<String> refused = ClientKinds.all().stream()
                .filter(kind -> !kind.group().equals("Protocol Buffers"))
                .filter(kind -> Fidelity.of(jdk.of(Object.class, kind.allow()), kind) != Fidelity.SAME)
                .map(Kind::name)
                .toList();
        assertThat(refused).containsExactly("ResponseEntity, not Serializable");
    }

    @Test
    void kinds_haveNamesOfTheirOwn() {
        assertThat(Kinds.all()).extracting(kind -> kind.group() + kind.name()).doesNotHaveDuplicates();
    }
}
