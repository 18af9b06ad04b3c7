// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** WildFly, with its standalone configuration. Deploys what lies in a directory when it starts. */
public final class WildFly implements JakartaServer {

    /** What its own script opens for it. */
    private static final List<String> OPENED = List.of(
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

    private final Path home;

    /**
     * A WildFly that was unpacked.
     *
     * @param home where {@code jboss-modules.jar} lies; only read
     */
    public WildFly(Path home) {
        this.home = home;
    }

    @Override
    public String name() {
        return "wildfly";
    }

    @Override
    public Launch prepare(Path application, Path work) throws IOException {
        Path configuration = work.resolve("configuration");
        DirectoryCopy.copy(home.resolve("standalone/configuration"), configuration);
        Files.copy(
                application,
                Files.createDirectories(work.resolve("deployments")).resolve("demo.war"));
        List<Integer> ports = FreePorts.take(3);
        List<String> settings = List.of(
                "-Dlogging.configuration="
                        + configuration.resolve("logging.properties").toUri(),
                "-Dorg.jboss.boot.log.file=" + work.resolve("server.log"),
                "-jar",
                home.resolve("jboss-modules.jar").toString(),
                "-mp",
                home.resolve("modules").toString(),
                "org.jboss.as.standalone",
                "-Djboss.home.dir=" + home,
                "-Djboss.server.base.dir=" + work,
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + ports.get(0),
                "-Djboss.https.port=" + ports.get(1),
                "-Djboss.management.http.port=" + ports.get(2));
        return new Launch(
                JavaCommand.with(
                        Stream.concat(OPENED.stream(), settings.stream()).toList()),
                Map.of(),
                work,
                URI.create("http://127.0.0.1:" + ports.get(0) + "/demo/"));
    }
}
