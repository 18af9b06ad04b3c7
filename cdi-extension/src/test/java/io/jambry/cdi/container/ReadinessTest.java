// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The readiness check, which is there where MicroProfile Health is: in the tests, not on Weld 6. */
class ReadinessTest {

    private static final boolean HAS_HEALTH = isThere("org.eclipse.microprofile.health.HealthCheck");

    private static boolean isThere(String className) {
        try {
            Class.forName(className);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    @Test
    void health_isMissingOnWeld6Only() {
        assertThat(HAS_HEALTH).isEqualTo(!System.getProperty("container", "").equals("weld-6"));
    }

    @Test
    void serverThere_isReady_andServerGone_isNot() throws Exception {
        Server server = Server.own();
        try (Container container = Container.with(server.settings())) {
            if (!HAS_HEALTH) {
                assertThat(container.itself().isRunning()).isTrue();
                return;
            }
            Callable<String> readiness = Readiness.of(container);
            assertThat(readiness.call()).isEqualTo("jambry UP {caches=0}");

            server.close();

            assertThat(readiness.call()).startsWith("jambry DOWN {failure=io.jambry.");
        } finally {
            server.close();
        }
    }

    @Test
    void health_off_thereIsNoCheck() {
        Map<String, String> settings = new HashMap<>();
        settings.put("jambry.cdi.health", "false");
        try (Container container = Container.with(settings)) {
            assertThat(!HAS_HEALTH || Readiness.isMissing(container)).isTrue();
        }
    }
}
