// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

/** Which attributes a commit writes. */
public enum DirtyCheck {

    /**
     * Those that were set or removed, and those that were read, may have been changed since, and have other bytes than before. Values of
     * immutable types are not looked at.
     */
    READ,

    /** Those that were set or removed. Who changes an object that lies in the session has to set it again. */
    SET,

    /** Those that were set, removed or read, changed or not. */
    ALL
}
