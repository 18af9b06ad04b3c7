// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;

/** What goes wrong on the way to the server, with the lock in its message. */
final class Failures {

    private static final String WRONG_TYPE = "WRONGTYPE";

    private Failures() {}

    static JambryException named(Object what, JambryException e) {
        String message = what + ": " + e.getMessage();
        if (e instanceof NotExecutedException) {
            return new NotExecutedException(message, e.getCause());
        }
        if (e instanceof OutcomeUnknownException) {
            return new OutcomeUnknownException(message, e.getCause());
        }
        if (e instanceof ServerException) {
            return new ServerException(
                    String.valueOf(e.getMessage()).contains(WRONG_TYPE)
                            ? message
                                    + "; something else has taken a name of this lock on the server: delete it, or use"
                                    + " another name"
                            : message,
                    e.getCause());
        }
        return e;
    }
}
