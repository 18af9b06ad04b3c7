// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jambry.spi.KeyRing;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** What a key of a ring is used for; each use has a key of its own, derived from the one in the ring. */
enum KeyPurpose {
    /** Encrypting values. */
    VALUE("value"),
    /** Naming entries: the tags of names. */
    NAME_TAG("name-tag"),
    /** Naming entries: encrypting their keys. */
    NAME_TEXT("name-text"),
    /** Telling whether two have the same key for names; what is derived may be shown. */
    NAME_CHECK("name-check");

    private final String text;

    KeyPurpose(String text) {
        this.text = text;
    }

    /**
     * Derives the key of this purpose: HKDF-SHA-256 of the secret, without salt, with {@code jambry/1/<purpose>/<id>} and,
     * unless the scope is empty, {@code /<scope>} as information.
     *
     * @param key as the ring gave it
     * @param id its number in the ring
     * @param scope what keys are apart for besides; empty for nothing
     * @return 32 bytes, owned by the caller
     * @throws GeneralSecurityException if it has not 32 bytes to show
     */
    byte[] derive(SecretKey key, int id, String scope) throws GeneralSecurityException {
        byte @Nullable [] secret = key.getEncoded();
        if (secret == null) {
            throw new InvalidKeyException("key " + id + " does not show its bytes, such as one in a hardware module");
        }
        try {
            if (secret.length != Secret.LENGTH) {
                throw new InvalidKeyException(
                        "key " + id + " has " + secret.length + " bytes, it must have " + Secret.LENGTH);
            }
            String info = "jambry/1/" + text + '/' + id + (scope.isEmpty() ? "" : '/' + scope);
            return Hkdf.derive(secret, new byte[0], info.getBytes(UTF_8), Secret.LENGTH);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The key of a ring, or what to do without it. */
    static SecretKey require(KeyRing ring, int id, String setting) throws UnrecoverableKeyException {
        return ring.key(id)
                .orElseThrow(() -> new UnrecoverableKeyException("there is no key " + id
                        + ": it was taken out too early, or has not come to this JVM yet; see setting '" + setting
                        + "'"));
    }
}
