// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/** What an entry is claimed for. Claims of a kind exclude each other; those of different kinds know nothing of each other. */
public enum ClaimKind {
    /** A change that is made from what was there. */
    UPDATE,

    /** A value that comes from elsewhere. Such a claim is ended by {@link Store#endLoads}, whoever holds it. */
    LOAD
}
