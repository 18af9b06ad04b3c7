// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/** What becomes of what has a name already that something else is to have. */
public enum IfPresent {
    /** It stays, and nothing else happens. */
    KEEP,
    /** The other takes its place. */
    REPLACE
}
