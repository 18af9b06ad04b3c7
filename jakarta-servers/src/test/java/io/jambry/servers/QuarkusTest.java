// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

/** Quarkus: ArC, which knows build-compatible extensions only. */
class QuarkusTest extends LibraryContract {

    QuarkusTest() {
        super(new Quarkus(), given("server.quarkus"));
    }
}
