// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.clock.NodeStart;
import io.jambry.sessions.promise.ClockPromises;
import io.jambry.sessions.promise.Container;

class UndertowClockTest extends ClockPromises {

    UndertowClockTest() {
        super(Start.class);
    }

    static final class Start implements NodeStart {
        @Override
        public Container start(SessionSettings sessions, Node server) throws Exception {
            return UndertowNode.of(sessions, server);
        }
    }
}
