// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * An exclusive update gave up: other writers changed the entry each time it tried to commit, its lease was lost, or it was
 * started from within an update of the same entry. The update was not applied.
 */
public class ConcurrentUpdateException extends JambryException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     * @param cause what went wrong below, if anything did
     */
    public ConcurrentUpdateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * Makes the exception without a cause.
     *
     * @param message what was tried, where, against which limit and what to change; never a key, a value or a secret
     */
    public ConcurrentUpdateException(String message) {
        super(message, null);
    }
}
