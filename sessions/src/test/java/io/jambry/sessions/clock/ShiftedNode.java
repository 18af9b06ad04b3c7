// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import io.jambry.ConnectionSettings;
import io.jambry.sessions.Node;
import io.jambry.sessions.promise.Container;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A node in a process of its own, whose clock is wrong. */
public final class ShiftedNode implements Container {

    private static final int LINES_SHOWN = 40;

    private final Process process;
    private final Path log;
    private final Duration shift;
    private int port;

    private ShiftedNode(Process process, Path log, Duration shift) {
        this.process = process;
        this.log = log;
        this.shift = shift;
    }

    /** Begins to start one. {@link #awaitStart} waits for it. */
    public static ShiftedNode begin(Class<? extends NodeStart> kind, String application, Duration shift)
            throws IOException {
        ConnectionSettings connection = Node.connection();
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-javaagent:" + agent() + "=" + shift.toMillis(),
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                kind.getName(),
                application,
                "redis://127.0.0.1:" + connection.port());
        builder.environment().put("NODE_PASSWORD", connection.password().orElse(""));
        Path log = Files.createTempFile("jambry-node", ".log");
        log.toFile().deleteOnExit();
        builder.redirectError(log.toFile());
        return new ShiftedNode(builder.start(), log, shift);
    }

    /** A jar that names the agent, whose class is among those of the tests. */
    private static Path agent() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), ShiftedClock.class.getName());
        Path jar = Files.createTempFile("jambry-clock", ".jar");
        jar.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    /** Waits until it listens. */
    public ShiftedNode awaitStart() throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        String line = lines.readLine();
        while (line != null && !line.startsWith("port ")) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new IOException("the node ended before it listened; it said\n" + tail());
        }
        port = Integer.parseInt(line.substring("port ".length()));
        return this;
    }

    private String tail() throws IOException {
        List<String> said = Files.readAllLines(log);
        return String.join("\n", said.subList(Math.max(0, said.size() - LINES_SHOWN), said.size()));
    }

    /** By how much its clock is wrong. */
    public Duration shift() {
        return shift;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
