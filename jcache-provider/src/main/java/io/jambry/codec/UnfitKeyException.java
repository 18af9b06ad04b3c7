// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

/** A key that cannot be written; translated at the border of the package. The message continues "a key …". */
final class UnfitKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitKeyException(String message) {
        super(message, null, /* enableSuppression= */ false, /* writableStackTrace= */ false);
    }

    UnfitKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
