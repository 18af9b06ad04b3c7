// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Two columns that are measured one right after the other, or together; or one alone.
 *
 * @param ours the column that a line is about
 * @param other what it is compared with; null for nothing
 */
record Match(Column ours, @Nullable Column other) {

    /**
     * What a round gave.
     *
     * @param ours of the first column
     * @param other of the second one, if there is one
     */
    record Measured(Sample ours, @Nullable Sample other) {}

    Measured measure(Column.Setting setting, boolean oursFirst)
            throws IOException, InterruptedException, RunnerException {
        if (other == null) {
            return new Measured(alone(ours, setting), null);
        }
        if (setting.together()
                && ours instanceof JmhColumn first
                && other instanceof JmhColumn second
                && first.threads() == second.threads()) {
            return together(first, second, setting);
        }
        Sample early = alone(oursFirst ? ours : other, setting);
        Sample late = alone(oursFirst ? other : ours, setting);
        return oursFirst ? new Measured(early, late) : new Measured(late, early);
    }

    private static Sample alone(Column column, Column.Setting setting)
            throws IOException, InterruptedException, RunnerException {
        setting.server().flush();
        return column.measure(setting);
    }

    private static Measured together(JmhColumn first, JmhColumn second, Column.Setting setting)
            throws IOException, InterruptedException {
        setting.server().flush();
        Process process = ProgramColumn.start(
                Duel.class,
                System.getProperty("java.class.path"),
                setting.server().address(),
                List.of(
                        Integer.toString(first.threads()),
                        first.benchmark(),
                        second.benchmark(),
                        Long.toString(setting.warmUp().toMillis()),
                        Long.toString(setting.measure().toMillis())));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(first + " beside " + second + " failed:\n" + output);
        }
        List<String> lines = output.lines().toList();
        return new Measured(Sample.parse(lines.get(lines.size() - 2)), Sample.parse(lines.get(lines.size() - 1)));
    }

    @Override
    public String toString() {
        return other == null ? ours.toString() : ours + " / " + other;
    }
}
