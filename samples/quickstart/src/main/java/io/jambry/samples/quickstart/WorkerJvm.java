// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import io.jambry.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts JVMs that run {@link CountingWorker}. */
final class WorkerJvm {

    private WorkerJvm() {}

    static Process start(int number, ConnectionSettings connection, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                CountingWorker.class.getName(),
                String.valueOf(number)));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        // not as arguments: those are visible to every user of the machine
        Map<String, String> environment = builder.environment();
        environment.put("JAMBRY_URL", connection.url().toString());
        // if there is one, it is a user of another server
        environment.remove("JAMBRY_USERNAME");
        connection.password().ifPresent(password -> environment.put("JAMBRY_PASSWORD", password));
        return builder.start();
    }
}
