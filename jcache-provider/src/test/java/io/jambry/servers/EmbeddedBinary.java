// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The static Redis inside {@code org.signal:embedded-redis}, taken out once per user. */
final class EmbeddedBinary {

    private static final String VERSION = "7.0.15";

    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "amd64", "x86_64", "amd64", "aarch64", "arm64", "arm64", "arm64");

    private EmbeddedBinary() {}

    static Optional<ServerBinary> find() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
        String name = "redis-server-" + VERSION + "-" + (mac ? "darwin" : "linux") + "-"
                + ARCHITECTURES.getOrDefault(System.getProperty("os.arch"), "unknown");
        return Optional.ofNullable(EmbeddedBinary.class.getClassLoader().getResource(name))
                .map(resource -> new ServerBinary(ServerFlavour.REDIS, VERSION, extract(resource, name), null));
    }

    private static Path extract(URL resource, String name) {
        Path program = Path.of(System.getProperty("user.home"), ".cache", "jambry-servers", "embedded", name);
        try {
            var connection = resource.openConnection();
            if (Files.isExecutable(program) && Files.size(program) == connection.getContentLengthLong()) {
                return program;
            }
            Files.createDirectories(program.getParent());
            Path draft = Files.createTempFile(program.getParent(), "draft-", ".tmp");
            try (InputStream in = connection.getInputStream()) {
                Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwx------"));
            return Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded server cannot be written to " + program, e);
        }
    }
}
