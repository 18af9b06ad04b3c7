// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.clock.NodeStart;
import io.jambry.sessions.promise.ClockPromises;
import io.jambry.sessions.promise.Container;

class JettyClockTest extends ClockPromises {

    JettyClockTest() {
        super(Start.class);
    }

    static final class Start implements NodeStart {
        @Override
        public Container start(SessionSettings sessions, Node server) throws Exception {
            return new JettyNode(context -> {
                // Jetty has times of its own stored with a session when it is to send its cookie anew
                context.getSessionHandler().setMaxCookieAge(3600);
                context.getSessionHandler().setRefreshCookieAge(3600);
                new JambrySessionFactory(server.manager(), sessions).install(context.getSessionHandler());
            });
        }
    }
}
