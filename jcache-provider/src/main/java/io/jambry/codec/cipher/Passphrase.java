// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jambry.ConfigurationException;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Keys from what somebody can remember: PBKDF2-HMAC-SHA-512 of the passphrase in UTF-8, {@value #ITERATIONS} iterations, with
 * {@code jambry/1/passphrase/<id>/<namespace>} as salt. The salt must be known to every JVM before it has read anything, so it
 * is no random one; guesses of one passphrase still help nobody in another namespace.
 */
final class Passphrase {

    /** What OWASP asks for with this hash; a third of a second. Part of the format: other keys come from another number. */
    static final int ITERATIONS = 210_000;

    /** Whoever has the values can guess as often as they like. */
    static final int SHORTEST = 12;

    private Passphrase() {}

    static Keys keys(int currentId, Map<Integer, char[]> passphrases, String namespace) {
        Map<Integer, SecretKey> keys = new TreeMap<>();
        passphrases.forEach((id, passphrase) -> keys.put(id, derive(id, passphrase, namespace)));
        return Keys.of(currentId, keys, "passphrases for namespace '" + namespace + "'");
    }

    private static Secret derive(int id, char[] passphrase, String namespace) {
        if (passphrase.length < SHORTEST) {
            throw new ConfigurationException("the passphrase of key " + id + " has " + passphrase.length
                    + " characters; it must have " + SHORTEST + " or more");
        }
        byte[] salt = ("jambry/1/passphrase/" + id + '/' + namespace).getBytes(UTF_8);
        PBEKeySpec spec = new PBEKeySpec(passphrase, salt, ITERATIONS, Secret.LENGTH * Byte.SIZE);
        try {
            return new Secret(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException("this JVM cannot derive keys from passphrases", e);
        } finally {
            spec.clearPassword();
        }
    }
}
