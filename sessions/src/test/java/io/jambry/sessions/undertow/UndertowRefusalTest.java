// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.jambry.sessions.Node;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.LimitRefusals;

class UndertowRefusalTest extends LimitRefusals {

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return new UndertowNode(info -> {
            JambryServletExtension.install(info, () -> OpenSessions.lent(server.manager(), sessions));
            return Customers.only(info);
        });
    }
}
