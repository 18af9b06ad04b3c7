// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

/** There is nothing to count. The message is for the user. */
final class UnreadableTextException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableTextException(String message) {
        super(message);
    }
}
