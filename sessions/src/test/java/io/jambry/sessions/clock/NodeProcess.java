// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import io.jambry.sessions.Node;
import io.jambry.sessions.OverLimit;
import io.jambry.sessions.SessionLimit;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.Map;

/** A node in a process of its own. Says where it listens, and ends when its input does. */
final class NodeProcess {

    private NodeProcess() {}

    /** @param arguments a {@link NodeStart}, the name of the application, and the address of the server */
    public static void main(String[] arguments) throws Exception {
        Constructor<?> kind = Class.forName(arguments[0]).getDeclaredConstructor();
        kind.setAccessible(true);
        SessionSettings settings = settings(arguments[1]);
        try (Node server = Node.of(settings, Map.of("url", arguments[2], "password", System.getenv("NODE_PASSWORD")));
                Container node = ((NodeStart) kind.newInstance()).start(settings, server)) {
            System.out.println("port " + node.port());
            while (System.in.read() >= 0) {
                // whoever started it is still there
            }
        }
    }

    /** Sweeps often; a user may have two sessions. */
    static SessionSettings settings(String application) {
        SessionSettings s = SessionSettings.of(application);
        return new SessionSettings(
                        application,
                        s.touchWindow(),
                        s.grace(),
                        Duration.ofMillis(500),
                        s.lease(),
                        s.maxSessionBytes(),
                        s.localCopies(),
                        s.dirtyCheck(),
                        s.undecodable())
                .withLimit(new SessionLimit(2, OverLimit.EXPEL_OLDEST));
    }
}
