// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** The column of Spring Session. */
public class SpringSessions extends SessionOperations {

    @Override
    Class<? extends WebNode> node() {
        return SpringNode.class;
    }
}
