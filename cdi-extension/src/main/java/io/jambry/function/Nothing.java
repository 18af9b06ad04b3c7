// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import org.jspecify.annotations.Nullable;

/** What is stored for a function that had no result, where that is remembered. The name of this class is on the wire. */
enum Nothing {
    NOTHING;

    /** The result that was found, which may be the mark that there is none. */
    // what is not the mark was put by the caller, or by another one of the cache's types
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <V> @Nullable V unmarked(Object found) {
        return found == NOTHING ? null : (V) found;
    }
}
