// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869): many keys from one secret, of which none tells anything about another. */
final class Hkdf {

    private static final String HMAC = "HmacSHA256";
    private static final int HASH = 32;

    private Hkdf() {}

    /**
     * Extracts and expands.
     *
     * @param salt no secret; may be empty
     * @param info what the result is for
     * @param length of the result, at most 255 × 32
     */
    static byte[] derive(byte[] secret, byte[] salt, byte[] info, int length) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        // an empty salt is one of zeros, and an empty key is refused
        mac.init(new SecretKeySpec(salt.length == 0 ? new byte[HASH] : salt, HMAC));
        byte[] extracted = mac.doFinal(secret);
        mac.init(new SecretKeySpec(extracted, HMAC));
        Arrays.fill(extracted, (byte) 0);
        byte[] derived = new byte[length];
        byte[] part = new byte[0];
        for (int at = 0, counter = 1; at < length; at += HASH, counter++) {
            if (counter > 255) {
                throw new IllegalArgumentException("HKDF cannot derive " + length + " bytes");
            }
            mac.update(part);
            mac.update(info);
            part = mac.doFinal(new byte[] {(byte) counter});
            System.arraycopy(part, 0, derived, at, Math.min(HASH, length - at));
        }
        Arrays.fill(part, (byte) 0);
        return derived;
    }
}
