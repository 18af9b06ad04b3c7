// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** When changes of a session are written. */
public enum Flush {

    /** Together, before the response leaves: one round trip for all of them. */
    COMMIT,

    /**
     * Each at once, so that other requests see it while this one is under way: one round trip for each. What was changed in place is found
     * out before the response leaves.
     */
    IMMEDIATE
}
