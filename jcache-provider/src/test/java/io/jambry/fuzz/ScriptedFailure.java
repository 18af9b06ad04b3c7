// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/** What a loader, writer, listener, filter, policy or processor throws because the script says so. */
final class ScriptedFailure extends RuntimeException {

    /** How the message of every failure by script begins, whatever its class. */
    static final String PREFIX = "scripted:";

    private static final long serialVersionUID = 1L;

    ScriptedFailure(String tag) {
        super(PREFIX + tag);
    }
}
