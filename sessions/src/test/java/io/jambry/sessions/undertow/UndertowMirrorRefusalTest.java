// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;
import io.jambry.sessions.promise.LimitRefusals;

class UndertowMirrorRefusalTest extends LimitRefusals {

    @Override
    protected String cookie() {
        return "JAMBRYSESSION";
    }

    @Override
    protected Container start(SessionSettings sessions, Node server) throws Exception {
        return new UndertowNode(info -> Customers.only(UndertowMirrorTest.mirrored(info, sessions, server)));
    }
}
