// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConnectionSettings;
import io.jambry.ConnectionSettings.Scheme;
import io.jambry.Jambry;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.net.URI;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link Jambry#connection()} is all that another JVM needs. Two providers stand for two JVMs. */
class ConnectionTest {

    private final CachingProvider here = new JambryCachingProvider();
    private final CachingProvider there = new JambryCachingProvider();

    @AfterEach
    void close() {
        there.close();
        here.close();
    }

    @Test
    void connection_embedded_leadsAnotherProviderToTheSameEntries() {
        CacheManager starting = manager(here, "embedded:connection-test", new Properties());
        Cache<String, String> cache = starting.createCache("shared", strings());
        cache.put("key", "value");

        ConnectionSettings connection = starting.unwrap(Jambry.class).connection();
        CacheManager joining = there.getCacheManager(null, null, connection.toProperties());

        assertThat(connection.scheme()).isEqualTo(Scheme.REDIS);
        assertThat(joining.getCache("shared", String.class, String.class).get("key"))
                .isEqualTo("value");
    }

    @Test
    void connection_embedded_keepsWhatWasSetAndHidesThePassword() {
        Properties properties = new Properties();
        properties.setProperty("jambry.timeout", "7s");
        properties.setProperty("jambry.pool-size", "3");

        ConnectionSettings connection = manager(here, "embedded:connection-test", properties)
                .unwrap(Jambry.class)
                .connection();

        assertThat(connection.timeout()).hasSeconds(7);
        assertThat(connection.poolSize()).isEqualTo(3);
        assertThat(connection.password()).isPresent();
        assertThat(connection.toString()).doesNotContain(connection.password().orElseThrow());
    }

    @Test
    void connection_memory_isTheSettingAsItStands() {
        Jambry manager =
                manager(here, "memory:connection-test", new Properties()).unwrap(Jambry.class);
        manager.close();

        assertThat(manager.connection().url()).isEqualTo(URI.create("memory:connection-test"));
    }

    @Test
    void getCacheManager_urlWithAnAddressOfIPv6_leadsToTheServer() {
        try (EmbeddedServer both =
                EmbeddedServer.start(EmbeddedSettings.DEFAULT.withDirectives("bind 127.0.0.1 ::1"))) {
            CacheManager manager =
                    manager(here, "redis://:" + both.password() + "@[::1]:" + both.port(), new Properties());
            Cache<String, String> cache = manager.createCache("addressed", strings());
            cache.put("key", "value");

            assertThat(cache.get("key")).isEqualTo("value");
            assertThat(manager.unwrap(Jambry.class).nodes())
                    .singleElement()
                    .satisfies(node -> assertThat(node.address()).isEqualTo("[::1]:" + both.port()));
        }
    }

    private static CacheManager manager(CachingProvider provider, String uri, Properties properties) {
        return provider.getCacheManager(URI.create(uri), null, properties);
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }
}
