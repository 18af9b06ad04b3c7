// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownKeysTest {

    @RegisterExtension
    final Sources sources = new Sources();

    @ParameterizedTest
    @CsvSource({
        "jambry.timeot, jambry.timeout",
        "jambry.uri, jambry.url",
        "jambry.poolsize, jambry.pool-size",
        "jambry.Namespace, jambry.namespace",
        "jambry.ttl, jambry.defaults.ttl",
        "jambry.default.ttl, jambry.defaults.ttl",
        "jambry.defaults.timeout, jambry.timeout",
        "jambry.defaults.tlt, jambry.defaults.ttl",
        "jambry.cache.books.ttl, jambry.caches.books.ttl",
        "jambry.caches.com.acme.Book.exipry, jambry.caches.com.acme.Book.expiry",
        "jambry.caches.books.pool-size, jambry.pool-size",
        "jambry.caches..ttl, jambry.defaults.ttl",
    })
    void load_unknownKey_isRefusedNamingTheNearest(String key, String nearest) {
        sources.properties.setProperty(key, "1");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown setting '" + key + "' in the given Properties; the nearest known one is '"
                        + nearest + "'");
    }

    @Test
    void load_unknownKeyInAnySource_isRefusedNamingTheSource() {
        sources.file("jambry.properties", "url=redis://h", "", "timeot=1s");
        assertThatThrownBy(sources::load)
                .hasMessage("unknown setting 'timeot' in file jambry.properties:3; the nearest known one is 'timeout'");

        sources.microProfile.listed.put("jambry.timeot", "1s");
        assertThatThrownBy(sources::load)
                .hasMessage("unknown setting 'jambry.timeot' in MicroProfile Config; the nearest known one is"
                        + " 'jambry.timeout'");

        sources.environment.put("JAMBRY_TIMEOT", "1s");
        assertThatThrownBy(sources::load)
                .hasMessage("unknown setting 'JAMBRY_TIMEOT' in the environment; the nearest known one is"
                        + " 'JAMBRY_TIMEOUT'");

        sources.system.put("jambry.timeot", "1s");
        assertThatThrownBy(sources::load)
                .hasMessage("unknown setting 'jambry.timeot' in the system properties; the nearest known one is"
                        + " 'jambry.timeout'");
    }

    @ParameterizedTest
    @CsvSource({
        "JAMBRY_PORT, JAMBRY_URL",
        "JAMBRY_TTL, JAMBRY_URL",
        "JAMBRY_DEFAULT_TTL, JAMBRY_DEFAULTS_TTL",
        "JAMBRY_CACHES_BOOKS_TLT, JAMBRY_CACHES_BOOKS_TTL",
        "JAMBRY_CACHES_MY_BOOKS_PAGE_SIZ, JAMBRY_CACHES_MY_BOOKS_PAGE_SIZE",
        "JAMBRY_CACHES_TTL, JAMBRY_DEFAULTS_TTL",
    })
    void load_unknownVariable_isRefusedNamingTheNearest(String variable, String nearest) {
        sources.environment.put(variable, "6379");

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("unknown setting '" + variable + "' in the environment; the nearest known one is '"
                        + nearest + "'");
    }

    @Test
    void load_foreignKeys_areIgnored() {
        sources.properties.setProperty("hibernate.cache.use_second_level_cache", "true");
        sources.properties.put(new Object(), new ArrayList<>());
        sources.system.put("java.version", "17");
        sources.system.put("jambryx", "1");
        sources.environment.put("JAMBRYX", "1");
        sources.environment.put("PATH", "/bin");
        sources.microProfile.listed.put("quarkus.http.port", "80");

        assertThat(sources.load().effective()).allMatch(row -> row.source().equals("default"));
    }

    @Test
    void load_variablesOfJambrySessions_areIgnored() {
        sources.environment.put("JAMBRY_SESSIONS_TOUCH_WINDOW", "10s");

        assertThat(sources.load()).isNotNull();
    }

    @Test
    void load_variablesThatKubernetesSets_areIgnored() {
        sources.environment.put("JAMBRY_SERVICE_HOST", "10.0.0.1");
        sources.environment.put("JAMBRY_REDIS_SERVICE_PORT", "6379");
        sources.environment.put("JAMBRY_REDIS_SERVICE_PORT_TLS", "6380");
        sources.environment.put("JAMBRY_PORT", "tcp://10.0.0.1:6379");
        sources.environment.put("JAMBRY_PORT_6379_TCP", "tcp://10.0.0.1:6379");
        sources.environment.put("JAMBRY_REDIS_PORT_6379_TCP_ADDR", "10.0.0.1");

        assertThatCode(sources::load).doesNotThrowAnyException();
    }

    @Test
    void distance_countsSwapsOnce() {
        assertThat(NearestKey.distance("timeout", "timeout")).isZero();
        assertThat(NearestKey.distance("tiemout", "timeout")).isEqualTo(1);
        assertThat(NearestKey.distance("timout", "timeout")).isEqualTo(1);
        assertThat(NearestKey.distance("", "ttl")).isEqualTo(3);
    }
}
