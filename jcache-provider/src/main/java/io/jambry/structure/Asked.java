// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.EncodingException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Questions of {@code java.util} about anything at all: what cannot be written is not there. */
final class Asked {

    private Asked() {}

    static boolean isTrue(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (EncodingException e) {
            return false;
        }
    }

    static <T> @Nullable T orNull(Supplier<? extends @Nullable T> question) {
        try {
            return question.get();
        } catch (EncodingException e) {
            return null;
        }
    }
}
