// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.nio.file.Path;

/** A kind of server, which knows how it is started with an application. */
public interface JakartaServer {

    /** Its name, for directories and messages. */
    String name();

    /**
     * Prepares a start: writes configuration into a directory and says what to run.
     *
     * @param application what is deployed, under {@code /demo} where the server has such paths
     * @param work an empty directory for this start alone
     */
    Launch prepare(Path application, Path work) throws IOException;
}
