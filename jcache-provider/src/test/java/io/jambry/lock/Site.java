// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.redis.TestServer;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/** Managers of one namespace, as several JVMs would have them, and a look at what is on the server. Thread-safe. */
final class Site implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final int port;
    private final @Nullable String password;
    private final String namespace = "site-" + UUID.randomUUID();
    private final Map<Locks, JambryCachingProvider> managers = new ConcurrentHashMap<>();

    private Site(int port, @Nullable String password) {
        this.port = port;
        this.password = password;
    }

    /** On the server of the tests. */
    static Site shared() {
        EmbeddedServer server = TestServer.shared();
        return new Site(server.port(), server.password());
    }

    /** On a server without a password. */
    static Site at(int port) {
        return new Site(port, null);
    }

    Locks open() {
        return open(port, Map.of());
    }

    /** Goes to the server through another port, with settings without {@code jambry.}. */
    Locks open(int through, Map<String, String> settings) {
        return open("redis://" + HOST + ":" + through, settings);
    }

    Locks open(String url, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("namespace", namespace);
        if (password != null) {
            all.putIfAbsent("password", password);
        }
        Properties properties = new Properties();
        all.forEach((key, value) -> properties.setProperty("jambry." + key, value));
        JambryCachingProvider provider = new JambryCachingProvider();
        Locks locks =
                provider.getCacheManager(URI.create(url), null, properties).unwrap(Locks.class);
        managers.put(locks, provider);
        return locks;
    }

    int port() {
        return port;
    }

    String namespace() {
        return namespace;
    }

    /** Ends a manager that does not give back what it holds. */
    void crash(Locks locks) {
        managers.remove(locks).close();
    }

    Jedis server() {
        Jedis jedis = new Jedis(HOST, port);
        if (password != null) {
            jedis.auth(password);
        }
        return jedis;
    }

    /** A key of a lock, such as {@code key("lock", "orders", "lk")}. */
    String key(String kind, String name, String what) {
        return namespace + ":{" + kind + ":" + name + "}:" + what;
    }

    /** The keys of this namespace, but for the last tokens, which are kept, and members of the register. */
    Set<String> keys() {
        try (Jedis jedis = server()) {
            Set<String> keys = jedis.keys(namespace + ":*");
            keys.removeIf(key -> key.endsWith(":f") || key.contains(":registry}"));
            return keys;
        }
    }

    @Override
    public void close() {
        managers.values().forEach(JambryCachingProvider::close);
    }
}
