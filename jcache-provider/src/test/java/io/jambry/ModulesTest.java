// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The front door: samples and the other modules import {@code io.jambry} and its public rooms, and no inner package. */
class ModulesTest {

    private static final Path PROVIDER = Path.of("").toAbsolutePath();
    private static final Set<String> PUBLIC = Set.of("spi", "structure", "lock");

    @Test
    void otherModules_importNoInnerPackage() throws IOException {
        Pattern inner = innerImport();
        List<Path> sources = otherSources();

        assertThat(sources).anyMatch(source -> source.toString().contains("samples"));
        for (Path source : sources) {
            assertThat(Files.readString(source)).as("%s", source).doesNotContainPattern(inner);
        }
    }

    @Test
    void innerImport_isAnyButThoseOfThePublicPackages() throws IOException {
        assertThat("import io.jambry.store.redis.RedisStore;").containsPattern(innerImport());
        assertThat("import static io.jambry.cache.Plan.Step;").containsPattern(innerImport());
        assertThat("import io.jambry.Jambry; import io.jambry.spi.Store; import io.jambry.structure.Structures;"
                        + " package io.jambry.samples.quickstart;")
                .doesNotContainPattern(innerImport());
    }

    private static Pattern innerImport() throws IOException {
        try (Stream<Path> rooms = Files.list(PROVIDER.resolve("src/main/java/io/jambry"))) {
            return Pattern.compile(rooms.filter(Files::isDirectory)
                    .map(room -> room.getFileName().toString())
                    .filter(not(PUBLIC::contains))
                    .collect(Collectors.joining("|", "import (static )?io\\.jambry\\.(", ")\\b")));
        }
    }

    private static List<Path> otherSources() throws IOException {
        try (Stream<Path> files = Files.walk(PROVIDER.resolveSibling(""))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(not(file -> file.startsWith(PROVIDER)))
                    .toList();
        }
    }
}
