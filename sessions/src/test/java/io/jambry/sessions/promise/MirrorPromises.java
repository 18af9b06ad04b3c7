// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.promise;

/** What the mirror filter promises: all but listeners that are told once, and requests that cost nothing. */
public abstract class MirrorPromises extends SessionPromises {

    @Override
    String cookie() {
        return "JAMBRYSESSION";
    }

    @Override
    boolean isNative() {
        return false;
    }
}
