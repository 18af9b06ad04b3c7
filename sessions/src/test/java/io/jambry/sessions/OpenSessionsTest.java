// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import java.time.Duration;
import java.util.Map;
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
    void settings_malformed_isRefusedByMessage() {
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.lease", "soon")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'jambry-sessions.lease' is 'soon', which is not like 'pt30s';"
                        + " durations are written as 500ms, 10s, 5m, 1h or 2d");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.dirty-check", "some")))
                .hasMessageStartingWith("setting 'jambry-sessions.dirty-check' is 'some', which is not like 'read'");
        assertThatThrownBy(() -> settings(Map.of("jambry-sessions.max-session-bytes", "1")))
                .hasMessage("setting 'max-session-bytes' of sessions is 1, which is not from 1024 to 536870912");
    }

    private static SessionSettings settings(Map<String, String> container) {
        return OpenSessions.settings("shop", container::get);
    }
}
