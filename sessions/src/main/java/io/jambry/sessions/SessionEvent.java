// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** What this node did with a session. */
public enum SessionEvent {

    /** It was written for the first time. */
    CREATED,

    /** It has another id. */
    ID_CHANGED,

    /** The application has ended it. */
    INVALIDATED,

    /** Its user had too many, or somebody has ended all of them; whoever sweeps tells its listeners, which is {@link #EXPIRED}. */
    EXPELLED,

    /** It is over, its listeners were told, and it was removed. */
    EXPIRED,

    /** Its user has as many as allowed. It was not written. */
    REJECTED
}
