// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.security.GeneralSecurityException;

/** Encrypts and authenticates values. Thread-safe. */
public interface ValueCipher {

    /**
     * Names the format in the value header. Ids 1 to 127 belong to Jambry (see {@code docs/wire-format.md}), 128 to 255 to
     * applications.
     *
     * @return a number from 1 to 255
     */
    int id();

    /**
     * Which key is used to encrypt now.
     *
     * @return a number from 0 to 65535
     */
    int currentKeyId();

    /**
     * Encrypts.
     *
     * @param keyId what {@link #currentKeyId} said
     * @param plain what to encrypt; not modified and not kept
     * @param associated what the result is bound to: it opens with the same only
     * @return the encrypted bytes, with all that is needed to open them but key and associated data
     * @throws GeneralSecurityException if there is no such key; the message names the id and the setting, no key material
     */
    byte[] seal(int keyId, byte[] plain, byte[] associated) throws GeneralSecurityException;

    /**
     * Decrypts what was encrypted with the same key and associated data, and with nothing else.
     *
     * @param keyId the key it was encrypted with
     * @param bytes what {@link #seal} made, somewhere inside; not to be modified or kept
     * @param offset where it begins
     * @param length how long it is
     * @param associated what it is bound to
     * @return what was encrypted
     * @throws GeneralSecurityException if the key is not known, or the bytes or what they are bound to were changed
     */
    byte[] open(int keyId, byte[] bytes, int offset, int length, byte[] associated) throws GeneralSecurityException;
}
