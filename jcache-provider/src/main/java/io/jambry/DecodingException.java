// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * Stored bytes cannot be turned into a key or value. Nothing was overwritten.
 */
public class DecodingException extends JambryException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     * @param cause what went wrong below, if anything did
     */
    public DecodingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     */
    public DecodingException(String message) {
        super(message, null);
    }
}
