// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * The server did not execute the operation: it was never sent, or it was refused before anything changed.
 *
 * <p>Repeating it is safe.
 */
public class NotExecutedException extends JambryException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     * @param cause what went wrong below, if anything did
     */
    public NotExecutedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     */
    public NotExecutedException(String message) {
        super(message, null);
    }
}
