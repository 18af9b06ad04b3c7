// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.ServerAddress;
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
        "'redis+sentinel://u:p,q@a:1,b:2/3?primary-name=m', 'redis+sentinel://a:1,b:2/3'",
        "'redis+cluster://:p@%5B::1%5D:1,%5B::2%5D', 'redis+cluster://%5B::1%5D:1,%5B::2%5D'",
        "rediss+cluster://u:p@redis_1, rediss+cluster://redis_1",
        "redis:/u:p@h:1/2?timeout=1s, redis://h:1/2",
    })
    void uri_ofAnyManager_hasNoUserInfoAndNoOptions(String asked, String safe) {
        assertThat(sources.load(asked).uri()).hasToString(safe);
    }

    @Test
    void load_uriOfSentinelsWithEverything_isTakenApart() {
        ConnectionSettings connection = sources.load("rediss+sentinel://a%40b:p%2Cw@one,two_2:7000,three.example/5"
                        + "?primary-name=my%20master&sentinel-username=w&sentinel-password=x%26y")
                .connection();

        assertThat(connection.url()).hasToString("rediss+sentinel://one:26379,two_2:7000,three.example:26379");
        assertThat(connection.addresses())
                .containsExactly(
                        new ServerAddress("one", 26_379),
                        new ServerAddress("two_2", 7000),
                        new ServerAddress("three.example", 26_379));
        assertThat(connection.primaryName()).contains("my master");
        assertThat(connection.username()).contains("a@b");
        assertThat(connection.password()).contains("p,w");
        assertThat(connection.sentinelUsername()).contains("w");
        assertThat(connection.sentinelPassword()).contains("x&y");
        assertThat(connection.database()).isEqualTo(5);
    }

    @Test
    void load_urlOfAClusterInAnySource_isTakenApart() {
        sources.environment.put("JAMBRY_URL", "valkey+cluster://:pw@[::1]:7000,[::2],node/?timeout=5s");
        ConnectionSettings connection = sources.load().connection();

        assertThat(connection.addresses())
                .containsExactly(
                        new ServerAddress("::1", 7000),
                        new ServerAddress("::2", 6379),
                        new ServerAddress("node", 6379));
        assertThat(connection.password()).contains("pw");
        assertThat(connection.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void load_managerUriWithSeveralIPv6Addresses_isTakenApart() {
        assertThat(sources.load("redis+cluster://:pw@%5B::1%5D:1,%5Bfe80::2%25eth0%5D/0")
                        .connection()
                        .addresses())
                .containsExactly(new ServerAddress("::1", 1), new ServerAddress("fe80::2%eth0", 6379));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rediss:/u:p%2F@cache.example:7000/5?timeout=5s",
                "rediss://u:p%2F@cache.example:7000/5?timeout=5s"
            })
    void load_managerUriThatWasTakenForAPath_isThatOfTheServer(String uri) {
        ConnectionSettings connection = sources.load(uri).connection();

        assertThat(connection.url()).hasToString("rediss://cache.example:7000");
        assertThat(connection.password()).contains("p/");
        assertThat(connection.database()).isEqualTo(5);
        assertThat(connection.timeout()).isEqualTo(Duration.ofSeconds(5));
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
                "redis://app:geheim@h,i",
                "redis+cluster://app:geheim@h,i:99999",
                "redis+cluster://app:geheim@h,,i",
                "redis+cluster://app:geheim@h,app:geheim@i",
                "redis+cluster://app:geheim@h,i/zero",
                "redis+cluster://h,app:geheim#@i",
                "redis+cluster://h,app:geheim?@i",
                "redis+sentinel://app:geheim@h,i",
                "redis+sentinel://app:geheim@h,i?primary-name=m&sentinel-pasword=geheim",
                "redis+centinel://app:geheim@h,i",
                "redis+cluster:app:geheim@h,i",
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
                        + " valkey://host:port, valkeys://host:port, redis+sentinel://host:port,host:port,"
                        + " redis+cluster://host:port,host:port (these two with rediss, valkey and valkeys as well),"
                        + " embedded: or memory:; it is given by Properties key jambry.url");

        sources.properties.setProperty("jambry.url", "redis+cluster://u:p@h,v:q@i");
        assertThatThrownBy(sources::load)
                .hasMessageStartingWith(
                        "setting 'url' is 'redis+cluster://***@i', which contains two @: user info stands"
                                + " once, for all hosts");
    }

    @Test
    void load_managerUriOfUnknownScheme_isRefusedNamingTheKnownOnes() {
        assertThatThrownBy(() -> sources.load("http://u:geheim@h/x?y"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("manager URI 'http://***@h/x' has the unknown scheme 'http'; known are redis, rediss,"
                        + " valkey, valkeys, embedded and memory, redis+sentinel, rediss+sentinel, valkey+sentinel and"
                        + " valkeys+sentinel, redis+cluster, rediss+cluster, valkey+cluster and valkeys+cluster for a"
                        + " store, file, classpath and jar for a settings file, and jambry:default, or jambry: with another name,"
                        + " for what the other sources say");
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
