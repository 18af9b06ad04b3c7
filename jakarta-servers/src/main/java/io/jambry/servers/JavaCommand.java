// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a command that runs what this JVM is, made for a quick start. */
final class JavaCommand {

    private JavaCommand() {}

    static List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx512m");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Djava.net.preferIPv4Stack=true");
        command.addAll(arguments);
        return command;
    }
}
