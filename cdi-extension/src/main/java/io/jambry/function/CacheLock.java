// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

/** What callers do that miss the same key at the same time. */
public enum CacheLock {
    /** Each runs the function. */
    NONE,

    /** In this JVM one runs the function, and the others wait for its result. */
    LOCAL
}
