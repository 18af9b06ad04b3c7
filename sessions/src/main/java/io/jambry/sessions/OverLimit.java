// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** What happens when a user begins one session more than allowed. */
public enum OverLimit {

    /** The new one is refused: {@link SessionLimitException}. */
    REJECT,

    /** The one that was created first is ended, and a sweeper tells its listeners. */
    EXPEL_OLDEST
}
