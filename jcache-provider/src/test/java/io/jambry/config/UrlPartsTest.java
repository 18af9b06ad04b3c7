// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPartsTest {

    @RegisterExtension
    final Sources sources = new Sources();

    @Test
    void load_uriWithEverything_isTakenApart() {
        Configuration configuration = sources.load("rediss://a%40b:p%3Aw%2B+@cache.example:7000/5"
                + "?timeout=5s&namespace=my%20shop&caches.user-*.ttl=2d&jambry.pool-size=3");
        ConnectionSettings connection = configuration.connection();

        assertThat(connection.url()).hasToString("rediss://cache.example:7000");
        assertThat(connection.username()).contains("a@b");
        assertThat(connection.password()).contains("p:w++");
        assertThat(connection.database()).isEqualTo(5);
        assertThat(connection.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(connection.poolSize()).isEqualTo(3);
        assertThat(configuration.manager().namespace()).isEqualTo("my shop");
        assertThat(configuration.cache("user-1").ttl().millis()).isEqualTo(172_800_000);
        assertThat(configuration.uri()).hasToString("rediss://cache.example:7000/5");
    }

    @ParameterizedTest
    @CsvSource({
        "redis://:pw@h, redis://h",
        "redis://redis_cache:1?timeout=1s, redis://redis_cache:1",
        "memory:shop?timeout=1s, memory:shop",
        "embedded:///, embedded:///",
        "valkey://u:p@[::1]:1/2, valkey://[::1]:1/2",
    })
    void uri_ofAnyManager_hasNoUserInfoAndNoOptions(String asked, String safe) {
        assertThat(sources.load(asked).uri()).hasToString(safe);
    }

    @Test
    void load_optionsOfMemory_count() {
        Configuration configuration = sources.load("memory:shop?defaults.expired-sweep=20ms");

        assertThat(configuration.connection().url()).hasToString("memory:shop");
        assertThat(configuration.cache("any").expiredSweep()).isEqualTo(Duration.ofMillis(20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:geheim#x@h",
                "redis://:geheim?x@h",
                "redis://:geheim/x@h",
                "redis://:geheim%zz@h",
                "redis://:geheim@h/zero",
                "redis://:geheim@h?timeout=1s&timeout=2s",
                "redis://:geheim@h?password=geheim2",
                "redis://:geheim@h?geheim",
                "redis://:geheim@h?url=redis://geheim",
                "redis://:geheim@h:99999",
                "redis://:geheim@",
                "redis:geheim@h",
                "geheim@h",
                "http://:geheim@h",
                "redis://app:geheim@h?tiemout=1s",
                "redis://app:geheim@h?timeout=1",
            })
    void load_malformedUrl_isRefusedWithoutItsSecrets(String url) {
        sources.environment.put("JAMBRY_URL", url);

        assertThatThrownBy(sources::load)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("environment JAMBRY_URL")
                .satisfies(refused -> {
                    for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                        assertThat(cause.toString()).doesNotContain("geheim");
                    }
                });
    }

    @Test
    void load_malformedUrl_saysWhatToChange() {
        sources.properties.setProperty("jambry.url", "redis://:pass#word@h");
        assertThatThrownBy(sources::load)
                .hasMessage("setting 'url' is 'redis:***', which contains a #; in user info and options, the"
                        + " characters : / ? # [ ] @ & = and % must be percent-encoded; it is given by"
                        + " Properties key jambry.url");

        sources.properties.setProperty("jambry.url", "redis://u:p@h/cache");
        assertThatThrownBy(sources::load)
                .hasMessageStartingWith(
                        "setting 'url' is 'redis://***@h/cache', which has a path that is not the number of a"
                                + " database");

        sources.properties.setProperty("jambry.url", "localhost:6379");
        assertThatThrownBy(sources::load)
                .hasMessage("setting 'url' is 'localhost:6379', which is not redis://host:port, rediss://host:port,"
                        + " valkey://host:port, valkeys://host:port, embedded: or memory:; it is given by"
                        + " Properties key jambry.url");
    }

    @Test
    void load_managerUriOfUnknownScheme_isRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> sources.load("http://u:geheim@h/x?y"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("manager URI 'http://***@h/x' has the unknown scheme 'http'; known are redis, rediss,"
                        + " valkey, valkeys, embedded and memory for a store, file, classpath and jar for"
                        + " a settings file, and jambry:default for what the other sources say");
        assertThatThrownBy(() -> sources.load("mycaches")).hasMessageContaining("has the unknown scheme ''");
    }

    @Test
    void load_badOption_namesTheOption() {
        assertThatThrownBy(() -> sources.load("redis://h?timeout=1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting 'timeout' is '1', which is not a duration")
                .hasMessageEndingWith("; it is given by URI option timeout");
        assertThatThrownBy(() -> sources.load("redis://h?tiemout=1s"))
                .hasMessage("unknown setting 'tiemout' in manager URI; the nearest known one is 'timeout'");
    }
}
