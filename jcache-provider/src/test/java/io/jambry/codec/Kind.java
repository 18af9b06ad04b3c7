// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * A kind of values that every codec restores or refuses.
 *
 * @param group the section of the document
 * @param name its row there
 * @param value one of them
 * @param allow what setting {@code allow-classes} says
 * @param same whether a restored value is the same as the one written
 */
public record Kind(String group, String name, Object value, String allow, BiPredicate<Object, Object> same) {

    /** One whose values are equal if they are the same. */
    static Kind equal(String group, String name, Object value) {
        return new Kind(group, name, value, "", (a, b) -> Objects.deepEquals(a, b) && looksTheSame(a, b));
    }

    /** One whose values look the same, and need not be equal. */
    static Kind shown(String group, String name, Object value) {
        return new Kind(group, name, value, "", Kind::looksTheSame);
    }

    private static boolean looksTheSame(Object written, Object read) {
        return Rendering.of(written).equals(Rendering.of(read));
    }

    static Kind of(String group, String name, Object value, BiPredicate<Object, Object> same) {
        return new Kind(group, name, value, "", same);
    }

    Kind allowing(String how, String patterns) {
        return new Kind(group, name + how, value, patterns, same);
    }

    boolean isRestored(Object read) {
        return same.test(value, read);
    }

    /** The class that a cache for such values declares. */
    Class<?> declared() {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    @Override
    public String toString() {
        return name;
    }
}
