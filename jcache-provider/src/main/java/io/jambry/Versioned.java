// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * A value and the version of the entry it was read from.
 *
 * @param value the value
 * @param version its version
 * @param <V> the type of the value
 */
public record Versioned<V>(V value, Version version) {

    /** Tells the version only: values do not belong into logs. */
    @Override
    public String toString() {
        return "Versioned[" + version + "]";
    }
}
