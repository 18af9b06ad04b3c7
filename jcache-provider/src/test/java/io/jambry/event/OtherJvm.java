// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program in another JVM, as seen by the one that starts it: told what to do line by line, it answers each. */
public final class OtherJvm implements AutoCloseable {

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private OtherJvm(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), /* autoFlush= */ true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts an {@link EventJvm}, which opens the cache; {@link #answer} says when. */
    static OtherJvm start(String url, String cache, String name) throws IOException {
        return start(EventJvm.class, url, cache, name);
    }

    /** Starts a program of the tests. */
    public static OtherJvm start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new OtherJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    public void tell(String order) {
        orders.println(order);
    }

    public String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the other JVM has ended; its standard error tells why");
        }
        return line;
    }

    public String ask(String order) throws IOException {
        tell(order);
        return answer();
    }

    /** Stops it until {@link #goOn}: none of its threads does anything any more. */
    public void stop() throws IOException, InterruptedException {
        signal("STOP");
        // each thread stops by itself, a while later where there is much to do
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .ignoreExceptionsInstanceOf(NoSuchFileException.class)
                .until(this::isStopped);
    }

    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(process.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String state = Files.readString(thread.resolve("stat"));
                if (state.charAt(state.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        }
    }

    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    void signal(String what) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + what, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("the other JVM cannot be sent " + what);
        }
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, and answers its exit code; empty if it takes too long. */
    public OptionalInt awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
