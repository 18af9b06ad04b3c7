// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.codec.Spares;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * XAES-256-GCM with one key, as <a href="https://c2sp.org/XAES-256-GCM">C2SP</a> specifies it: from the key and the first
 * half of the nonce comes a key for this message alone, and with that and the second half the message is encrypted by
 * AES-256-GCM. So the nonce is long enough to be random for as many messages as anybody can write.
 *
 * <p>A message is the nonce (24 bytes), what was encrypted, and its tag (16 bytes). Thread-safe.
 */
final class Xaes256Gcm {

    static final int NONCE = 24;
    static final int TAG = 16;

    private static final int HALF = 12;
    private static final int BLOCK = 16;

    private final Secret key;

    /** The two blocks that become the message's key, already combined with the subkey of CMAC, but for the nonce. */
    private final byte[] derivation;

    private final Spares<Engine> engines = new Spares<>(this::engine, engine -> {});

    Xaes256Gcm(Secret key) throws GeneralSecurityException {
        this.key = key;
        this.derivation = derivation(subkey(blockCipher(key).doFinal(new byte[BLOCK])));
    }

    /** Encrypts with a nonce that must never be used again with this key. */
    byte[] seal(byte[] nonce, byte[] plain, byte[] associated) throws GeneralSecurityException {
        byte[] sealed = new byte[Math.addExact(plain.length, NONCE + TAG)];
        System.arraycopy(nonce, 0, sealed, 0, NONCE);
        Engine engine = engines.take();
        Cipher gcm = engine.begin(Cipher.ENCRYPT_MODE, nonce, 0);
        gcm.updateAAD(associated);
        gcm.doFinal(plain, 0, plain.length, sealed, NONCE);
        engines.give(engine);
        return sealed;
    }

    byte[] open(byte[] sealed, int offset, int length, byte[] associated) throws GeneralSecurityException {
        if (length < NONCE + TAG) {
            throw new AEADBadTagException("its " + length + " bytes are too few to be an encrypted value");
        }
        Engine engine = engines.take();
        Cipher gcm = engine.begin(Cipher.DECRYPT_MODE, sealed, offset);
        gcm.updateAAD(associated);
        byte[] plain = gcm.doFinal(sealed, offset + NONCE, length - NONCE);
        engines.give(engine);
        return plain;
    }

    private Engine engine() {
        try {
            return new Engine(blockCipher(key), derivation);
        } catch (GeneralSecurityException e) {
            // it worked when this was made
            throw new IllegalStateException("AES is not there any more", e);
        }
    }

    /** AES itself, for single blocks: no message is ever encrypted this way. */
    private static Cipher blockCipher(Secret key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher;
    }

    /** The subkey of CMAC for whole blocks: twice the encrypted zero, in GF(2^128). */
    private static byte[] subkey(byte[] zero) {
        byte[] subkey = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int carry = i + 1 < BLOCK ? (zero[i + 1] & 0xFF) >>> 7 : 0;
            subkey[i] = (byte) (zero[i] << 1 | carry);
        }
        // without a branch that depends on the key
        subkey[BLOCK - 1] ^= (byte) (0x87 & zero[0] >> 7);
        return subkey;
    }

    /** Counter (2 bytes, from 1), the letter X, a zero, room for the nonce: once for each half of the message's key. */
    private static byte[] derivation(byte[] subkey) {
        byte[] blocks = new byte[2 * BLOCK];
        for (int block = 0; block < 2; block++) {
            int at = block * BLOCK;
            blocks[at + 1] = (byte) (block + 1);
            blocks[at + 2] = 'X';
            for (int i = 0; i < BLOCK; i++) {
                blocks[at + i] ^= subkey[i];
            }
        }
        return blocks;
    }

    /** What one thread at a time works with. Left behind after a failure. */
    private static final class Engine {

        private final Cipher blocks;
        private final byte[] derivation;
        private final byte[] input = new byte[2 * BLOCK];
        private final byte[] messageKey = new byte[2 * BLOCK];
        private final Cipher gcm;

        Engine(Cipher blocks, byte[] derivation) throws GeneralSecurityException {
            this.blocks = blocks;
            this.derivation = derivation;
            this.gcm = Cipher.getInstance("AES/GCM/NoPadding");
        }

        Cipher begin(int mode, byte[] nonce, int offset) throws GeneralSecurityException {
            System.arraycopy(derivation, 0, input, 0, input.length);
            for (int i = 0; i < HALF; i++) {
                byte part = nonce[offset + i];
                input[BLOCK - HALF + i] ^= part;
                input[2 * BLOCK - HALF + i] ^= part;
            }
            // whole blocks leave nothing to be finished
            blocks.update(input, 0, input.length, messageKey, 0);
            Secret once = new Secret(messageKey);
            gcm.init(mode, once, new GCMParameterSpec(TAG * Byte.SIZE, nonce, offset + HALF, HALF));
            Arrays.fill(messageKey, (byte) 0);
            return gcm;
        }
    }
}
