// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import io.jambry.ConcurrentUpdateException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import java.util.Optional;

/** What a client knows about an operation in the end. */
public enum Outcome {
    /** It was executed between its invocation and its return, and answered. */
    DONE,
    /** It takes effect at any time after its invocation, or never. */
    UNKNOWN,
    /** It has no effect, neither now nor later. */
    NOT_EXECUTED;

    /**
     * What an exception promises.
     *
     * @param failure what an operation threw
     * @return the outcome; empty if it is not among the exceptions which promise one
     */
    public static Optional<Outcome> promisedBy(Throwable failure) {
        if (failure instanceof OutcomeUnknownException) {
            return Optional.of(UNKNOWN);
        }
        if (failure instanceof NotExecutedException || failure instanceof ConcurrentUpdateException) {
            return Optional.of(NOT_EXECUTED);
        }
        return Optional.empty();
    }
}
