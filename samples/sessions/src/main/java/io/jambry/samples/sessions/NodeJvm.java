// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.sessions;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** A node in a JVM of its own. */
final class NodeJvm implements AutoCloseable {

    /** The variable that has the URL of the server, which has a password in it and so is no argument. */
    static final String SERVER = "SHOP_SESSIONS";

    private final Process process;
    private final int port;

    private NodeJvm(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static NodeJvm start(String server) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                ShopNode.class.getName());
        builder.environment().put(SERVER, server);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("a node ended before it listened");
        }
        return new NodeJvm(process, Integer.parseInt(line.strip()));
    }

    int port() {
        return port;
    }

    /** Without a chance to save anything. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
