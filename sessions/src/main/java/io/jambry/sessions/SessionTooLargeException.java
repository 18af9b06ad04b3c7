// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.EncodingException;
import java.io.Serial;

/** A session that is larger than allowed. Nothing of it was written; what is stored is as before. */
public final class SessionTooLargeException extends EncodingException {

    @Serial
    private static final long serialVersionUID = 1L;

    SessionTooLargeException(String message) {
        super(message);
    }
}
