// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** Results that every call reads from the server. */
public class RemoteMethods extends MethodOperations {

    @Override
    String near() {
        return "off";
    }
}
