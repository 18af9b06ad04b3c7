// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConnectionSettings.Scheme;
import io.jambry.ConnectionSettings.TlsVerify;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionSettingsTest {

    @Test
    void build_nothingSet_hasDefaults() {
        ConnectionSettings settings = ConnectionSettings.builder().build();

        assertThat(settings.url()).isEqualTo(URI.create("redis://localhost:6379"));
        assertThat(settings.scheme()).isEqualTo(Scheme.REDIS);
        assertThat(settings.host()).isEqualTo("localhost");
        assertThat(settings.port()).isEqualTo(6379);
        assertThat(settings.username()).isEmpty();
        assertThat(settings.password()).isEmpty();
        assertThat(settings.database()).isZero();
        assertThat(settings.clientName()).isEqualTo("jambry");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.poolSize()).isEqualTo(8);
        assertThat(settings.tlsVerify()).isEqualTo(TlsVerify.FULL);
        assertThat(settings.tlsTruststore()).isEmpty();
        assertThat(settings.tlsTruststorePassword()).isEmpty();
        assertThat(settings.embeddedBinary()).isEmpty();
    }

    @Test
    void set_everyKey_isTheSameAsItsMethod() {
        ConnectionSettings inCode = ConnectionSettings.builder()
                .url("rediss://cache.example:7000")
                .username("app")
                .password("s e=c:r#t ")
                .database(3)
                .clientName("shop-1")
                .timeout(Duration.ofMillis(1500))
                .connectTimeout(Duration.ofMinutes(1))
                .poolSize(4)
                .tlsVerify(TlsVerify.NONE)
                .tlsTruststore(Path.of("trust.p12"))
                .tlsTruststorePassword("changeit")
                .embeddedBinary(Path.of("/usr/bin/valkey-server"))
                .build();
        ConnectionSettings.Builder byKey = ConnectionSettings.builder();
        inCode.toProperties()
                .forEach((key, text) -> byKey.set(key.toString().substring("jambry.".length()), text.toString()));

        assertThat(inCode.toProperties()).hasSameSizeAs(ConnectionSettings.settings());
        assertThat(byKey.build()).isEqualTo(inCode).hasSameHashCodeAs(inCode);
        assertThat(byKey.build()).isNotEqualTo(ConnectionSettings.builder().build());
        assertThat(inCode.scheme().isTls()).isTrue();
        assertThat(byKey.build().timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(byKey.build().password()).contains("s e=c:r#t ");
        assertThat(byKey.build().tlsTruststore()).contains(Path.of("trust.p12"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h, REDIS, h, 6379, redis://h:6379",
        "REDISS://h:1/, REDISS, h, 1, rediss://h:1",
        "valkey://redis_cache:7000, VALKEY, redis_cache, 7000, valkey://redis_cache:7000",
        "valkeys://[::1]:6380, VALKEYS, ::1, 6380, valkeys://[::1]:6380",
        "embedded:, EMBEDDED, default, 0, embedded:default",
        "embedded:///, EMBEDDED, default, 0, embedded:default",
        "memory:, MEMORY, default, 0, memory:default",
        "memory:shop, MEMORY, shop, 0, memory:shop",
        "memory://shop, MEMORY, shop, 0, memory:shop",
    })
    void url_ofEveryKind_isTakenApart(String text, Scheme scheme, String host, int port, String url) {
        ConnectionSettings settings = ConnectionSettings.builder().url(text).build();

        assertThat(settings.scheme()).isEqualTo(scheme);
        assertThat(settings.host()).isEqualTo(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(settings.url()).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "url, http://h, http://h, redis://host:port",
        "url, redis://u:secret@h, redis://***@h, percent-encoded",
        "url, redis://h:65536, redis://h:65536, port from 1 to 65535",
        "url, redis:h, redis:h, redis://host:port",
        "url, memory:a/b, memory:a/b, a name of letters",
        "database, -1, -1, a whole number from 0 to 65535",
        "database, one, one, a whole number from 0 to 65535",
        "client-name, a b, a b, without blanks",
        "timeout, 5, 5, 'a duration from 1ms to 1h, written as 500ms, 10s, 5m, 1h, 2d or PT10S'",
        "timeout, 2h, 2h, a duration from 1ms to 1h",
        "timeout, eternal, eternal, a duration from 1ms to 1h",
        "connect-timeout, 0s, 0s, a duration from 1ms to 1h",
        "pool-size, 0, 0, a whole number from 1 to 1024",
        "pool-size, 99999999999, 99999999999, a whole number from 1 to 1024",
        "tls-verify, no, no, 'one of full, ca, none'",
        "tls-truststore, '', '', the path of a file",
        "password, '', ***, a text of at least one character",
        "tls-truststore-password, '', ***, a text of at least one character",
    })
    void set_badValue_isRefusedNamingKeyValueAndWhatIsAllowed(String key, String text, String shown, String allowed) {
        assertThatThrownBy(() -> ConnectionSettings.builder().set(key, text))
                .isInstanceOf(ConfigurationException.class)
                .hasNoCause()
                .hasMessageStartingWith("setting '" + key + "' is '" + shown + "', which is not ")
                .hasMessageContaining(allowed);
    }

    @Test
    void set_valueOutOfRangeInCode_isRefusedLikeText() {
        assertThatThrownBy(() -> ConnectionSettings.builder().timeout(Duration.ZERO))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting 'timeout' is 'PT0S', which is not a duration from 1ms to 1h");
        assertThatThrownBy(() -> ConnectionSettings.builder().poolSize(1025))
                .hasMessage("setting 'pool-size' is '1025', which is not a whole number from 1 to 1024");
    }

    @Test
    void set_unknownKey_isRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> ConnectionSettings.builder().set("timeot", "1s"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("unknown setting 'timeot'; there are url, username, password, database");
    }

    @Test
    void build_halfOfAPair_isRefused() {
        assertThatThrownBy(() -> ConnectionSettings.builder().username("app").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'username' needs 'password': set it, too");
        assertThatThrownBy(() ->
                        ConnectionSettings.builder().tlsTruststorePassword("x").build())
                .hasMessage("setting 'tls-truststore-password' needs 'tls-truststore': set it, too");
    }

    @Test
    void toString_secrets_areMasked() {
        ConnectionSettings settings = ConnectionSettings.builder()
                .username("app")
                .password("geheim")
                .tlsTruststore(Path.of("trust.p12"))
                .tlsTruststorePassword("auch geheim")
                .build();

        assertThat(settings.toString())
                .startsWith("connection[url=redis://localhost:6379, username=app, password=***")
                .contains("tls-truststore-password=***")
                .doesNotContain("geheim");
    }
}
