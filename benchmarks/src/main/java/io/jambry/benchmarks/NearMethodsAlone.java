// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

/** The same where no request lasts, in which containers prepare each call anew. */
public class NearMethodsAlone extends NearMethods {

    @Override
    boolean inRequest() {
        return false;
    }
}
