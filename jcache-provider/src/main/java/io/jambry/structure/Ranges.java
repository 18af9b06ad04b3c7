// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.Collection;

/** What numbers may be. */
final class Ranges {

    private Ranges() {}

    static int atLeastOne(String name, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + number);
        }
        return number;
    }

    static long notNegative(String name, long number) {
        if (number < 0) {
            throw new IllegalArgumentException(name + " is negative: " + number);
        }
        return number;
    }

    static String notEmpty(String name, String text) {
        if (requireNonNull(text, name).isEmpty()) {
            throw new IllegalArgumentException(name + " is empty");
        }
        return text;
    }

    static <C extends Collection<?>> C notEmpty(String name, C all) {
        if (requireNonNull(all, name).isEmpty()) {
            throw new IllegalArgumentException("there are no " + name);
        }
        return all;
    }

    /** How many keys a script or function has. */
    static int keys(String of, int number, int most) {
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(of + " has " + number + " keys; it must be 0 to " + most);
        }
        return number;
    }
}
