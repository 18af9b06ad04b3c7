// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

/** Turns the keys and values of changes into objects. Thread-safe. */
public interface Decoding<K, V> {

    /**
     * Reads a key.
     *
     * @param bytes as the store has it
     * @return the key
     * @throws io.jambry.DecodingException if this JVM cannot read it
     */
    K key(byte[] bytes);

    /**
     * Reads a value.
     *
     * @param bytes as the store has it
     * @param key the bytes of its key
     * @return the value
     * @throws io.jambry.DecodingException if this JVM cannot read it
     */
    V value(byte[] bytes, byte[] key);
}
