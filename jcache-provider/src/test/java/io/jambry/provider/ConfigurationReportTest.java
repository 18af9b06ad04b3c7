// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Jambry;
import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;

class ConfigurationReportTest {

    @Test
    void report_settingsOfTwoSources_namesValueAndSourceAndHidesSecrets() {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", "shop");
        properties.setProperty("jambry.password", "hush");
        properties.setProperty("jambry.caches.books.ttl", "5m");
        JambryCachingProvider provider = new JambryCachingProvider();
        CacheManager manager = provider.getCacheManager(URI.create("memory:report?timeout=3s"), null, properties);

        String report = manager.unwrap(Jambry.class).configurationReport();
        provider.close();

        assertThat(report)
                .containsPattern("namespace +shop +\\S*[Pp]roperties.*")
                .containsPattern("timeout +3s +.*URI.*")
                .containsPattern("caches.books.ttl +5m +.*")
                .containsPattern("strict +false +default")
                .contains("password")
                .doesNotContain("hush");
    }
}
