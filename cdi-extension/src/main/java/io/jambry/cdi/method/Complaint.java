// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/** What is done about what may be a mistake, but need not be. */
public enum Complaint {
    IGNORE,
    WARN,
    ERROR
}
