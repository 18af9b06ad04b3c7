// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The JDKs of this machine: the one that runs this, and those that lie beside it. */
final class Jdks {

    private Jdks() {}

    /**
     * One for a server that needs more than this JVM is.
     *
     * @param feature the oldest that will do
     */
    static Optional<Path> atLeast(int feature) {
        Path own = Path.of(System.getProperty("java.home"));
        if (Runtime.version().feature() >= feature) {
            return Optional.of(own);
        }
        try (Stream<Path> beside = Files.list(own.toRealPath().getParent())) {
            return beside.sorted().filter(jdk -> feature(jdk) >= feature).findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 0 for what is no JDK. */
    private static int feature(Path jdk) {
        Path release = jdk.resolve("release");
        if (!Files.isExecutable(jdk.resolve("bin/javac")) || !Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(release)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Runtime.Version.parse(version).feature();
    }
}
