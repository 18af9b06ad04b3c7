// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A JVM of its own that starts a server, says which, and waits to be killed. */
final class ServerOwner {

    /** The file that holds the server's process id and directory. */
    static final String MARK = "server.txt";

    private ServerOwner() {}

    static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerOwner.class.getName(),
                        directory.toString())
                .redirectError(directory.resolve("owner.log").toFile())
                .start();
    }

    public static void main(String[] arguments) throws IOException {
        ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
        Path directory = Path.of(arguments[0]);
        Path draft = Files.write(
                directory.resolve("draft"),
                List.of(Long.toString(server.pid()), server.directory().toString()));
        Files.move(draft, directory.resolve(MARK));
        // until it is killed, or its parent is gone
        while (System.in.read() >= 0) {}
    }
}
