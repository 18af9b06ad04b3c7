// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.clock.NodeStart;
import io.jambry.sessions.promise.ClockPromises;
import io.jambry.sessions.promise.Container;
import org.junit.jupiter.api.Test;

class TomcatClockTest extends ClockPromises {

    TomcatClockTest() {
        super(Start.class);
    }

    @Test
    void limit_expelOldest_expelsTheOldestByTheServersClock() {
        oldestOfAUser_isTheOneByTheServersClock();
    }

    static final class Start implements NodeStart {
        @Override
        public Container start(SessionSettings sessions, Node server) throws Exception {
            return TomcatNode.of(sessions, server);
        }
    }
}
