// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

/** How the client sees its connection end. The server sees an orderly end in both cases. */
public enum Ending {
    /** The stream ends (FIN). */
    CLOSE,
    /** The connection is reset (RST). */
    RESET
}
