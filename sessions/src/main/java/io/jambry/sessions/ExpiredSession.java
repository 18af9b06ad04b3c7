// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** Is told of sessions that are over. */
@FunctionalInterface
public interface ExpiredSession {

    /**
     * A session is over, and this node is the one to tell its listeners. Its attributes can be read. Afterwards it is removed; if this node
     * dies before that, another one is told the same again when the lease has ended.
     *
     * @param session the session, without its id
     */
    void expired(SessionData session);
}
