// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.JambryException;

/**
 * Hears what this node does with sessions, such as to count it elsewhere. It is called in the thread that did it, so it should be quick;
 * what it throws is logged and goes no further. Called by many threads at once.
 */
@FunctionalInterface
public interface SessionObserver {

    /**
     * Something happened to a session.
     *
     * @param event what
     * @param session the session; of one that was found by its user or because it is over, the id is not known
     */
    void happened(SessionEvent event, SessionData session);

    /**
     * The server did not do what it was asked to.
     *
     * @param reason why
     */
    default void failed(JambryException reason) {}
}
