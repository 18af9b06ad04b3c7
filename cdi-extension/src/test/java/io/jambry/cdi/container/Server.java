// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.params.ShutdownParams;

/** A real server, which containers of tests can be set to. */
final class Server implements AutoCloseable {

    private final Jambry manager;
    private final ConnectionSettings connection;
    private final boolean own;

    private Server(String name, boolean own) {
        this.manager = Jambry.connect(Jambry.propertiesByUrl("embedded:" + name));
        this.connection = manager.connection();
        this.own = own;
    }

    /** The one that the tests of this JVM share. */
    static Server shared() {
        return new Server("container-tests", /* own= */ false);
    }

    /** One of the test's own, to do harm to. */
    static Server own() {
        return new Server("container-test-" + UUID.randomUUID(), /* own= */ true);
    }

    /** The settings of a container that uses it. */
    Map<String, String> settings() {
        Properties all = connection.toProperties();
        return all.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, all::getProperty));
    }

    <T> T ask(Function<Jedis, T> question) {
        try (Jedis raw = new Jedis(connection.host(), connection.port())) {
            raw.auth(connection.password().orElseThrow());
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

    /** Ends one of the test's own; what is closed already stays so. */
    @Override
    public void close() {
        if (own) {
            try {
                ask(raw -> {
                    raw.shutdown(ShutdownParams.shutdownParams().nosave());
                    return true;
                });
            } catch (JedisConnectionException ended) {
                // that is what was wanted
            }
        }
        manager.close();
    }
}
