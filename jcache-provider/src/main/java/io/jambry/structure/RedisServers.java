// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisLink;
import java.util.List;

/**
 * The servers, for those who look after them. What they tell is about all who use them, not about a namespace. Thread-safe.
 *
 * <pre>{@code
 * for (RedisServer server : structures.servers().primaries()) {
 *     ServerInfo info = server.info().call();
 *     log.info(server.address() + ": " + info.version() + ", " + info.memory().used() + " bytes");
 * }
 * }</pre>
 */
public final class RedisServers {

    private final RedisLink link;

    RedisServers(RedisLink link) {
        this.link = link;
    }

    /**
     * The servers that hold keys: one, or the primaries of a cluster. Replicas and sentinels are not among them.
     *
     * @return those known at the moment
     */
    public List<RedisServer> primaries() {
        return link.primaries().stream().map(RedisServer::new).toList();
    }
}
