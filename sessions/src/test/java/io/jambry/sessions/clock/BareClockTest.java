// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.ClockPromises;
import io.jambry.sessions.promise.Container;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class BareClockTest extends ClockPromises {

    BareClockTest() {
        super(Start.class);
    }

    /** Headers are written by classes of the JDK here, whose clock is not shifted. */
    @Override
    protected boolean hasDate() {
        return false;
    }

    @Test
    void limit_expelOldest_expelsTheOldestByTheServersClock() {
        oldestOfAUser_isTheOneByTheServersClock();
    }

    static final class Start implements NodeStart {
        @Override
        public Container start(SessionSettings sessions, Node server) throws IOException {
            return new BareNode(server);
        }
    }
}
