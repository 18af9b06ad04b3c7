// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/** When a cache delivers EXPIRED. */
enum ExpiredDelivery {
    /** Once for each entry that expires, at the latest when it is looked at. */
    ALWAYS,
    /** Once for each entry that expires: at once if a zero duration expires it, before what is created in its place, or by itself. */
    SWEPT
}
