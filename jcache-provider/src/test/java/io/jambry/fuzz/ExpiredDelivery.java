// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/** When a cache delivers EXPIRED. */
enum ExpiredDelivery {
    /** Once for each entry that expires, at the latest when it is looked at. */
    ALWAYS,
    /** Once, in the operation whose zero duration expires the entry; otherwise not at all. */
    ZERO_ONLY
}
