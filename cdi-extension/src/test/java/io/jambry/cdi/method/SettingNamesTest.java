// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.cdi.CacheAnnotationException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jambry.cdi.enabled",
                "jambry.cdi.cache.books.ttl",
                "jambry.cdi.cache.books.of.all.kinds.max-entries",
                "jambry.cdi.method.\"com.example.Books/find\".null-ttl",
                "jambry.url",
                "java.home",
                "JAMBRY_CDI_EVICT_FAILURE",
                "JAMBRY_CDI_CACHE_BOOKS_TTL",
                "JAMBRY_CDI_METHOD__COM_EXAMPLE_BOOKS_FIND__LOCK_TIMEOUT",
                "JAMBRY_CDI_SERVICE_HOST",
                "JAMBRY_CDI_PORT_6379_TCP_ADDR",
                "JAMBRY_URL"
            })
    void name_known_isAccepted(String name) {
        assertThatCode(() -> new SettingNames(List.of(name)).requireKnown()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "jambry.cdi.evict-failur, jambry.cdi.evict-failure",
                "jambry.cdi.locktimeout, jambry.cdi.lock-timeout",
                "jambry.cdi.cache.books.tll, jambry.cdi.cache.books.ttl",
                "jambry.cdi.method.\"com.example.Books/find\".nul-ttl, jambry.cdi.method.\"com.example.Books/find\".null-ttl",
                "JAMBRY_CDI_ENABLE, JAMBRY_CDI_ENABLED"
            })
    void name_unknown_isRefusedWithTheNearest(String name, String nearest) {
        assertThatThrownBy(() -> new SettingNames(List.of(name)).requireKnown())
                .isInstanceOf(CacheAnnotationException.class)
                .hasMessage("unknown setting '" + name + "'; the nearest known one is '" + nearest + "'");
    }

    @Test
    void settingsOfTheJvm_propertiesGoBeforeTheEnvironment_andEmptyIsUnset() {
        Properties properties = new Properties();
        properties.setProperty("jambry.cdi.lock", "none");
        JvmSettings settings = new JvmSettings(
                properties,
                Map.of(
                        "JAMBRY_CDI_LOCK", "local",
                        "JAMBRY_CDI_EVICT_FAILURE", "retry",
                        "JAMBRY_CDI_COMBINE", " ",
                        "JAMBRY_CDI_METHOD__COM_EXAMPLE_BOOKS_FIND__TTL", "5m"));

        assertThat(settings.value("jambry.cdi.lock")).contains("none");
        assertThat(settings.value("jambry.cdi.evict-failure")).contains("retry");
        assertThat(settings.value("jambry.cdi.combine")).isEmpty();
        assertThat(settings.value("jambry.cdi.method.\"com.example.Books/find\".ttl"))
                .contains("5m");
        assertThat(settings.names())
                .contains("jambry.cdi.lock", "JAMBRY_CDI_EVICT_FAILURE")
                .doesNotContain("JAMBRY_CDI_COMBINE");
    }
}
