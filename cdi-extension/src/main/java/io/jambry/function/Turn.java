// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;

/** Whose turn it is to run a function. */
sealed interface Turn {

    /** Somebody else's, who has run it. */
    record Found(Object entry) implements Turn {}

    /** The caller's. */
    record Mine(EntryLoad load) implements Turn {}

    /** Nobody's: the caller runs it for itself, and stores nothing. */
    enum Alone implements Turn {
        /** Somebody else still runs it. */
        LATE,
        /** Others have run it again and again, and left nothing. */
        IN_VAIN,
        /** The cache cannot tell, or the caller was interrupted. */
        UNKNOWN
    }
}
