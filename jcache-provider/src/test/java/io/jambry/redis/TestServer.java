// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.time.Duration;

/** The server that the tests of this JVM share; each uses names of its own. */
public final class TestServer {

    private TestServer() {}

    public static EmbeddedServer shared() {
        return EmbeddedServer.shared("tests", EmbeddedSettings.DEFAULT);
    }

    public static LinkSettings settings() {
        return settings(shared());
    }

    public static LinkSettings settings(EmbeddedServer server) {
        return LinkSettings.of(server.host(), server.port()).withPassword(server.password());
    }

    public static void pass(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
