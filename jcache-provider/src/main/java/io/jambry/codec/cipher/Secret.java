// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * An AES-256 key that shows nothing of itself: not even its hash code, which for the keys of the JDK is computed from their
 * bytes and stands in their {@code toString}.
 */
final class Secret implements SecretKey {

    private static final long serialVersionUID = 1L;

    /** The only length there is here. */
    static final int LENGTH = 32;

    private final transient byte[] bytes;
    private transient volatile boolean destroyed;

    /** Takes the bytes over. */
    Secret(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a key has " + bytes.length + " bytes, it must have " + LENGTH);
        }
        this.bytes = bytes;
    }

    @Override
    public String getAlgorithm() {
        return "AES";
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    @Override
    public byte[] getEncoded() {
        if (destroyed) {
            throw new IllegalStateException("the key was destroyed");
        }
        return bytes.clone();
    }

    @Override
    public void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return LENGTH;
    }

    @Override
    public String toString() {
        return "a key of " + LENGTH + " bytes";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(Secret.class.getName());
    }
}
