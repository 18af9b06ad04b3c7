// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;

/**
 * XAES-256-GCM by what the JDK has: each value with a random nonce of 24 bytes and a key of its own, so that a key of the
 * ring never has encrypted too much. {@code docs/encryption.md} has the bytes and the derivation of keys.
 *
 * <p>Thread-safe.
 */
public final class XaesCipher implements ValueCipher {

    /** Names this format in the value header. */
    public static final int ID = 1;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ValueKeys<Xaes256Gcm> keys;

    /**
     * Makes a cipher.
     *
     * @param ring the keys
     * @param setting where they come from, for messages
     */
    public XaesCipher(KeyRing ring, String setting) {
        this.keys = new ValueKeys<>(ring, setting, secret -> new Xaes256Gcm(new Secret(secret.clone())));
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public int currentKeyId() {
        return keys.currentId();
    }

    @Override
    public byte[] seal(int keyId, byte[] plain, byte[] associated) throws GeneralSecurityException {
        byte[] nonce = new byte[Xaes256Gcm.NONCE];
        RANDOM.nextBytes(nonce);
        return keys.get(keyId).seal(nonce, plain, associated);
    }

    @Override
    public byte[] open(int keyId, byte[] bytes, int offset, int length, byte[] associated)
            throws GeneralSecurityException {
        Xaes256Gcm cipher = keys.get(keyId);
        try {
            return cipher.open(bytes, offset, length, associated);
        } catch (AEADBadTagException e) {
            throw tampered(keyId, length, e);
        }
    }

    /** What both makers of this format say of bytes that do not open. */
    public static GeneralSecurityException tampered(int keyId, int length, GeneralSecurityException cause) {
        AEADBadTagException tampered = new AEADBadTagException("its " + length
                + " bytes of encrypted value were changed, or belong to another entry, or were not encrypted with this key "
                + keyId);
        tampered.initCause(cause);
        return tampered;
    }
}
