// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Two servers of one kind with the same application, {@code first} and {@code second}, and the server of Redis that both use. */
final class TwoNodes implements AutoCloseable {

    private final Jambry redis;
    private final List<RunningServer> running = new ArrayList<>();

    private TwoNodes(Jambry redis) {
        this.redis = redis;
    }

    /**
     * Starts both, one after the other.
     *
     * @param application the sample {@code visits}, for this kind of server
     */
    static TwoNodes start(JakartaServer kind, Path application, Path below) throws Exception {
        String namespace = kind.name() + "-sessions";
        Properties settings = Jambry.propertiesByUrl("embedded:servers");
        settings.setProperty("jambry.namespace", namespace);
        TwoNodes nodes = new TwoNodes(Jambry.connect(settings));
        try {
            for (String name : List.of("first", "second")) {
                Map<String, String> environment = new HashMap<>(nodes.environment(namespace));
                environment.put("NODE", name);
                nodes.running.add(RunningServer.start(kind, application, below, environment, "session/exists"));
            }
            return nodes;
        } catch (Exception failed) {
            nodes.close();
            throw failed;
        }
    }

    private Map<String, String> environment(String namespace) {
        ConnectionSettings server = redis.connection();
        String password = server.password().orElse("");
        return Map.of(
                "JAMBRY_URL",
                "redis://:" + password + "@" + server.host() + ":" + server.port(),
                "JAMBRY_NAMESPACE",
                namespace);
    }

    /** Where the application is, on both. */
    List<URI> applications() {
        return running.stream().map(RunningServer::application).toList();
    }

    RunningServer first() {
        return running.get(0);
    }

    @Override
    public void close() {
        try {
            running.forEach(RunningServer::close);
        } finally {
            redis.close();
        }
    }
}
