// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Payara Micro, which brings a JCache of its own: that of Hazelcast. It stays on, and finds no other members. */
public final class PayaraMicro implements JakartaServer {

    private static final String LISTENER =
            "set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n";

    private final Path jar;

    /**
     * A Payara Micro.
     *
     * @param jar the whole of it
     */
    public PayaraMicro(Path jar) {
        this.jar = jar;
    }

    @Override
    public String name() {
        return "payara-micro";
    }

    @Override
    public Launch prepare(Path application, Path work) throws IOException {
        int port = FreePorts.take(1).get(0);
        Path commands = Files.writeString(work.resolve("before.asadmin"), LISTENER);
        return new Launch(
                JavaCommand.with(List.of(
                        "-Djava.io.tmpdir=" + work,
                        "-jar",
                        jar.toString(),
                        "--nocluster",
                        "--port",
                        String.valueOf(port),
                        "--prebootcommandfile",
                        commands.toString(),
                        "--contextroot",
                        "/demo",
                        "--deploy",
                        application.toString())),
                Map.of(),
                work,
                URI.create("http://127.0.0.1:" + port + "/demo/"));
    }
}
