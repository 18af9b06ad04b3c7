// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.embedded;

import io.jambry.ConfigurationException;
import java.io.File;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the server program is: configured, on the path, or inside the library that carries one. */
final class ServerBinary {

    static final String COORDINATE = "org.signal:embedded-redis:0.9.1";

    private static final List<String> PROGRAMS = List.of("valkey-server", "redis-server");
    private static final String RESOURCE_PREFIX = "redis-server-7.0.15-";
    private static final Map<String, String> ARCHITECTURES = Map.of(
            "amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64", "arm64", "arm64", "x86", "386", "i386", "386");

    private ServerBinary() {}

    static Path find(@Nullable Path configured) {
        if (configured != null) {
            return requireExecutable(configured);
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return onPath(path).or(ServerBinary::inLibrary).orElseThrow(ServerBinary::nothingFound);
    }

    private static Path requireExecutable(Path program) {
        if (!Files.isExecutable(program)) {
            throw new ConfigurationException(
                    "the server program " + program + " cannot be executed; correct 'embedded-binary'");
        }
        return program;
    }

    static Optional<Path> onPath(String path) {
        return PROGRAMS.stream()
                .flatMap(program -> Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, program)))
                .filter(Files::isRegularFile)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Optional<Path> inLibrary() {
        return resourceName()
                .map(ServerBinary.class.getClassLoader()::getResource)
                .map(ServerBinary::extract);
    }

    private static Path extract(URL resource) {
        String file = resource.getPath();
        return new BinaryCache(BinaryCache.defaultDirectory())
                .provide(resource, file.substring(file.lastIndexOf('/') + 1));
    }

    private static Optional<String> resourceName() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String family = system.contains("linux") ? "linux" : system.contains("mac") ? "darwin" : "unknown";
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return Optional.ofNullable(ARCHITECTURES.get(architecture))
                .map(known -> RESOURCE_PREFIX + family + "-" + known);
    }

    private static ConfigurationException nothingFound() {
        return new ConfigurationException("an embedded server was asked for, but there is no "
                + String.join(" and no ", PROGRAMS)
                + " on the path and none for " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                + " on the class path; install one of them, name one in 'embedded-binary', or add the dependency "
                + COORDINATE);
    }
}
