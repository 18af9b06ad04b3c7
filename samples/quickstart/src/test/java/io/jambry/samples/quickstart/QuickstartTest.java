// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program from outside. That it succeeds is seen in the build, which runs it. */
class QuickstartTest {

    @Test
    void main_missingFile_endsWith2AndOneLine(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("missing.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        Quickstart.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output.lines())
                .containsExactly("quickstart: there is no such file: " + file + "; give the path of a text file");
    }
}
