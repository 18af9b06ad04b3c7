// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** The column of Jambry's sessions. */
public class JambrySessions extends SessionOperations {

    @Override
    Class<? extends WebNode> node() {
        return JambryNode.class;
    }
}
