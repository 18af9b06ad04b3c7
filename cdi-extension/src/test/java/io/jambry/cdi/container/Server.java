// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.util.Map;
import java.util.function.Function;
import redis.clients.jedis.Jedis;

/** A real server, which containers of tests can be set to. */
final class Server implements AutoCloseable {

    private final EmbeddedServer server;

    private Server(EmbeddedServer server) {
        this.server = server;
    }

    /** The one that the tests of this JVM share. */
    static Server shared() {
        return new Server(EmbeddedServer.shared("container-tests", EmbeddedSettings.DEFAULT));
    }

    /** One of the test's own, to do harm to. */
    static Server own() {
        return new Server(EmbeddedServer.start(EmbeddedSettings.DEFAULT));
    }

    /** The settings of a container that uses it. */
    Map<String, String> settings() {
        return Map.of("jambry.url", server.url());
    }

    <T> T ask(Function<Jedis, T> question) {
        try (Jedis raw = new Jedis(server.host(), server.port())) {
            raw.auth(server.password());
            return question.apply(raw);
        }
    }

    /** Lets it refuse to remove anything, or allows it again. */
    void refuseRemovals(boolean refuse) {
        String sign = refuse ? "-" : "+";
        ask(raw -> raw.aclSetUser("default", sign + "unlink", sign + "del", sign + "getdel"));
    }

    /** How often it has refused something. */
    int refusals() {
        return ask(raw -> raw.aclLog().stream()
                .mapToInt(entry -> Math.toIntExact(entry.getCount()))
                .sum());
    }

    @Override
    public void close() {
        server.close();
    }
}
