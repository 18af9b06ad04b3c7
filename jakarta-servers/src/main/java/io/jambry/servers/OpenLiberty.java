// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Open Liberty, with the features of Jakarta EE 10 that the samples need and no others, or with a configuration of one's own. */
public final class OpenLiberty implements JakartaServer {

    private static final String CONFIGURATION = """
            <server>
              <featureManager>
                <feature>cdi-4.0</feature>
                <feature>restfulWS-3.1</feature>
              </featureManager>
              <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="${http.port}" httpsPort="-1"/>
              <webApplication location="demo.war" contextRoot="/demo"/>
            </server>
            """;

    private final Path home;
    private final String configuration;
    private final Map<String, String> variables;

    /**
     * An Open Liberty that was unpacked.
     *
     * @param home the directory {@code wlp}; only read
     */
    public OpenLiberty(Path home) {
        this(home, CONFIGURATION, Map.of());
    }

    /**
     * An Open Liberty with a configuration of one's own.
     *
     * @param home the directory {@code wlp}; only read
     * @param configuration the text of {@code server.xml}, which listens on the port <code>${http.port}</code> of the loopback interface
     *     and has the application {@code demo.war} under {@code /demo}
     * @param variables what it finds beside that port; they go before the environment
     */
    public OpenLiberty(Path home, String configuration, Map<String, String> variables) {
        this.home = home;
        this.configuration = configuration;
        this.variables = Map.copyOf(variables);
    }

    @Override
    public String name() {
        return "liberty";
    }

    @Override
    public Launch prepare(Path application, Path work) throws IOException {
        int port = FreePorts.take(1).get(0);
        Path server = Files.createDirectories(work.resolve("servers/demo"));
        Files.writeString(server.resolve("server.xml"), configuration);
        Files.write(server.resolve("bootstrap.properties"), lines(port));
        Files.copy(application, Files.createDirectories(server.resolve("apps")).resolve("demo.war"));
        return new Launch(
                JavaCommand.with(List.of(
                        "@" + home.resolve("lib/platform/java/java9.options"),
                        "-javaagent:" + home.resolve("bin/tools/ws-javaagent.jar"),
                        "-jar",
                        home.resolve("bin/tools/ws-server.jar").toString(),
                        "demo")),
                Map.of("WLP_USER_DIR", work.toString()),
                work,
                URI.create("http://127.0.0.1:" + port + "/demo/"));
    }

    private List<String> lines(int port) {
        List<String> lines = new ArrayList<>(List.of("http.port=" + port));
        variables.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }
}
