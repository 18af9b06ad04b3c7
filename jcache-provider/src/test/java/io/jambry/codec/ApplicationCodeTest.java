// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.jdk.ForeignJar;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
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
    void classesOfAWar_areTheApplication_howeverTheServerNamesTheirPlace() throws Exception {
        assertThat(containsClassFrom("file:/server/shop/WEB-INF/classes/")).isTrue();
        assertThat(containsClassFrom("file:/server/shop/WEB-INF/classes/shop/Book.class"))
                .isTrue();
        assertThat(containsClassFrom("jar:file:/server/shop.war!/WEB-INF/classes!/"))
                .isTrue();
        assertThat(containsClassFrom("file:/server/shop/WEB-INF/lib/book.jar")).isFalse();
        assertThat(containsClassFrom("jar:file:/server/shop.war!/WEB-INF/lib/book.jar"))
                .isFalse();
        assertThat(containsClassFrom("file:/server/lib/shop/Book.class")).isFalse();
    }

    private boolean containsClassFrom(String location) throws Exception {
        byte[] book;
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {library().toUri().toURL()}, null);
                InputStream in = loader.getResourceAsStream("shop/Book.class")) {
            book = in.readAllBytes();
        }
        return new ApplicationCode(List.of()).contains(new Placed(new URL(location)).define(book));
    }

    /** Gives a class a place as servers do. */
    private static final class Placed extends SecureClassLoader {

        private final URL place;

        Placed(URL place) {
            super(null);
            this.place = place;
        }

        Class<?> define(byte[] bytes) {
            return defineClass("shop.Book", bytes, 0, bytes.length, new CodeSource(place, (Certificate[]) null));
        }
    }

    @Test
    void directory_isTheApplication() {
        assertThat(new ApplicationCode(List.of()).contains(ApplicationCodeTest.class))
                .isTrue();
    }
}
