// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static io.jambry.config.Sources.sourceOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PrecedenceTest {

    @RegisterExtension
    final Sources sources = new Sources();

    @Test
    void load_noSource_isTheDefaultServer() {
        Configuration configuration = sources.load();

        assertThat(configuration.uri()).isEqualTo(Configuration.DEFAULT_URI).hasToString("jambry:default");
        assertThat(configuration.connection().url()).isEqualTo(URI.create("redis://localhost:6379"));
        assertThat(sourceOf(configuration, "url")).isEqualTo("default");
        assertThat(configuration.effective()).allMatch(row -> row.source().equals("default"));
    }

    @Test
    void load_everySource_theMoreExplicitOneWins() {
        sources.file("jambry.properties", "# a comment", "url = redis://file", "timeout = 15s");
        assertWinner(null, "file", "15s", "file jambry.properties:2", "file jambry.properties:3");

        sources.microProfile.listed.put("jambry.url", "redis://micro");
        sources.microProfile.listed.put("jambry.timeout", "14s");
        assertWinner(
                null,
                "micro",
                "14s",
                "MicroProfile Config jambry.url (fake)",
                "MicroProfile Config jambry.timeout (fake)");

        sources.environment.put("JAMBRY_URL", "redis://env");
        sources.environment.put("JAMBRY_TIMEOUT", "13s");
        assertWinner(null, "env", "13s", "environment JAMBRY_URL", "environment JAMBRY_TIMEOUT");

        sources.system.put("jambry.url", "redis://system");
        sources.system.put("jambry.timeout", "12s");
        assertWinner(null, "system", "12s", "system property jambry.url", "system property jambry.timeout");

        sources.properties.setProperty("jambry.url", "redis://properties");
        sources.properties.setProperty("jambry.timeout", "11s");
        assertWinner(null, "properties", "11s", "Properties key jambry.url", "Properties key jambry.timeout");

        assertWinner("redis://manager", "manager", "11s", "manager URI", "Properties key jambry.timeout");
        assertWinner("redis://manager?timeout=10s", "manager", "10s", "manager URI", "URI option timeout");
        assertWinner(
                "jambry:default", "properties", "11s", "Properties key jambry.url", "Properties key jambry.timeout");
    }

    private void assertWinner(
            @Nullable String managerUri, String host, String timeout, String urlSource, String timeoutSource) {
        Configuration configuration = sources.load(managerUri);

        assertThat(configuration.connection().host()).isEqualTo(host);
        assertThat(Sources.row(configuration, "timeout").value()).isEqualTo(timeout);
        assertThat(sourceOf(configuration, "url")).isEqualTo(urlSource);
        assertThat(sourceOf(configuration, "timeout")).isEqualTo(timeoutSource);
    }

    @Test
    void load_losingUrl_takesItsCredentialsAndOptionsWithIt() {
        sources.environment.put("JAMBRY_URL", "redis://app:secret@production/3?timeout=9s");

        Configuration production = sources.load();
        assertThat(production.connection().password()).contains("secret");
        assertThat(production.connection().database()).isEqualTo(3);
        assertThat(production.connection().timeout()).isEqualTo(Duration.ofSeconds(9));

        Configuration elsewhere = sources.load("redis://localhost");
        assertThat(elsewhere.connection().username()).isEmpty();
        assertThat(elsewhere.connection().password()).isEmpty();
        assertThat(elsewhere.connection().database()).isZero();
        assertThat(elsewhere.connection().timeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void load_urlAndKeyInOneSource_theUrlWins() {
        sources.properties.setProperty("jambry.timeout", "11s");
        sources.properties.setProperty("jambry.url", "redis://h?timeout=10s");

        assertThat(sourceOf(sources.load(), "timeout")).isEqualTo("URI option timeout (Properties key jambry.url)");
    }

    @Test
    void load_passwordFromElsewhere_completesTheUserOfTheUrl() {
        sources.environment.put("JAMBRY_PASSWORD", "secret");

        Configuration configuration = sources.load("redis://app@h");

        assertThat(configuration.connection().username()).contains("app");
        assertThat(configuration.connection().password()).contains("secret");
    }

    @Test
    void cache_specificInFileAndGeneralInProperties_theSpecificWins() {
        sources.file("jambry.properties", "caches.books.ttl=10m", "caches.b*.ttl=1m", "caches.b*.page-size=5");
        sources.properties.setProperty("jambry.defaults.ttl", "5m");
        sources.properties.setProperty("jambry.caches.b*.ttl", "2m");
        Configuration configuration = sources.load();

        assertThat(configuration.effective("books"))
                .contains(new EffectiveSetting("ttl", "10m", "file jambry.properties:1"))
                .contains(new EffectiveSetting("page-size", "5", "file jambry.properties:3"))
                .contains(new EffectiveSetting("codec", "jdk", "default"));
        assertThat(configuration.effective("bins"))
                .contains(new EffectiveSetting("ttl", "2m", "Properties key jambry.caches.b*.ttl"));
        assertThat(configuration.effective("users"))
                .contains(new EffectiveSetting("ttl", "5m", "Properties key jambry.defaults.ttl"));
        assertThat(configuration.cache("books").ttl().millis()).isEqualTo(600_000);
        assertThat(configuration.cache("users").ttl().millis()).isEqualTo(300_000);
    }
}
