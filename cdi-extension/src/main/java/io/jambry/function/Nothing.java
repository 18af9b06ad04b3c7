// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

/** What is stored for a function that had no result, where that is remembered. The name of this class is on the wire. */
enum Nothing {
    NOTHING
}
