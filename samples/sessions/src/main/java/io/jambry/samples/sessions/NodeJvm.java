// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.sessions;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.startup.ExpandWar;

/** A node in a JVM of its own. */
final class NodeJvm implements AutoCloseable {

    /** The variable that has the URL of the server, which has a password in it and so is no argument. */
    static final String SERVER = "SHOP_SESSIONS";

    /** The variable that has the directory its Tomcat works in, which goes with the node. */
    static final String DIRECTORY = "SHOP_DIRECTORY";

    private final Process process;
    private final int port;
    private final File directory;

    private NodeJvm(Process process, int port, File directory) {
        this.process = process;
        this.port = port;
        this.directory = directory;
    }

    static NodeJvm start(String server) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-classpath",
                System.getProperty("java.class.path"),
                ShopNode.class.getName());
        File directory = Files.createTempDirectory("shop").toFile();
        builder.environment().put(SERVER, server);
        builder.environment().put(DIRECTORY, directory.getPath());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        if (line == null) {
            throw new IOException("a node ended before it listened");
        }
        return new NodeJvm(process, Integer.parseInt(line.strip()), directory);
    }

    int port() {
        return port;
    }

    /** Without a chance to save anything. */
    void kill() {
        process.destroyForcibly().onExit().join();
        ExpandWar.delete(directory);
    }

    @Override
    public void close() {
        kill();
    }
}
