// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

/** Is called before a response leaves for the client. */
@FunctionalInterface
public interface BeforeCommit {

    /** What the client may rely on once it has the response is to be done now. May be called more than once. */
    void responseLeaves();
}
