// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import io.jambry.sessions.SessionData;
import java.io.Serial;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What a container's own session keeps beside its attributes: the session on the server that it is a working copy of. Does not leave the node. */
final class Working implements Serializable {

    static final String ATTRIBUTE = Working.class.getName();

    @Serial
    private static final long serialVersionUID = 1L;

    private transient @Nullable SessionData seen;

    Working(SessionData seen) {
        this.seen = seen;
    }

    /** As it was when both were the same; null if that is not known any more. */
    synchronized @Nullable SessionData seen() {
        return seen;
    }

    synchronized void seen(SessionData now) {
        seen = now;
    }
}
