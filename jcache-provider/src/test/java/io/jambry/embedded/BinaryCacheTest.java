// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {

    @TempDir
    Path root;

    @Test
    void provide_firstTime_writesAPrivateExecutableFile() throws IOException {
        Path program = cache().provide(resource("one"), "server");
        assertThat(program).hasContent("one").isExecutable();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void provide_otherContent_isAnotherFile() throws IOException {
        assertThat(cache().provide(resource("one"), "server")).isNotEqualTo(cache().provide(resource("two"), "server"));
    }

    @Test
    void provide_fileThatWasChanged_isReplaced() throws IOException {
        Path program = cache().provide(resource("one"), "server");
        Files.writeString(program, "evil");
        assertThat(cache().provide(resource("one"), "server"))
                .isEqualTo(program)
                .hasContent("one");
    }

    @Test
    void provide_manyAtOnce_leavesOneFile() throws IOException {
        URL resource = resource("one");
        List<Path> programs = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> cache().provide(resource, "server"))
                .toList();
        assertThat(programs).containsOnly(programs.get(0));
        try (Stream<Path> files = Files.list(root.resolve("cache"))) {
            assertThat(files).containsExactly(programs.get(0));
        }
    }

    private BinaryCache cache() {
        return new BinaryCache(root.resolve("cache"));
    }

    private URL resource(String content) throws IOException {
        return Files.writeString(root.resolve("resource-" + content), content)
                .toUri()
                .toURL();
    }
}
