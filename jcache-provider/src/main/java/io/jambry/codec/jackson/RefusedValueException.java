// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A value that will not be written or read; the message is complete by itself. */
final class RefusedValueException extends IOException {

    private static final long serialVersionUID = 1L;

    RefusedValueException(String message) {
        super(message);
    }

    /** The same, to be thrown through Jackson, which lets no other exceptions out. */
    static UncheckedIOException unchecked(String message) {
        return new UncheckedIOException(new RefusedValueException(message));
    }
}
