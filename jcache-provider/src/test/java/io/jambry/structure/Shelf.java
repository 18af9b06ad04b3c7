// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.redis.TestServer;
import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.cache.CacheManager;

/** Structures of a namespace of their own on the server of the tests. Thread-safe. */
public final class Shelf implements AutoCloseable {

    private final JambryCachingProvider provider = new JambryCachingProvider();
    private final String namespace;
    private final CacheManager manager;

    private Shelf(String namespace, Map<String, String> settings) {
        this.namespace = namespace;
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", namespace);
        settings.forEach((key, value) -> properties.setProperty("jambry." + key, value));
        EmbeddedServer server = TestServer.shared();
        properties.setProperty("jambry.password", server.password());
        manager = provider.getCacheManager(
                URI.create("redis://" + server.host() + ":" + server.port()), null, properties);
    }

    public static Shelf open() {
        return open(Map.of());
    }

    /** With settings, without {@code jambry.}. */
    public static Shelf open(Map<String, String> settings) {
        return new Shelf("shelf-" + UUID.randomUUID(), settings);
    }

    public Structures structures() {
        return manager.unwrap(Structures.class);
    }

    public CacheManager manager() {
        return manager;
    }

    public String namespace() {
        return namespace;
    }

    @Override
    public void close() {
        provider.close();
    }
}
