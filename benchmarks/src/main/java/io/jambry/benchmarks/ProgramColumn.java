// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program of its own that prints one number, of which the least of several runs counts: the one disturbed least.
 *
 * @param name what it is called
 * @param main its main class
 * @param arguments what it is told
 * @param times how often it runs
 */
record ProgramColumn(String name, Class<?> main, List<String> arguments, int times) implements Column {

    @Override
    public Sample measure(Setting setting) throws IOException, InterruptedException {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            least = Math.min(least, measureOnce(setting));
        }
        return Sample.score(least);
    }

    private double measureOnce(Setting setting) throws IOException, InterruptedException {
        Process process =
                start(main, RuntimeClassPath.withBenchmarks(), setting.server().address(), arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(name + " failed:\n" + output);
        }
        return Double.parseDouble(output.substring(output.lastIndexOf('\n') + 1));
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
