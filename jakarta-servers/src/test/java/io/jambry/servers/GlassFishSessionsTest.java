// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import org.junit.jupiter.api.condition.EnabledIf;

/** GlassFish: the filter in front of its own sessions. */
@EnabledIf(
        value = "aJdkIsThere",
        disabledReason = "GlassFish needs Java 21, and neither this JDK nor one that lies beside it is so new")
class GlassFishSessionsTest extends DeployedSessions {

    GlassFishSessionsTest() {
        super(
                new GlassFish(
                        LibraryContract.given("server.glassfish"),
                        Jdks.atLeast(GlassFish.JAVA).orElseThrow()),
                VisitsWar::mirror);
    }

    static boolean aJdkIsThere() {
        return Jdks.atLeast(GlassFish.JAVA).isPresent();
    }
}
