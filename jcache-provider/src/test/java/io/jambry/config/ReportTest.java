// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReportTest {

    @RegisterExtension
    final Sources sources = new Sources();

    @Test
    void report_valuesFromEverywhere_saysWhatCameFromWhere() {
        sources.file("jambry.properties", "defaults.ttl=10m", "caches.user-*.ttl=1h", "caches.books.page-size=10");
        sources.environment.put("JAMBRY_CACHES_BOOKS_TTL", "5m");
        sources.system.put("jambry.url", "rediss://app:geheim@cache.example?timeout=1s");
        sources.properties.setProperty("jambry.tls-truststore", "trust.p12");
        sources.properties.setProperty("jambry.tls-truststore-password", "auch geheim");

        String report = sources.load().report();

        assertThat(report)
                .containsPattern("(?m)^url +rediss://cache\\.example +system property jambry\\.url$")
                .containsPattern("(?m)^username +app +system property jambry\\.url$")
                .containsPattern("(?m)^password +\\*\\*\\* +system property jambry\\.url$")
                .containsPattern("(?m)^timeout +1s +URI option timeout \\(system property jambry\\.url\\)$")
                .containsPattern("(?m)^tls-truststore-password +\\*\\*\\* +Properties key"
                        + " jambry\\.tls-truststore-password$")
                .containsPattern("(?m)^pool-size +8 +default$")
                .containsPattern("(?m)^defaults\\.ttl +10m +file jambry\\.properties:1$")
                .containsPattern("(?m)^caches\\.books\\.page-size +10 +file jambry\\.properties:3$")
                .containsPattern("(?m)^caches\\.BOOKS\\.ttl +5m +environment JAMBRY_CACHES_BOOKS_TTL$")
                .containsPattern("(?m)^caches\\.user-\\*\\.ttl +1h +file jambry\\.properties:2$")
                .doesNotContain("geheim");
    }

    @Test
    void toString_ofConfiguration_showsNoValues() {
        Configuration configuration = sources.load("redis://app:geheim@h");

        assertThat(configuration)
                .hasToString("configuration[url by manager URI, username by manager URI, password by manager URI]");
    }
}
