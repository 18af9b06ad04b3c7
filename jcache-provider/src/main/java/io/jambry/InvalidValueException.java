// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * A value must not be stored, because a validator or the schema of its cache refuses it. Nothing was sent to the store, and no
 * writer was called.
 */
public class InvalidValueException extends EncodingException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which cache, what type of value, who refuses it and why; never a key, a value or a secret
     * @param cause what the validator threw, if it threw anything
     */
    public InvalidValueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message which cache, what type of value, who refuses it and why; never a key, a value or a secret
     */
    public InvalidValueException(String message) {
        super(message, null);
    }
}
