// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

/** Payara Micro: the filter in front of its own sessions. */
class PayaraMicroSessionsTest extends DeployedSessions {

    PayaraMicroSessionsTest() {
        super(new PayaraMicro(LibraryContract.given("server.payara")), VisitsWar::mirror);
    }
}
