// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is run, and where it answers.
 *
 * @param command the process, whose standard output is the log
 * @param environment what it adds to the environment of this process
 * @param work the directory that it is run in
 * @param application the address of the application, which ends with a slash
 */
public record Launch(List<String> command, Map<String, String> environment, Path work, URI application) {

    public Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (!application.getPath().endsWith("/")) {
            throw new IllegalArgumentException("the address of the application must end with '/': " + application);
        }
    }
}
