// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.EncodingException;

/**
 * What a client is told in place of a response whose session could not be {@linkplain SessionRepository#commit committed}, the same in all
 * containers. Immutable.
 *
 * @param status of HTTP: 403 for one session too many of its user, 500 for a session that cannot be written as it is, 503 for a server that
 *     does not answer
 * @param message for the log
 */
public record NotStored(int status, String message) {

    /**
     * What a reason comes to.
     *
     * @param reason what committing threw
     * @return status and message
     */
    public static NotStored of(RuntimeException reason) {
        if (reason instanceof SessionLimitException) {
            return new NotStored(403, "a session was not stored: " + reason.getMessage());
        }
        if (reason instanceof EncodingException || reason instanceof IllegalStateException) {
            return new NotStored(500, "a session was not stored: " + reason.getMessage());
        }
        return new NotStored(503, "a session was not stored, for its server cannot be reached");
    }
}
