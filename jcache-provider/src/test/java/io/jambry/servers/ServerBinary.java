// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server program that tests can start.
 *
 * <p>Further versions stand in one directory, each in a sub-folder such as {@code valkey-8.1} with an executable
 * {@code server}; {@code tck-runner/servers.sh} fills it. The directory is the system property {@code test.servers},
 * else the environment variable {@code TEST_SERVERS}, else {@code ~/.cache/jambry-servers}. (Names that begin with
 * Jambry's own would be settings of the provider, which refuses those it does not know.)
 *
 * @param flavour Redis or Valkey
 * @param version such as {@code 8.1}
 * @param server the server; the process that runs it is the server itself
 * @param cli the command line client, where there is one
 */
public record ServerBinary(
        ServerFlavour flavour,
        String version,
        Path server,
        @Nullable Path cli) {

    /** What the project promises to work with, oldest first. */
    private static final List<String> PROMISED =
            List.of("redis-6.2", "redis-7.0", "redis-8.0", "valkey-8.0", "valkey-8.1", "valkey-9.1");

    private static final Set<String> TOLD_MISSING = ConcurrentHashMap.newKeySet();

    /** The embedded server, then what the directory holds; tells once which promised version is missing. */
    public static List<ServerBinary> all() {
        List<ServerBinary> others = Stream.concat(PROMISED.stream(), unpromised())
                .flatMap(name -> find(name).stream())
                .toList();
        return Stream.concat(EmbeddedBinary.find().stream(), others.stream()).toList();
    }

    /** The one that comes with the project's own dependencies. */
    public static ServerBinary embedded() {
        return EmbeddedBinary.find()
                .orElseThrow(() -> new IllegalStateException("there is no embedded server for this platform; add "
                        + "org.signal:embedded-redis to the class path, or use another version"));
    }

    /**
     * One of the directory.
     *
     * @param name such as {@code valkey-8.1}
     * @return empty if it is not there, which the console tells once
     */
    public static Optional<ServerBinary> find(String name) {
        Path folder = directory().resolve(name);
        Path server = folder.resolve("server");
        int dash = name.indexOf('-');
        if (dash < 0 || !Files.isExecutable(server)) {
            if (TOLD_MISSING.add(name)) {
                System.out.println("[jambry] " + name + ": not to be had, skipped");
            }
            return Optional.empty();
        }
        ServerFlavour flavour =
                name.startsWith(ServerFlavour.VALKEY.label()) ? ServerFlavour.VALKEY : ServerFlavour.REDIS;
        Path cli = folder.resolve("cli");
        return Optional.of(
                new ServerBinary(flavour, name.substring(dash + 1), server, Files.isExecutable(cli) ? cli : null));
    }

    static Path directory() {
        String configured = System.getProperty("test.servers", System.getenv("TEST_SERVERS"));
        return configured == null || configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "jambry-servers")
                : Path.of(configured);
    }

    private static Stream<String> unpromised() {
        String[] folders = directory().toFile().list((parent, name) -> name.matches("(redis|valkey)-[0-9.]+"));
        return folders == null
                ? Stream.empty()
                : Stream.of(folders).filter(name -> !PROMISED.contains(name)).sorted(Comparator.naturalOrder());
    }

    /**
     * The name that tests are shown under.
     *
     * @return such as {@code valkey-8.1}
     */
    public String name() {
        return flavour.label() + "-" + version;
    }

    /**
     * Compares versions of one flavour.
     *
     * @param other the flavour asked for
     * @param major the first number
     * @param minor the second number
     * @return false for the other flavour
     */
    public boolean isAtLeast(ServerFlavour other, int major, int minor) {
        String[] numbers = version.split("\\.");
        int ownMajor = Integer.parseInt(numbers[0]);
        int ownMinor = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
        return flavour == other && (ownMajor > major || (ownMajor == major && ownMinor >= minor));
    }

    @Override
    public String toString() {
        return name();
    }
}
