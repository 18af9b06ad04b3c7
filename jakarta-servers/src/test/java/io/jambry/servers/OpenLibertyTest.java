// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

/** Open Liberty: Weld. */
class OpenLibertyTest extends LibraryContract {

    OpenLibertyTest() {
        super(new OpenLiberty(given("server.liberty")), given("application.cdi"));
    }
}
