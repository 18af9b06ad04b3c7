// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * Copies values, so that a near cache can keep a mutable value as an object and give each caller its own.
 *
 * <p>Implementations are thread-safe, and have a public constructor without parameters when they are named in a configuration.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface ValueCopier<V> {

    /**
     * Copies a value.
     *
     * @param value not null and not to be modified; of an immutable type it may be returned itself
     * @return a value equal to it that shares nothing mutable with it
     */
    V copy(V value);
}
