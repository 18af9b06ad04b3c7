// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An application that Quarkus has built, which is its own server. */
public final class Quarkus implements JakartaServer {

    @Override
    public String name() {
        return "quarkus";
    }

    /** {@inheritDoc} The application is the directory {@code quarkus-app}, and lies at the root. */
    @Override
    public Launch prepare(Path application, Path work) throws IOException {
        int port = FreePorts.take(1).get(0);
        return new Launch(
                JavaCommand.with(List.of(
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=" + port,
                        "-jar",
                        application.resolve("quarkus-run.jar").toString())),
                Map.of(),
                work,
                URI.create("http://127.0.0.1:" + port + "/"));
    }
}
