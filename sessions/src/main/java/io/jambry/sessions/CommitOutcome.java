// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** What came of a commit. */
public enum CommitOutcome {

    /** Changes were written. */
    STORED,

    /** There was nothing to write. */
    UNCHANGED,

    /** The session has ended meanwhile; nothing was written, and nothing is brought back. */
    GONE
}
