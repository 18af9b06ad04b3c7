// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.clock;

import io.jambry.sessions.Node;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.promise.Container;

/** How a kind of node is started. Has a constructor without parameters, by which another process makes it. */
@FunctionalInterface
public interface NodeStart {

    Container start(SessionSettings sessions, Node server) throws Exception;
}
