// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConnectionSettings.Scheme;
import io.jambry.ConnectionSettings.TlsVerify;
import io.jambry.ConnectionSettings.Topology;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
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
        assertThat(settings.addresses()).containsExactly(new ServerAddress("localhost", 6379));
        assertThat(settings.primaryName()).isEmpty();
        assertThat(settings.username()).isEmpty();
        assertThat(settings.password()).isEmpty();
        assertThat(settings.credentialsProvider()).isEmpty();
        assertThat(settings.credentials().credentials()).isEqualTo(Credentials.NONE);
        assertThat(settings.sentinelUsername()).isEmpty();
        assertThat(settings.sentinelPassword()).isEmpty();
        assertThat(settings.sentinelCredentials().credentials()).isEqualTo(Credentials.NONE);
        assertThat(settings.database()).isZero();
        assertThat(settings.clientName()).isEqualTo("jambry");
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.poolSize()).isEqualTo(8);
        assertThat(settings.maxWaiting()).isEqualTo(10_000);
        assertThat(settings.heartbeat()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.breakerFailures()).isEqualTo(20);
        assertThat(settings.breakerPause()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.tlsVerify()).isEqualTo(TlsVerify.FULL);
        assertThat(settings.tlsTruststore()).isEmpty();
        assertThat(settings.tlsTruststorePassword()).isEmpty();
        assertThat(settings.tlsKeystore()).isEmpty();
        assertThat(settings.tlsKeystorePassword()).isEmpty();
        assertThat(settings.embeddedBinary()).isEmpty();
    }

    @Test
    void set_everyKey_isTheSameAsItsMethod() {
        ConnectionSettings inCode = ConnectionSettings.builder()
                .url("rediss+sentinel://cache-1.example:7000,cache-2.example")
                .primaryName("shop primary")
                .username("app")
                .password("s e=c:r#t ")
                .sentinelUsername("watcher")
                .sentinelPassword("t r=e:s#s ")
                .database(3)
                .clientName("shop-1")
                .timeout(Duration.ofMillis(1500))
                .connectTimeout(Duration.ofMinutes(1))
                .poolSize(4)
                .maxWaiting(5)
                .heartbeat(Duration.ofMillis(300))
                .breakerFailures(0)
                .breakerPause(Duration.ofSeconds(3))
                .tlsVerify(TlsVerify.NONE)
                .tlsTruststore(Path.of("trust.p12"))
                .tlsTruststorePassword("changeit")
                .tlsKeystore(Path.of("client.p12"))
                .tlsKeystorePassword("changethis")
                .embeddedBinary(Path.of("/usr/bin/valkey-server"))
                .build();
        ConnectionSettings.Builder byKey = ConnectionSettings.builder();
        inCode.toProperties()
                .forEach((key, text) -> byKey.set(key.toString().substring("jambry.".length()), text.toString()));

        // the provider of credentials goes instead of username and password
        assertThat(inCode.toProperties())
                .hasSize(ConnectionSettings.settings().size() - 1)
                .doesNotContainKey("jambry.credentials-provider");
        assertThat(byKey.build()).isEqualTo(inCode).hasSameHashCodeAs(inCode);
        assertThat(byKey.build()).isNotEqualTo(ConnectionSettings.builder().build());
        assertThat(inCode.scheme().isTls()).isTrue();
        assertThat(byKey.build().timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(byKey.build().password()).contains("s e=c:r#t ");
        assertThat(byKey.build().credentials().credentials()).isEqualTo(new Credentials("app", "s e=c:r#t "));
        assertThat(byKey.build().sentinelCredentials().credentials())
                .isEqualTo(new Credentials("watcher", "t r=e:s#s "));
        assertThat(byKey.build().primaryName()).contains("shop primary");
        assertThat(byKey.build().maxWaiting()).isEqualTo(5);
        assertThat(byKey.build().heartbeat()).isEqualTo(Duration.ofMillis(300));
        assertThat(byKey.build().breakerFailures()).isZero();
        assertThat(byKey.build().breakerPause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(byKey.build().tlsKeystore()).contains(Path.of("client.p12"));
        assertThat(byKey.build().tlsKeystorePassword()).contains("changethis");
        assertThat(byKey.build().tlsTruststore()).contains(Path.of("trust.p12"));
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h, REDIS, h, 6379, redis://h:6379",
        "REDISS://h:1/, REDISS, h, 1, rediss://h:1",
        "valkey://redis_cache:7000, VALKEY, redis_cache, 7000, valkey://redis_cache:7000",
        "valkeys://[::1]:6380, VALKEYS, ::1, 6380, valkeys://[::1]:6380",
        "redis+cluster://h, REDIS_CLUSTER, h, 6379, redis+cluster://h:6379",
        "'rediss+cluster://h:1,i:2/', REDISS_CLUSTER, h, 1, 'rediss+cluster://h:1,i:2'",
        "'VALKEY+Cluster://redis_1,redis_2', VALKEY_CLUSTER, redis_1, 6379, 'valkey+cluster://redis_1:6379,redis_2:6379'",
        "valkeys+cluster://[::1]:7000, VALKEYS_CLUSTER, ::1, 7000, valkeys+cluster://[::1]:7000",
        "'redis+cluster://[::1],[::2]:1', REDIS_CLUSTER, ::1, 6379, 'redis+cluster://%5B::1%5D:6379,%5B::2%5D:1'",
        "'redis+cluster://%5B::1%5D,%5b::2%5d:1', REDIS_CLUSTER, ::1, 6379, 'redis+cluster://%5B::1%5D:6379,%5B::2%5D:1'",
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
        "redis+sentinel, REDIS_SENTINEL, false",
        "rediss+sentinel, REDISS_SENTINEL, true",
        "valkey+sentinel, VALKEY_SENTINEL, false",
        "valkeys+sentinel, VALKEYS_SENTINEL, true",
    })
    void url_ofSentinels_isTakenApart(String text, Scheme scheme, boolean tls) {
        ConnectionSettings settings = ConnectionSettings.builder()
                .url(text + "://h:1,i,[fe80::1%eth0]:3")
                .primaryName("mymaster")
                .build();

        assertThat(settings.scheme()).isEqualTo(scheme);
        assertThat(settings.scheme().isTls()).isEqualTo(tls);
        assertThat(settings.scheme().isServer()).isTrue();
        assertThat(settings.scheme().topology()).isEqualTo(Topology.SENTINEL);
        assertThat(settings.addresses())
                .containsExactly(
                        new ServerAddress("h", 1),
                        new ServerAddress("i", 26_379),
                        new ServerAddress("fe80::1%eth0", 3));
        assertThat(ConnectionSettings.builder()
                        .url(settings.url().toString())
                        .primaryName("mymaster")
                        .build())
                .isEqualTo(settings);
    }

    @Test
    void scheme_everyOne_isWrittenOnce() {
        assertThat(Scheme.values())
                .extracting(Scheme::text)
                .containsExactly(
                        "redis",
                        "rediss",
                        "valkey",
                        "valkeys",
                        "redis+sentinel",
                        "rediss+sentinel",
                        "valkey+sentinel",
                        "valkeys+sentinel",
                        "redis+cluster",
                        "rediss+cluster",
                        "valkey+cluster",
                        "valkeys+cluster",
                        "embedded",
                        "memory");
        assertThat(Scheme.values())
                .allSatisfy(scheme -> assertThat(scheme.isTls())
                        .isEqualTo(scheme.text().startsWith("rediss")
                                || scheme.text().startsWith("valkeys")));
    }

    @ParameterizedTest
    @CsvSource({
        "url, http://h, http://h, redis://host:port",
        "url, http://h, http://h, 'redis+sentinel://host:port,host:port, redis+cluster://host:port,host:port'",
        "url, 'redis://h,i', 'redis://h,i', one host; several are named with redis+sentinel: or redis+cluster:",
        "url, 'valkeys+cluster://h,,i', 'valkeys+cluster://h,,i', redis://host:port",
        "url, 'redis+cluster://h, i', 'redis+cluster://h, i', redis://host:port",
        "url, redis+sentinel://, redis+sentinel://, redis://host:port",
        "url, redis://, redis://, redis://host:port",
        "url, 'redis+cluster://h:1,i:65536', 'redis+cluster://h:1,i:65536', port from 1 to 65535",
        "url, 'redis+cluster://u:secret@h,i', 'redis+cluster://***@h,i', percent-encoded",
        "primary-name, '', '', a text of at least one character",
        "credentials-provider, com..Vault, com..Vault, the name of a class",
        "sentinel-password, '', ***, a text of at least one character",
        "max-waiting, 0, 0, a whole number from 1 to 1000000",
        "heartbeat, 9ms, 9ms, a duration from 10ms to 1h",
        "breaker-failures, -1, -1, a whole number from 0 to 1000000",
        "breaker-pause, 0s, 0s, a duration from 1ms to 1h",
        "tls-keystore, '', '', the path of a file",
        "tls-keystore-password, '', ***, a text of at least one character",
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
                .hasMessageStartingWith("setting 'timeout' is '0s', which is not a duration from 1ms to 1h");
        assertThatThrownBy(() -> ConnectionSettings.builder().poolSize(1025))
                .hasMessage("setting 'pool-size' is '1025', which is not a whole number from 1 to 1024");
    }

    @Test
    void set_unknownKey_isRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> ConnectionSettings.builder().set("timeot", "1s"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("unknown setting 'timeot'; there are url, primary-name, username, password,");
    }

    @Test
    void build_halfOfAPair_isRefused() {
        assertThatThrownBy(() -> ConnectionSettings.builder().username("app").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'username' needs 'password': set it, too");
        assertThatThrownBy(() ->
                        ConnectionSettings.builder().tlsTruststorePassword("x").build())
                .hasMessage("setting 'tls-truststore-password' needs 'tls-truststore': set it, too");
        assertThatThrownBy(() ->
                        ConnectionSettings.builder().tlsKeystorePassword("x").build())
                .hasMessage("setting 'tls-keystore-password' needs 'tls-keystore': set it, too");
        assertThatThrownBy(() ->
                        ConnectionSettings.builder().sentinelUsername("app").build())
                .hasMessage("setting 'sentinel-username' needs 'sentinel-password': set it, too");
    }

    @Test
    void build_sentinelsWithoutNameOfThePrimary_isRefused() {
        assertThatThrownBy(() ->
                        ConnectionSettings.builder().url("valkey+sentinel://h").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'url' begins with valkey+sentinel:, which needs 'primary-name': set it to what the"
                        + " sentinels call the primary, such as mymaster");
    }

    @ParameterizedTest
    @CsvSource({"primary-name, redis://h", "primary-name, redis+cluster://h", "sentinel-password, memory:"})
    void build_settingOfSentinelsWithoutSentinels_isRefused(String key, String url) {
        assertThatThrownBy(() ->
                        ConnectionSettings.builder().url(url).set(key, "secret").build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "setting '" + key + "' is only for a 'url' of sentinels, such as redis+sentinel://host:26379,"
                                + " and it begins with " + url.substring(0, url.indexOf(':'))
                                + ":; take the setting out, or correct 'url'");
    }

    @Test
    void credentials_ofAProvider_areAskedForAnew() {
        AtomicInteger calls = new AtomicInteger();
        CredentialsProvider provider = () -> new Credentials("app", "geheim " + calls.incrementAndGet());
        ConnectionSettings settings =
                ConnectionSettings.builder().credentialsProvider(provider).build();

        assertThat(settings.credentials()).isSameAs(provider);
        assertThat(settings.credentialsProvider()).contains(provider.getClass().getName());
        assertThat(settings.toProperties()).containsEntry("jambry.credentials-provider", provider);
        assertThat(settings.toString()).doesNotContain("geheim");
        assertThat(calls).hasValue(0);
        assertThat(settings)
                .isEqualTo(ConnectionSettings.builder()
                        .credentialsProvider(provider)
                        .build())
                .isNotEqualTo(ConnectionSettings.builder()
                        .credentialsProvider(() -> Credentials.NONE)
                        .build());
    }

    @Test
    void credentials_ofANamedProvider_areMadeWithItsLoader() {
        String name = Vault.class.getName();
        ConnectionSettings made = ConnectionSettings.builder()
                .credentialsProvider(name, getClass().getClassLoader())
                .build();
        ConnectionSettings named =
                ConnectionSettings.builder().set("credentials-provider", name).build();

        assertThat(made.credentials().credentials().password()).isEqualTo("of the vault");
        assertThat(made.toProperties()).containsEntry("jambry.credentials-provider", name);
        assertThat(named).isEqualTo(made).hasSameHashCodeAs(made);
        assertThat(named.credentialsProvider()).contains(name);
        assertThatThrownBy(named::credentials)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the object of 'credentials-provider' is not made; give it, or its class loader, to the"
                        + " builder");
    }

    /** A provider as an application has it. */
    public static final class Vault implements CredentialsProvider {
        @Override
        public Credentials credentials() {
            return new Credentials(null, "of the vault");
        }
    }

    @Test
    void build_providerBesideAPassword_isRefused() {
        assertThatThrownBy(() -> ConnectionSettings.builder()
                        .credentialsProvider(() -> Credentials.NONE)
                        .password("geheim")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'credentials-provider' goes instead of 'username' and 'password': take out the one"
                        + " or the others");
    }

    @Test
    void toString_secrets_areMasked() {
        ConnectionSettings settings = ConnectionSettings.builder()
                .username("app")
                .password("geheim")
                .tlsTruststore(Path.of("trust.p12"))
                .tlsTruststorePassword("auch geheim")
                .tlsKeystore(Path.of("client.p12"))
                .tlsKeystorePassword("auch geheim")
                .url("redis+sentinel://h")
                .primaryName("mymaster")
                .sentinelPassword("auch geheim")
                .build();

        assertThat(settings.toString())
                .startsWith(
                        "connection[url=redis+sentinel://h:26379, primary-name=mymaster, username=app, password=***")
                .contains("tls-truststore-password=***", "tls-keystore-password=***", "sentinel-password=***")
                .doesNotContain("geheim");
    }
}
