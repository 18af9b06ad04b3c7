// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConnectionSettings;
import java.util.List;
import redis.clients.jedis.Jedis;

/** Who is connected to a server, as the server tells. */
final class ServerClients {

    private ServerClients() {}

    /** The connections with a client name. */
    static List<String> named(ConnectionSettings server, String clientName) {
        try (Jedis jedis = new Jedis(server.host(), server.port())) {
            server.password().ifPresent(jedis::auth);
            return jedis.clientList()
                    .lines()
                    .filter(line -> line.contains(" name=" + clientName + " "))
                    .toList();
        }
    }
}
