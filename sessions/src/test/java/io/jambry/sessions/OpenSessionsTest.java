// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;

class OpenSessionsTest {

    @Test
    void settings_nothingSet_areTheDefaults() {
        assertThat(settings(Map.of())).isEqualTo(SessionSettings.of("shop"));
    }

    @Test
    void settings_eachOne_isRead() {
        assertThat(settings(Map.of(
                        "jambry-sessions.application", "other",
                        "jambry-sessions.touch-window", "30s",
                        "jambry-sessions.grace", "PT5M",
                        "jambry-sessions.sweep-interval", "500ms",
                        "jambry-sessions.lease", "1m",
                        "jambry-sessions.max-session-bytes", "2048",
                        "jambry-sessions.local-copies", "0",
                        "jambry-sessions.dirty-check", "all",
                        "jambry-sessions.undecodable", "drop")))
                .isEqualTo(new SessionSettings(
                        "other",
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(5),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(1),
                        2048,
                        0,
                        DirtyCheck.ALL,
                        Undecodable.DROP));
    }

    @Test
    void settings_flushLimitAndManagement_areRead() {
        assertThat(settings(Map.of(
                        "jambry-sessions.flush", "immediate",
                        "jambry-sessions.max-sessions-per-user", "3",
                        "jambry-sessions.over-limit", "expel-oldest",
                        "jambry-sessions.management", "true")))
                .isEqualTo(SessionSettings.of("shop")
                        .withFlush(Flush.IMMEDIATE)
                        .withLimit(new SessionLimit(3, OverLimit.EXPEL_OLDEST))
                        .withManagement(true));
    }

    @Test
    void settings_ofMicroProfileConfig_standBehindContainerAndSystemProperties() {
        Map<String, String> container = Map.of("jambry-sessions.lease", "3s");
        Map<String, String> microProfile = Map.of(
                "jambry-sessions.lease", "4s",
                "jambry-sessions.grace", "4m",
                "jambry-sessions.touch-window", "4s");
        System.setProperty("jambry-sessions.touch-window", "5s");
        try {
            SessionSettings settings = OpenSessions.settings("shop", container::get, microProfile::get);

            assertThat(settings.lease()).isEqualTo(Duration.ofSeconds(3));
            assertThat(settings.touchWindow()).isEqualTo(Duration.ofSeconds(5));
            assertThat(settings.grace()).isEqualTo(Duration.ofMinutes(4));
        } finally {
            System.clearProperty("jambry-sessions.touch-window");
        }
    }

    @Test
    void microProfile_withoutAnImplementation_saysNothing() {
        assertThat(MicroProfileValues.of(OpenSessionsTest.class.getClassLoader())
                        .apply("jambry-sessions.lease"))
                .isNull();
    }

    @Test
    void microProfile_withAnImplementation_isAsked() {
        ConfigProviderResolver.setInstance(new OneConfig(Map.of("jambry-sessions.lease", "4s")));
        try {
            assertThat(MicroProfileValues.of(OpenSessionsTest.class.getClassLoader())
                            .apply("jambry-sessions.lease"))
                    .isEqualTo("4s");
        } finally {
            ConfigProviderResolver.setInstance(null);
        }
    }

    /** What users look up stands in the documents. */
    @Test
    void documents_haveARowForEachSetting() throws IOException {
        Set<String> asked = new TreeSet<>();
        OpenSessions.settings(
                "shop",
                key -> {
                    asked.add(key);
                    return null;
                },
                key -> null);
        String sessions = Files.readString(Path.of("../docs/sessions.md"));
        String configuration = Files.readString(Path.of("../docs/configuration.md"));

        assertThat(asked).hasSizeGreaterThan(10).allSatisfy(key -> {
            String name = key.substring("jambry-sessions.".length());
            assertThat(sessions).contains("| `" + name + "` |");
            assertThat(configuration)
                    .contains(
                            "`JAMBRY_SESSIONS_" + name.toUpperCase(Locale.ROOT).replace('-', '_') + "`");
        });
    }

    @Test
    void settings_malformed_isRefusedByMessage() {
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.lease", "soon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'jambry-sessions.lease' is 'soon', which is not like 'pt2s';"
                        + " durations are written as 500ms, 10s, 5m, 1h, 2d or PT10S");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.dirty-check", "some")))
                .hasMessageStartingWith("setting 'jambry-sessions.dirty-check' is 'some', which is not like 'read'");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.management", "yes")))
                .hasMessageStartingWith("setting 'jambry-sessions.management' is 'yes', which is not like 'false'");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.flush", "now")))
                .hasMessageStartingWith("setting 'jambry-sessions.flush' is 'now', which is not like 'commit'");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.max-sessions-per-user", "10001")))
                .hasMessage(
                        "setting 'max-sessions-per-user' of sessions is 10001, which is not from 0, for any number, to 10000");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.max-session-bytes", "1")))
                .hasMessage("setting 'max-session-bytes' of sessions is 1, which is not from 1024 to 536870912");
    }

    private static SessionSettings settings(Map<String, String> container) {
        return OpenSessions.settings("shop", container::get, key -> null);
    }
}
