// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.util.Objects.requireNonNull;

import io.jambry.codec.Spares;
import io.jambry.spi.KeyRing;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Hides the keys of entries: equal keys get equal names, and from a name nobody learns the key who has not the secret.
 * HMAC-SHA-256, cut to 20 bytes, in base64url.
 *
 * <p>Bound to one key of the ring for good: with another one, no entry would be found again. Thread-safe.
 */
public final class NameHash {

    /** How many characters a name has. */
    public static final int LENGTH = 27;

    private static final String HMAC = "HmacSHA256";
    private static final int KEPT = 20;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Secret key;
    private final Spares<Mac> macs = new Spares<>(this::mac, mac -> {});

    /**
     * Derives the key for names.
     *
     * @param ring has the secret
     * @param keyId its number
     * @param scope where equal keys get equal names, such as namespace and cache; elsewhere they get others
     * @param setting where the ring comes from, for messages
     * @throws GeneralSecurityException if there is no such key
     */
    public NameHash(KeyRing ring, int keyId, String scope, String setting) throws GeneralSecurityException {
        SecretKey secret = KeyPurpose.require(requireNonNull(ring, "ring"), keyId, setting);
        this.key = new Secret(KeyPurpose.NAME.derive(secret, keyId, requireNonNull(scope, "scope")));
        macs.give(mac());
    }

    /**
     * Names an entry.
     *
     * @param encodedKey the bytes of its key; not modified and not kept
     * @return {@value #LENGTH} ASCII characters of base64url, owned by the caller
     */
    public byte[] of(byte[] encodedKey) {
        Mac mac = macs.take();
        byte[] hash = mac.doFinal(encodedKey);
        macs.give(mac);
        return BASE64.encode(Arrays.copyOf(hash, KEPT));
    }

    private Mac mac() {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            // every JDK has it
            throw new IllegalStateException("no " + HMAC, e);
        }
    }
}
