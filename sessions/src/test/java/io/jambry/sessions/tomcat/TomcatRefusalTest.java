// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.LimitRefusals;

class TomcatRefusalTest extends LimitRefusals {

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return TomcatNode.of(sessions, server);
    }

    /** The application itself logs in, when there is a session already which Tomcat can note it in. */
    @Override
    protected String login(String user) {
        return "&login=" + user;
    }
}
