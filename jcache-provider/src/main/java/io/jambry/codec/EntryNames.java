// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.security.GeneralSecurityException;

/**
 * What the entries of a cache are called on the server, made from the bytes of their keys: equal keys have equal names,
 * different keys different ones, and a name tells its key to those who may know it.
 *
 * <p>Thread-safe.
 */
public interface EntryNames {

    /** Entries are called by the bytes of their keys. */
    EntryNames PLAIN = new EntryNames() {
        @Override
        public byte[] name(byte[] key) {
            return key;
        }

        @Override
        public byte[] key(byte[] name) {
            return name;
        }

        @Override
        public String check() {
            return "";
        }
    };

    /**
     * Names an entry.
     *
     * @param key the bytes of its key; not modified
     * @return well-formed UTF-8; it may be the same array
     */
    byte[] name(byte[] key);

    /**
     * Tells the key of an entry.
     *
     * @param name what {@link #name} made; not modified
     * @return the bytes of the key; it may be the same array
     * @throws GeneralSecurityException if the name was made by something else; the message continues "it" and has nothing of
     *     the name
     */
    byte[] key(byte[] name) throws GeneralSecurityException;

    /**
     * Tells whether others name entries alike: they do if they have the same check.
     *
     * @return a few characters that may be shown to everybody; empty if nothing secret plays a part
     */
    String check();
}
