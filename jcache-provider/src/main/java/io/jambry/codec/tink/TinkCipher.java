// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.tink;

import com.google.crypto.tink.Aead;
import io.jambry.codec.OptionalLibrary;
import io.jambry.codec.cipher.ValueKeys;
import io.jambry.codec.cipher.XaesCipher;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/**
 * XAES-256-GCM by Tink: the same bytes from the same keys as {@link XaesCipher}, which see. Thread-safe.
 */
public final class TinkCipher implements ValueCipher {

    private final ValueKeys<Aead> keys;

    /**
     * Makes a cipher.
     *
     * @param ring the keys
     * @param setting where they come from, for messages
     * @throws io.jambry.ConfigurationException if Tink is not there or does not work here
     */
    public TinkCipher(KeyRing ring, String setting) {
        // no references to methods: they would look for Tink before it is known to be there
        OptionalLibrary.require(
                "cipher tink", "com.google.crypto.tink.Aead", "com.google.crypto.tink:tink", () -> TinkAead.register());
        this.keys = new ValueKeys<>(ring, setting, secret -> TinkAead.of(secret));
    }

    @Override
    public int id() {
        return XaesCipher.ID;
    }

    @Override
    public int currentKeyId() {
        return keys.currentId();
    }

    @Override
    public byte[] seal(int keyId, byte[] plain, byte[] associated) throws GeneralSecurityException {
        return keys.get(keyId).encrypt(plain, associated);
    }

    @Override
    public byte[] open(int keyId, byte[] bytes, int offset, int length, byte[] associated)
            throws GeneralSecurityException {
        Aead aead = keys.get(keyId);
        try {
            return aead.decrypt(Arrays.copyOfRange(bytes, offset, offset + length), associated);
        } catch (GeneralSecurityException e) {
            throw XaesCipher.tampered(keyId, length, e);
        }
    }
}
