// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import org.jspecify.annotations.Nullable;

/** The arrays of primitives that a key may hold, by their word; byte arrays have a denser form. */
enum ArrayWord {
    BOOLEANS(boolean.class, ScalarForm.BOOLEAN),
    SHORTS(short.class, ScalarForm.SHORT),
    CHARS(char.class, ScalarForm.CHARACTER),
    INTS(int.class, ScalarForm.INTEGER),
    LONGS(long.class, ScalarForm.LONG),
    FLOATS(float.class, ScalarForm.FLOAT),
    DOUBLES(double.class, ScalarForm.DOUBLE);

    private final Class<?> component;
    private final ScalarForm form;

    ArrayWord(Class<?> component, ScalarForm form) {
        this.component = component;
        this.form = form;
    }

    static @Nullable ArrayWord of(Class<?> component) {
        for (ArrayWord word : values()) {
            if (word.component == component) {
                return word;
            }
        }
        return null;
    }

    static @Nullable ArrayWord named(String name) {
        for (ArrayWord word : values()) {
            if (word.word().equals(name)) {
                return word;
            }
        }
        return null;
    }

    String word() {
        return component.getName() + "s";
    }

    Class<?> component() {
        return component;
    }

    ScalarForm form() {
        return form;
    }
}
