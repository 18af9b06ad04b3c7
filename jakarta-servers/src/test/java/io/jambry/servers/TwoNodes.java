// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import io.jambry.structure.Structures;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two servers of one kind with the same application, {@code first} and {@code second}, and the server of Redis that both use. */
final class TwoNodes implements AutoCloseable {

    private static final Pattern CALLS = Pattern.compile("cmdstat_(evalsha|eval):calls=(\\d+)");
    private static final Script<String> COUNTS =
            Script.of("commandstats", 1, "return redis.call('INFO', 'commandstats')", ScriptResult.text());

    private final Jambry redis;
    private final List<RunningServer> running = new ArrayList<>();
    private int questions;

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
                // scripts that are counted are those of requests
                environment.put("JAMBRY_SESSIONS_SWEEP_INTERVAL", "1h");
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

    RunningServer second() {
        return running.get(1);
    }

    /** A manager of the namespace that both use. */
    Jambry redis() {
        return redis;
    }

    /** How many scripts the server of Redis was asked to run, but for this question and those before. */
    long scripts() {
        Matcher calls = CALLS.matcher(
                redis.unwrap(Structures.class).run(COUNTS, List.of("any")).call());
        long sum = 0;
        while (calls.find()) {
            sum += Long.parseLong(calls.group(2));
        }
        return sum - questions++;
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
