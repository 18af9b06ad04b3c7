// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** WildFly: the session manager for Undertow that it finds in the WAR. */
class WildFlySessionsTest extends DeployedSessions {

    WildFlySessionsTest() {
        super(new WildFly(LibraryContract.given("server.wildfly")), VisitsWar::undertow);
    }

    @Test
    void deployment_warnsOfNothing() throws Exception {
        assertThat(first().log()).noneMatch(line -> line.contains(" WARN ") && line.contains("io.jambry"));
    }
}
