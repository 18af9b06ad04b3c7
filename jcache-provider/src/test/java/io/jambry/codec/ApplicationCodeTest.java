// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.jdk.ForeignJar;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationCodeTest {

    @TempDir
    Path directory;

    private boolean containsClassIn(String archive) throws Exception {
        Path place = directory.resolve(archive);
        Files.createDirectories(place.getParent());
        Files.copy(library(), place);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {place.toUri().toURL()}, null)) {
            return new ApplicationCode(List.of()).contains(loader.loadClass("shop.Book"));
        }
    }

    private Path library() throws IOException {
        return ForeignJar.make(
                Files.createTempDirectory(directory, "made"),
                Map.of("shop.Book", "package shop; public class Book {}"));
    }

    @Test
    void jar_isALibrary() throws Exception {
        assertThat(containsClassIn("shop/book.jar")).isFalse();
    }

    @Test
    void war_isTheApplication() throws Exception {
        assertThat(containsClassIn("apps/shop.war")).isTrue();
    }

    @Test
    void jarInFolderApp_ofQuarkusOnly_isTheApplication() throws Exception {
        assertThat(containsClassIn("app/shop.jar")).isFalse();
        Files.createFile(Files.createDirectories(directory.resolve("quarkus")).resolve("quarkus-application.dat"));

        assertThat(containsClassIn("app/again.jar")).isTrue();
        assertThat(containsClassIn("lib/main/book.jar")).isFalse();
    }

    @Test
    void directory_isTheApplication() {
        assertThat(new ApplicationCode(List.of()).contains(ApplicationCodeTest.class))
                .isTrue();
    }
}
