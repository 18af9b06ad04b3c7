// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import redis.clients.jedis.Jedis;

/**
 * A system of record that outlives the JVMs of a test: a list on the server with every write in the order in which they came.
 *
 * @param name of the list
 * @param host of the server
 * @param port of the server
 * @param password of the server
 */
record Shop(String name, String host, int port, String password) {

    private Jedis open() {
        Jedis server = new Jedis(host, port);
        server.auth(password);
        return server;
    }

    List<String> writes() {
        try (Jedis server = open()) {
            return server.lrange("shop:" + name, 0, -1);
        }
    }

    void clear() {
        try (Jedis server = open()) {
            server.del("shop:" + name);
        }
    }

    ShopWriter writer() {
        return new ShopWriter() {
            @Override
            public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> entries) {
                try (Jedis server = open()) {
                    server.rpush(
                            "shop:" + name,
                            entries.stream()
                                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                                    .toArray(String[]::new));
                }
                entries.clear();
            }
        };
    }

    ShopWriter thatHangs() {
        return new ShopWriter() {
            @Override
            public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> entries) {
                System.out.println("hangs");
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
