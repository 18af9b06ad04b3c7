// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server with an application that answers, until it is closed. */
public final class RunningServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long PAUSE_MILLIS = 250;
    private static final long FAREWELL_SECONDS = 30;
    private static final int LINES_SHOWN = 60;

    private final Launch launch;
    private final Process process;
    private final Path log;
    /** For who interrupts the build: no server outlives it. */
    private final Thread farewell;

    private RunningServer(Launch launch, Process process, Path log) {
        this.launch = launch;
        this.process = process;
        this.log = log;
        this.farewell = new Thread(process::destroyForcibly, "end of " + launch.application());
    }

    /**
     * Starts a server and waits until its application answers.
     *
     * @param application what is deployed
     * @param below where a directory for this start is made
     * @param environment what the application finds in its environment
     * @param question what of the application must be answered with success, such as {@code library/books}
     * @throws IOException if the server ends, or does not answer in time; with the end of its log
     */
    public static RunningServer start(
            JakartaServer server, Path application, Path below, Map<String, String> environment, String question)
            throws IOException, InterruptedException {
        Path work = Files.createTempDirectory(Files.createDirectories(below), server.name() + "-");
        Launch launch = server.prepare(application, work);
        Path log = work.resolve("console.log");
        ProcessBuilder builder = new ProcessBuilder(launch.command())
                .directory(launch.work().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(launch.environment());
        builder.environment().putAll(environment);
        RunningServer running = new RunningServer(launch, builder.start(), log);
        Runtime.getRuntime().addShutdownHook(running.farewell);
        try {
            running.awaitAnswer(question);
            return running;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    private void awaitAnswer(String question) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(application().resolve(question))
                .timeout(PATIENCE)
                .build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(client, request)) {
            if (!process.isAlive()) {
                throw new IOException(
                        "the server ended with " + process.exitValue() + "; its log ends with\n" + tail());
            }
            if (System.nanoTime() - end > 0) {
                throw new IOException("the application did not answer " + request.uri() + " within " + PATIENCE
                        + "; its log ends with\n" + tail());
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The address of the application, which ends with a slash. */
    public URI application() {
        return launch.application();
    }

    /** The directory that was made for this start. */
    public Path work() {
        return launch.work();
    }

    /** What the server has written so far. */
    public List<String> log() throws IOException {
        return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private String tail() throws IOException {
        List<String> lines = log();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** Ends the server without asking, and waits until it is gone. It may be closed afterwards. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Ends the server, asking first. */
    @Override
    public void close() {
        process.destroy();
        Runtime.getRuntime().removeShutdownHook(farewell);
        try {
            if (!process.waitFor(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
