// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

/**
 * Something that is wrong with an annotation.
 *
 * @param fatal whether the application must not be deployed with it
 * @param message which annotation, on which class#method, what is wrong, and what to change
 */
public record Problem(boolean fatal, String message) {

    static Problem error(String message) {
        return new Problem(true, message);
    }

    static Problem warning(String message) {
        return new Problem(false, message);
    }
}
