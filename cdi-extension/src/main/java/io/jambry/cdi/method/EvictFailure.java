// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** What becomes of a method that has succeeded when the eviction after it fails. */
public enum EvictFailure {
    /** The caller gets an exception: a stale value would stay. */
    THROW,

    /** A line in the log; the stale value stays until it expires. */
    LOG,

    /** Three times more within about a second, and then as {@link #THROW}. */
    RETRY
}
