// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTest {

    @TempDir
    private Path folder;

    @Test
    void read_noArgument_isTheShippedText() throws Exception {
        Text text = Text.read(List.of());

        assertThat(text.name()).isEqualTo("ancient-mariner.txt");
        assertThat(text.words()).hasSizeGreaterThan(1_500).startsWith("the", "rime", "of", "the", "ancient", "mariner");
    }

    @Test
    void read_emptyArgument_isTheShippedText() throws Exception {
        assertThat(Text.read(List.of(""))).isEqualTo(Text.read(List.of()));
    }

    @Test
    void read_file_isItsWords() throws Exception {
        Path file = Files.writeString(folder.resolve("a name with blanks.txt"), "Water, water");

        assertThat(Text.read(List.of(file.toString())))
                .isEqualTo(new Text("a name with blanks.txt", List.of("water", "water")));
    }

    @Test
    void read_emptyFile_hasNoWords() throws Exception {
        Path file = Files.createFile(folder.resolve("empty.txt"));

        assertThat(Text.read(List.of(file.toString())).words()).isEmpty();
    }

    @Test
    void read_missingFile_isRefusedWithItsPath() {
        Path file = folder.resolve("missing.txt");

        assertThatExceptionOfType(UnreadableTextException.class)
                .isThrownBy(() -> Text.read(List.of(file.toString())))
                .withMessage("there is no such file: " + file + "; give the path of a text file");
    }

    @Test
    void read_folder_isRefused() {
        assertThatExceptionOfType(UnreadableTextException.class)
                .isThrownBy(() -> Text.read(List.of(folder.toString())))
                .withMessage("this is not a file: " + folder + "; give the path of a text file");
    }

    @Test
    void read_twoArguments_isRefused() {
        assertThatExceptionOfType(UnreadableTextException.class)
                .isThrownBy(() -> Text.read(List.of("one.txt", "two.txt")))
                .withMessage("one file at most, please; these are 2 arguments");
    }
}
