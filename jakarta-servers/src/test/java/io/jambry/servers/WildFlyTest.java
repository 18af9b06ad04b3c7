// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

/** WildFly: Weld. */
class WildFlyTest extends LibraryContract {

    WildFlyTest() {
        super(new WildFly(given("server.wildfly")), given("application.cdi"));
    }
}
