// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.SessionPromises;

class JettyPromisesTest extends SessionPromises {

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return JettyNode.of(sessions, server);
    }
}
