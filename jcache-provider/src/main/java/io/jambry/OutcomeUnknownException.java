// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * The operation was sent, and nobody knows whether the server executed it: the connection broke or the deadline passed
 * before the answer came.
 *
 * <p>Read the entry again before deciding; repeating blindly may apply the operation twice.
 */
public class OutcomeUnknownException extends JambryException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     * @param cause what went wrong below, if anything did
     */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     */
    public OutcomeUnknownException(String message) {
        super(message, null);
    }
}
