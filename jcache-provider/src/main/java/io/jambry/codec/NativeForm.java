// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import org.jspecify.annotations.Nullable;

/**
 * The one type of a cache that is written as plain text without any tag: the declared type where that is a scalar or an
 * enum, text everywhere else.
 */
final class NativeForm {

    private final @Nullable ScalarForm scalar;
    private final @Nullable Class<?> enumType;

    private NativeForm(@Nullable ScalarForm scalar, @Nullable Class<?> enumType) {
        this.scalar = scalar;
        this.enumType = enumType;
    }

    static NativeForm of(Class<?> declared) {
        if (declared.isEnum()) {
            return new NativeForm(null, declared);
        }
        ScalarForm form = ScalarForm.of(declared);
        return new NativeForm(form == null ? ScalarForm.TEXT : form, null);
    }

    boolean isText() {
        return scalar == ScalarForm.TEXT;
    }

    boolean covers(Object object) {
        if (enumType != null) {
            return enumType.isInstance(object);
        }
        return ScalarForm.of(object.getClass()) == scalar;
    }

    /** Whether objects of exactly this class are written without a tag. */
    boolean covers(Class<?> type) {
        return enumType != null ? enumType == type : ScalarForm.of(type) == scalar;
    }

    String text(Object object) {
        return scalar == null ? ((Enum<?>) object).name() : scalar.text(object);
    }

    String exactText(Object object) {
        return scalar == null ? ((Enum<?>) object).name() : scalar.exactText(object);
    }

    Object parse(String text) {
        return scalar == null ? EnumText.constant(enumType, text) : scalar.parse(text);
    }
}
