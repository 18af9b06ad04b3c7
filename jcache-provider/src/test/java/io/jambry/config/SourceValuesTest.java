// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static io.jambry.config.Sources.sourceOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.ConnectionSettings.TlsVerify;
import io.jambry.ManagerSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SourceValuesTest {

    @RegisterExtension
    final Sources sources = new Sources();

    @Test
    void load_settingsMadeInCode_areReadBack() {
        ConnectionSettings connection = ConnectionSettings.builder()
                .url("valkey://h:1")
                .username("app")
                .password(" p=:#!\\ ")
                .timeout(Duration.ofMillis(1234))
                .build();
        ManagerSettings manager =
                ManagerSettings.builder().namespace("shop: a").strict(true).build();
        CacheSettings books = CacheSettings.builder()
                .ttl(Duration.ofHours(36))
                .allowClasses(List.of("com.acme.Book", "com.acme.*"))
                .statistics(true)
                .build();
        sources.properties.putAll(connection.toProperties());
        sources.properties.putAll(manager.toProperties());
        sources.properties.putAll(books.toProperties("books"));

        Configuration configuration = sources.load();

        assertThat(configuration.connection()).isEqualTo(connection);
        assertThat(configuration.manager()).isEqualTo(manager);
        assertThat(configuration.cache("books")).isEqualTo(books);
        assertThat(configuration.cache("others"))
                .isEqualTo(CacheSettings.builder().build());
    }

    @Test
    void load_everyKeyInEverySource_isTaken() {
        for (String key :
                Vocabulary.all().stream().map(setting -> full(setting.key())).toList()) {
            String value = Vocabulary.name(key, "").setting().defaultText();
            if (!value.isEmpty()) {
                sources.properties.setProperty("jambry." + key, value);
                sources.system.put("jambry." + key, value);
                sources.environment.put(EnvironmentSource.variable(key), value);
                sources.microProfile.unlisted.put("jambry." + key, value);
            }
        }

        assertThat(sources.load().effective())
                .filteredOn(row -> !row.value().isEmpty())
                .allMatch(row -> row.source().equals("Properties key jambry." + row.key()));
        sources.properties.clear();
        assertThat(sources.load().effective())
                .filteredOn(row -> !row.value().isEmpty())
                .allMatch(row -> row.source().equals("system property jambry." + row.key()));
        sources.system.clear();
        assertThat(sources.load().effective())
                .filteredOn(row -> !row.value().isEmpty())
                .allMatch(row -> row.source().equals("environment " + EnvironmentSource.variable(row.key())));
        sources.environment.clear();
        assertThat(sources.load().effective())
                .filteredOn(row -> !row.value().isEmpty())
                .allMatch(row -> row.source().equals("MicroProfile Config jambry." + row.key() + " (fake)"));
    }

    private static String full(String key) {
        return CacheSettings.settings().stream()
                        .anyMatch(setting -> setting.key().equals(key))
                ? "defaults." + key
                : key;
    }

    @Test
    void load_propertiesWithObjects_takesThoseThatAreText() {
        sources.properties.put("jambry.timeout", Duration.ofSeconds(7));
        sources.properties.put("jambry.pool-size", 5);
        sources.properties.put("jambry.strict", true);
        sources.properties.put("jambry.url", URI.create("redis://h"));
        sources.properties.put("jambry.tls-verify", TlsVerify.NONE);
        Configuration configuration = sources.load();

        assertThat(configuration.connection().timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(configuration.connection().poolSize()).isEqualTo(5);
        assertThat(configuration.connection().tlsVerify()).isEqualTo(TlsVerify.NONE);
        assertThat(configuration.manager().strict()).isTrue();

        sources.properties.put("jambry.lease", List.of());
        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("Properties key 'jambry.lease' has a value of class java.util.")
                .hasMessageEndingWith("; give it as text");
    }

    @Test
    void load_defaultsOfProperties_count() {
        Properties defaults = new Properties();
        defaults.setProperty("jambry.timeout", "9s");

        assertThat(Configuration.load(null, new Properties(defaults), getClass().getClassLoader())
                        .connection()
                        .timeout())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void load_environmentOfOneCache_matchesItsNameHoweverItIsSpelt() {
        sources.environment.put("JAMBRY_CACHES_USER_BOOKS_TTL", "3m");
        sources.environment.put("JAMBRY_CACHES_USER_BOOKS_ON_READ_FAILURE", "miss");
        sources.environment.put("JAMBRY_DEFAULTS_TTL", "1m");
        Configuration configuration = sources.load();

        assertThat(configuration.effective("user-books"))
                .contains(new EffectiveSetting("ttl", "3m", "environment JAMBRY_CACHES_USER_BOOKS_TTL"))
                .contains(new EffectiveSetting(
                        "on-read-failure", "miss", "environment JAMBRY_CACHES_USER_BOOKS_ON_READ_FAILURE"));
        assertThat(configuration.cache("books").ttl().millis()).isEqualTo(60_000);
    }

    @Test
    void load_emptyVariable_countsAsUnset() {
        sources.environment.put("JAMBRY_PASSWORD", "");

        assertThat(sourceOf(sources.load(), "password")).isEqualTo("default");
    }

    @Test
    void load_badValue_isRefusedNamingTheSourceAndNoSecret() {
        sources.environment.put("JAMBRY_POOL_SIZE", "many");
        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'pool-size' is 'many', which is not a whole number from 1 to 1024;"
                        + " it is given by environment JAMBRY_POOL_SIZE");

        sources.system.put("jambry.password", "");
        assertThatThrownBy(sources::load)
                .hasMessage("setting 'password' is '***', which is not a text of at least one character;"
                        + " it is given by system property jambry.password");
    }

    @Test
    void load_badValueThatIsOverridden_isRefusedAllTheSame() {
        sources.properties.setProperty("jambry.pool-size", "4");
        sources.system.put("jambry.pool-size", "many");

        assertThatThrownBy(sources::load).hasMessageContaining("system property jambry.pool-size");
    }

    @Test
    void load_microProfileValueThatIsNotListed_isFound() {
        sources.microProfile.unlisted.put("jambry.defaults.ttl", "4m");
        sources.microProfile.listed.put("jambry.caches.books.ttl", "5m");
        sources.microProfile.listed.put("jambry.caches.books.page-size", "");
        Configuration configuration = sources.load();

        assertThat(configuration.cache("users").ttl().millis()).isEqualTo(240_000);
        assertThat(configuration.cache("books").ttl().millis()).isEqualTo(300_000);
        assertThat(configuration.cache("books").pageSize()).isEqualTo(1000);
    }

    @Test
    void load_variablesThatMicroProfileListsInItsOwnSpelling_areNotReadTwice() {
        sources.environment.put("JAMBRY_POOL_SIZE", "5");
        sources.environment.put("JAMBRY_REDIS_SERVICE_HOST", "10.0.0.1");
        sources.microProfile.listed.put("jambry.pool.size", "5");
        sources.microProfile.listed.put("jambry.redis.service.host", "10.0.0.1");

        assertThat(sourceOf(sources.load(), "pool-size")).isEqualTo("environment JAMBRY_POOL_SIZE");
    }

    @Test
    void load_microProfileThatFails_isReportedWithItsKey() {
        sources.microProfile.listed.put("jambry.url", "${gone}");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("MicroProfile Config cannot say 'jambry.url': correct it there")
                .hasRootCauseMessage("cannot expand");
    }

    @Test
    void load_microProfileApiWithoutProvider_isNoSource() {
        // an empty loader finds no provider, as where a server has the API alone
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ConfigProviderResolver.setInstance(null);
        thread.setContextClassLoader(new ClassLoader(null) {});
        try {
            assertThat(sources.load().connection().host()).isEqualTo("localhost");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void cache_contradiction_isRefusedNamingCacheAndSource() {
        sources.system.put("jambry.caches.b*.expiry", "accessed");

        assertThatThrownBy(() -> sources.load().cache("books"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cache 'books': setting 'expiry' is 'accessed', which needs 'ttl': set it, too, to a"
                        + " duration or to eternal (caches.b*.expiry by system property"
                        + " jambry.caches.b*.expiry)");
    }

    @Test
    void load_sentinelsWithoutNameOfThePrimary_isRefusedNamingTheSource() {
        assertThatThrownBy(() -> sources.load("redis+sentinel://:geheim@h,i"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'url' begins with redis+sentinel:, which needs 'primary-name': set it to what the"
                        + " sentinels call the primary, such as mymaster (url by manager URI)");
    }

    @Test
    void load_nameOfThePrimaryWithoutSentinels_isRefusedNamingTheSources() {
        sources.environment.put("JAMBRY_PRIMARY_NAME", "mymaster");
        sources.system.put("jambry.url", "redis+cluster://h");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageEndingWith("take the setting out, or correct 'url' (url by system property jambry.url,"
                        + " primary-name by environment JAMBRY_PRIMARY_NAME)");
    }

    @Test
    void cache_waitingForReplicasLongerThanACallMayTake_isRefusedNamingTheSource() {
        sources.system.put("jambry.timeout", "300ms");
        sources.system.put("jambry.caches.books.wait-replicas", "1");

        assertThat(sources.load().cache("others").waitReplicas()).isZero();
        assertThatThrownBy(() -> sources.load().cache("books"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "cache 'books': setting 'wait-replicas' needs a 'wait-timeout' that is at most 'timeout', but"
                                + " it is 1000 ms and 'timeout' is 300 ms: shorten the one, or raise the other"
                                + " (caches.books.wait-replicas by system property jambry.caches.books.wait-replicas)");
        sources.system.put("jambry.defaults.wait-timeout", "300ms");
        assertThat(sources.load().cache("books").waitTimeout()).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void load_userWithoutPassword_isRefusedNamingTheSource() {
        assertThatThrownBy(() -> sources.load("redis://app@h"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'username' needs 'password': set it, too (username by manager URI)");
    }
}
