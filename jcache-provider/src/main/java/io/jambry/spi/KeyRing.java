// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * The secrets that values are encrypted with, by number, one of them for what is written now. Asked for every value, so
 * that keys come and go while caches are open.
 *
 * <p>To change keys: add the new one wherever the cache is open, then make it the current one, and take the old one out when
 * no value is left that was written with it.
 *
 * <p>Thread-safe, and quick: what takes time is done beforehand or beside. Never shows a secret in {@code toString} or a
 * message.
 */
public interface KeyRing {

    /** The largest number of a key. */
    int LARGEST_ID = 65_535;

    /**
     * Which key is used to encrypt now.
     *
     * @return a number from 0 to {@value #LARGEST_ID}, of a key that {@link #key} has
     */
    int currentId();

    /**
     * Finds a key. Two asked-for keys are equal if their secrets are, and best the same object.
     *
     * @param id its number
     * @return a key whose encoded form is 32 random bytes; empty if there is none of this number, or no more
     */
    Optional<SecretKey> key(int id);
}
