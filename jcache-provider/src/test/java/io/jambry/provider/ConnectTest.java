// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.Jambry;
import io.jambry.lock.Locks;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.structure.Structures;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.Lock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The entrance without JCache. */
class ConnectTest {

    private static ServerProcess server;
    private static String url;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        url = "redis://" + server.address();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Properties properties(String namespace) {
        Properties properties = Jambry.propertiesByUrl(url);
        properties.setProperty("jambry.namespace", namespace);
        return properties;
    }

    private static long add(Jambry jambry) {
        return jambry.unwrap(Structures.class).counter("counter").add(1).call();
    }

    @Test
    void connect_url_givesStructuresAndLocks() {
        try (Jambry jambry = Jambry.connect(url)) {
            assertThat(jambry.unwrap(Structures.class)
                            .map("books", String.class, String.class)
                            .putIfAbsent("1984", "Orwell")
                            .call())
                    .isTrue();
            Lock lock = jambry.unwrap(Locks.class).lock("lock");
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        }
    }

    @Test
    void connect_twice_areTwoOverTheSameData() {
        try (Jambry one = Jambry.connect(properties("twice"))) {
            try (Jambry other = Jambry.connect(properties("twice"))) {
                assertThat(other).isNotSameAs(one);
                assertThat(add(one)).isEqualTo(1);
                assertThat(add(other)).isEqualTo(2);
            }
            assertThat(add(one)).isEqualTo(3);
            try (Jambry elsewhere = Jambry.connect(properties("elsewhere"))) {
                assertThat(add(elsewhere)).isEqualTo(1);
            }
        }
    }

    @Test
    void connect_besideAProvider_isNotClosedWithIt() {
        try (Jambry own = Jambry.connect(properties("beside"))) {
            try (JambryCachingProvider provider = new JambryCachingProvider()) {
                assertThat(provider.getCacheManager(null, null, properties("beside")))
                        .isNotSameAs(own);
            }
            assertThat(add(own)).isEqualTo(1);
        }
    }

    @Test
    void close_connected_closesTheConnection() {
        Jambry jambry = Jambry.connect(url + "?client-name=connected");
        add(jambry);
        assertThat(server.text("CLIENT", "LIST")).contains("name=connected");
        jambry.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !server.text("CLIENT", "LIST").contains("name=connected"));
        assertThatThrownBy(() -> jambry.unwrap(Structures.class)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void connect_memory_refusesStructuresAndLocks() {
        try (Jambry jambry = Jambry.connect("memory:")) {
            assertThatThrownBy(() -> jambry.unwrap(Structures.class))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "structures are kept by a server, but 'url' is memory:; give the address of a server, or embedded:");
            assertThatThrownBy(() -> jambry.unwrap(Locks.class))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage(
                            "locks are kept by a server, but 'url' is memory:; give the address of a server, or embedded:");
        }
    }

    @Test
    void connect_wrongUrl_isRefused() {
        assertThatThrownBy(() -> Jambry.connect("http://cache.example"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting 'url' is 'http://cache.example', which is not redis://host:port");
        assertThatThrownBy(() -> Jambry.connect((String) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("url");
        assertThatThrownBy(() -> Jambry.connect((Properties) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("settings");
    }
}
