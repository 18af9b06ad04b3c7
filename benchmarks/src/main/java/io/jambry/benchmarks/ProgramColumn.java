// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of its own that prints one number.
 *
 * @param name what it is called
 * @param main its main class
 * @param arguments what it is told
 */
record ProgramColumn(String name, Class<?> main, List<String> arguments) implements Column {

    @Override
    public Sample measure(Setting setting) throws IOException, InterruptedException {
        Process process =
                start(main, RuntimeClassPath.withBenchmarks(), setting.server().address(), arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed:\n" + output);
        }
        return new Sample(Double.parseDouble(output.substring(output.lastIndexOf('\n') + 1)), 0, 0);
    }

    static Process start(Class<?> main, String classPath, String server, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                "-D" + Server.PROPERTY + "=" + server,
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Override
    public String toString() {
        return name;
    }
}
