// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/** What numbers may be. */
final class Ranges {

    private Ranges() {}

    static int atLeastOne(String name, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + number);
        }
        return number;
    }

    /** How many keys a script or function has. */
    static int keys(String of, int number, int most) {
        if (number < 0 || number > most) {
            throw new IllegalArgumentException(of + " has " + number + " keys; it must be 0 to " + most);
        }
        return number;
    }
}
