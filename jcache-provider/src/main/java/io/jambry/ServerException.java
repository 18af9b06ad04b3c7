// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * The server answered with an error that is none of the ordinary refusals: a command it does not know, a key of another type,
 * a script that failed. Repeating will not help.
 */
public class ServerException extends JambryException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     * @param cause what went wrong below, if anything did
     */
    public ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     */
    public ServerException(String message) {
        super(message, null);
    }
}
