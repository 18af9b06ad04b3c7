// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How many commands the server gets for a request with a session.
 *
 * @param sessions the name of a {@link SessionOperations}
 * @param visit what the request does
 */
record CommandsColumn(String sessions, String visit) implements Column {

    @Override
    public Sample measure(Setting setting) throws IOException, InterruptedException {
        Process process = ProgramColumn.start(
                SessionCommands.class,
                System.getProperty("java.class.path"),
                setting.server().address(),
                List.of(sessions, visit));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(this + " failed:\n" + output);
        }
        return Sample.score(Double.parseDouble(output.substring(output.lastIndexOf('\n') + 1)));
    }

    @Override
    public String toString() {
        return "commands of " + sessions + "." + visit;
    }
}
