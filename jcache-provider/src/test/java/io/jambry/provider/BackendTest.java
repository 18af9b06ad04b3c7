// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConnectionSettings;
import io.jambry.ConnectionSettings.TlsVerify;
import io.jambry.Credentials;
import io.jambry.CredentialsProvider;
import io.jambry.redis.Endpoint;
import io.jambry.redis.LinkLimits;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.LinkTls;
import io.jambry.redis.Topology;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the wire is told of the settings of a connection. */
class BackendTest {

    @Test
    void link_ofDefaults_isThatOfTheWire() {
        LinkSettings link = Backend.link(ConnectionSettings.builder().build());
        LinkSettings plain = LinkSettings.of("localhost", 6379);

        assertThat(link.topology()).isEqualTo(plain.topology());
        assertThat(link.endpoints()).isEqualTo(plain.endpoints());
        assertThat(link.primaryName()).isNull();
        assertThat(link.tls()).isNull();
        assertThat(link.limits()).isEqualTo(LinkLimits.DEFAULT);
        assertThat(link.identity().database()).isZero();
        assertThat(link.identity().clientName()).isEqualTo("jambry");
        assertThat(link.identity().credentials().credentials()).isEqualTo(Credentials.NONE);
        assertThat(link.identity().sentinelCredentials().credentials()).isEqualTo(Credentials.NONE);
    }

    @Test
    void link_ofSentinels_hasEverything() {
        LinkSettings link = Backend.link(ConnectionSettings.builder()
                .url("valkeys+sentinel://one:1,[::1]")
                .primaryName("mymaster")
                .username("app")
                .password("a")
                .sentinelUsername("watcher")
                .sentinelPassword("b")
                .database(3)
                .clientName("shop")
                .timeout(Duration.ofSeconds(3))
                .connectTimeout(Duration.ofMillis(100))
                .poolSize(4)
                .maxWaiting(5)
                .heartbeat(Duration.ofMillis(600))
                .breakerFailures(7)
                .breakerPause(Duration.ofMillis(800))
                .tlsVerify(TlsVerify.CA)
                .tlsTruststore(Path.of("trust"))
                .tlsTruststorePassword("c")
                .tlsKeystore(Path.of("key"))
                .tlsKeystorePassword("d")
                .build());

        assertThat(link.topology()).isEqualTo(Topology.SENTINEL);
        assertThat(link.endpoints()).containsExactly(new Endpoint("one", 1), new Endpoint("::1", 26_379));
        assertThat(link.primaryName()).isEqualTo("mymaster");
        assertThat(link.identity().credentials().credentials()).isEqualTo(new Credentials("app", "a"));
        assertThat(link.identity().sentinelCredentials().credentials()).isEqualTo(new Credentials("watcher", "b"));
        assertThat(link.identity().database()).isEqualTo(3);
        assertThat(link.identity().clientName()).isEqualTo("shop");
        assertThat(link.limits())
                .isEqualTo(new LinkLimits(
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        4,
                        5,
                        Duration.ofMillis(600),
                        7,
                        Duration.ofMillis(800)));
        assertThat(link.tls()).isEqualTo(new LinkTls(LinkTls.Verify.CA, Path.of("trust"), "c", Path.of("key"), "d"));
        assertThat(link.toString()).doesNotContain("password=a", "Password=c", "Password=d");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h, STANDALONE, false",
        "rediss://h, STANDALONE, true",
        "redis+cluster://h, CLUSTER, false",
        "rediss+cluster://h, CLUSTER, true",
        "valkey+cluster://h, CLUSTER, false",
        "valkeys+cluster://h, CLUSTER, true",
    })
    void link_ofAScheme_standsAndEncryptsAsItSays(String url, Topology topology, boolean tls) {
        LinkSettings link = Backend.link(ConnectionSettings.builder().url(url).build());

        assertThat(link.topology()).isEqualTo(topology);
        assertThat(link.tls() != null).isEqualTo(tls);
    }

    @Test
    void link_ofAProviderOfCredentials_asksIt() {
        CredentialsProvider provider = () -> new Credentials("app", "a");

        assertThat(Backend.link(ConnectionSettings.builder()
                                .credentialsProvider(provider)
                                .build())
                        .identity()
                        .credentials())
                .isSameAs(provider);
    }

    @Test
    void link_ofTheEmbeddedServer_isThatOfTheServerThatWasStarted() {
        ConnectionSettings asked = ConnectionSettings.builder()
                .url("embedded:backend-test")
                .timeout(Duration.ofSeconds(3))
                .connectTimeout(Duration.ofMillis(100))
                .poolSize(4)
                .maxWaiting(5)
                .heartbeat(Duration.ofMillis(600))
                .breakerFailures(7)
                .breakerPause(Duration.ofMillis(800))
                .build();

        assertThatThrownBy(() -> Backend.link(asked)).isInstanceOf(IllegalStateException.class);
        assertThat(Backend.link(Backend.reachable(asked)).limits())
                .isEqualTo(new LinkLimits(
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        4,
                        5,
                        Duration.ofMillis(600),
                        7,
                        Duration.ofMillis(800)));
    }
}
