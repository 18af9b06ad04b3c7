// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import java.io.Serial;

/** The server of sessions cannot be reached, so nobody knows whether the client has a session. The request ends with 503. */
public final class SessionsUnavailableException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The server cannot be reached.
     *
     * @param message what was tried
     * @param cause what came of it
     */
    public SessionsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
