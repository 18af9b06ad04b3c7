// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jambry.codec.EntryNames;
import io.jambry.codec.Spares;
import io.jambry.spi.KeyRing;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;

/**
 * Names from which nobody learns a key who has not the secret, and who has it learns the key from the name alone.
 *
 * <p>Mechanism: the synthetic IV of Rogaway and Shrimpton. The tag is HMAC-SHA-256 of the bytes of the key, cut to 16 bytes;
 * AES-256-CTR encrypts these bytes, the tag being the first counter block, with another secret. The name is both, in
 * base64url. It opens only if it is, to the letter, the name that its key has.
 *
 * <p>Bound to one key of the ring for good: with another one, no entry would be found again. Thread-safe.
 */
public final class HiddenNames implements EntryNames {

    private static final int TAG = 16;
    private static final int CHECK = 4;
    private static final String HMAC = "HmacSHA256";
    private static final String CTR = "AES/CTR/NoPadding";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final int keyId;
    private final Secret tagKey;
    private final Secret textKey;
    private final String check;
    private final Spares<Engine> engines = new Spares<>(this::engine, engine -> {});

    /**
     * Derives the secrets.
     *
     * @param ring has the key, which is asked for now and never again
     * @param keyId its number
     * @param namespace where the cache is; elsewhere equal keys get other names
     * @param cacheName the cache; others have other names for equal keys
     * @param setting where the ring comes from, for messages
     * @throws GeneralSecurityException if there is no such key
     */
    public HiddenNames(KeyRing ring, int keyId, String namespace, String cacheName, String setting)
            throws GeneralSecurityException {
        SecretKey key = KeyPurpose.require(requireNonNull(ring, "ring"), keyId, setting);
        // with its length in front, so that no other namespace and cache make the same text
        String scope = namespace.getBytes(UTF_8).length + "/" + namespace + '/' + cacheName;
        this.keyId = keyId;
        this.tagKey = new Secret(KeyPurpose.NAME_TAG.derive(key, keyId, scope));
        this.textKey = new Secret(KeyPurpose.NAME_TEXT.derive(key, keyId, scope));
        this.check = HexFormat.of().formatHex(KeyPurpose.NAME_CHECK.derive(key, keyId, scope), 0, CHECK);
    }

    /** The bytes of the name: 4 characters for 3 bytes, of the key and of 16 more. */
    @Override
    public byte[] name(byte[] key) {
        Engine engine = engines.take();
        byte[] name = engine.name(key);
        engines.give(engine);
        return name;
    }

    @Override
    public byte[] key(byte[] name) throws GeneralSecurityException {
        byte[] sealed;
        try {
            sealed = Base64.getUrlDecoder().decode(name);
        } catch (IllegalArgumentException e) {
            // without the cause, which shows a character
            throw foreign();
        }
        if (sealed.length < TAG) {
            throw foreign();
        }
        Engine engine = engines.take();
        byte[] key = engine.encrypted(sealed, sealed, TAG);
        byte[] expected = engine.name(key);
        engines.give(engine);
        if (!MessageDigest.isEqual(expected, name)) {
            throw foreign();
        }
        return key;
    }

    private GeneralSecurityException foreign() {
        return new AEADBadTagException("is no name that was hidden with key " + keyId);
    }

    /** Four bytes of what comes from the same key as the names, and does not lead to it. */
    @Override
    public String check() {
        return check;
    }

    /** Which key it is bound to. */
    @Override
    public String toString() {
        return "names hidden with key " + keyId;
    }

    private Engine engine() {
        try {
            return new Engine(tagKey, textKey);
        } catch (GeneralSecurityException e) {
            throw impossible(e);
        }
    }

    private static IllegalStateException impossible(GeneralSecurityException e) {
        return new IllegalStateException("this JVM has no " + HMAC + " or " + CTR, e);
    }

    /** What one thread at a time works with. */
    private static final class Engine {

        private final Mac mac;
        private final Secret textKey;
        private final Cipher ctr;

        Engine(Secret tagKey, Secret textKey) throws GeneralSecurityException {
            this.mac = Mac.getInstance(HMAC);
            mac.init(tagKey);
            this.textKey = textKey;
            this.ctr = Cipher.getInstance(CTR);
        }

        byte[] name(byte[] key) {
            byte[] tag = Arrays.copyOf(mac.doFinal(key), TAG);
            byte[] text = encrypted(tag, key, 0);
            byte[] sealed = Arrays.copyOf(tag, TAG + text.length);
            System.arraycopy(text, 0, sealed, TAG, text.length);
            return ENCODER.encode(sealed);
        }

        /** Encrypts, or decrypts, which is the same. */
        byte[] encrypted(byte[] tag, byte[] text, int offset) {
            try {
                ctr.init(Cipher.ENCRYPT_MODE, textKey, new IvParameterSpec(tag, 0, TAG));
                return ctr.doFinal(text, offset, text.length - offset);
            } catch (GeneralSecurityException e) {
                throw impossible(e);
            }
        }
    }
}
