// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

/** WildFly: the session manager for Undertow that it finds in the WAR. */
class WildFlySessionsTest extends DeployedSessions {

    WildFlySessionsTest() {
        super(new WildFly(LibraryContract.given("server.wildfly")), VisitsWar::undertow);
    }
}
