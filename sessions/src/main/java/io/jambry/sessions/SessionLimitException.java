// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.io.Serial;
import javax.cache.CacheException;

/** A user has as many sessions as allowed, and may have no more. Nothing of the new one was written; what is stored is as before. */
public final class SessionLimitException extends CacheException {

    @Serial
    private static final long serialVersionUID = 1L;

    SessionLimitException(String message) {
        super(message);
    }
}
