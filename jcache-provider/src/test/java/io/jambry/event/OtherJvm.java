// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An {@link EventJvm}, as seen by the JVM that starts it: told what to do line by line, it answers each. */
final class OtherJvm implements AutoCloseable {

    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    private OtherJvm(Process process) {
        this.process = process;
        this.orders = new PrintStream(process.getOutputStream(), /* autoFlush= */ true, StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts one, which opens the cache; {@link #answer} says when. */
    static OtherJvm start(String url, String cache, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                EventJvm.class.getName(),
                url,
                cache,
                name));
        return new OtherJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void tell(String order) {
        orders.println(order);
    }

    String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the other JVM has ended; its standard error tells why");
        }
        return line;
    }

    String ask(String order) throws IOException {
        tell(order);
        return answer();
    }

    /** Sends a signal, such as STOP. */
    void signal(String what) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + what, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new IOException("the other JVM cannot be sent " + what);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
