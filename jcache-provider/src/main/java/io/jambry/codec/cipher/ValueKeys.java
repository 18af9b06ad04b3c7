// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.util.Objects.requireNonNull;

import io.jambry.spi.KeyRing;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * What encrypts values with each key of a ring, made once for each key and again when another secret has its number.
 * Thread-safe.
 *
 * @param <T> what encrypts
 */
public final class ValueKeys<T> {

    private final KeyRing ring;
    private final String setting;
    private final Maker<T> maker;
    private final ConcurrentMap<Integer, Made<T>> made = new ConcurrentHashMap<>();

    /**
     * Makes what encrypts from a key.
     *
     * @param <T> what encrypts
     */
    public interface Maker<T> {

        /**
         * Makes it.
         *
         * @param secret 32 bytes derived for values; overwritten afterwards
         * @throws GeneralSecurityException if it cannot be
         */
        T make(byte[] secret) throws GeneralSecurityException;
    }

    /**
     * Begins with none.
     *
     * @param ring asked anew for each value
     * @param setting where the ring comes from, for messages
     * @param maker makes what encrypts
     */
    public ValueKeys(KeyRing ring, String setting, Maker<T> maker) {
        this.ring = requireNonNull(ring, "ring");
        this.setting = requireNonNull(setting, "setting");
        this.maker = requireNonNull(maker, "maker");
    }

    /** Which key is used to encrypt now. */
    public int currentId() {
        return ring.currentId();
    }

    /**
     * What encrypts with a key that the ring has at this moment.
     *
     * @throws GeneralSecurityException if it has none of that number, or one of another length
     */
    public T get(int id) throws GeneralSecurityException {
        SecretKey key;
        try {
            key = KeyPurpose.require(ring, id, setting);
        } catch (GeneralSecurityException e) {
            made.remove(id);
            throw e;
        }
        @Nullable Made<T> known = made.get(id);
        if (known != null && known.from.equals(key)) {
            return known.encrypting;
        }
        byte[] secret = KeyPurpose.VALUE.derive(key, id, "");
        try {
            T encrypting = maker.make(secret);
            made.put(id, new Made<>(key, encrypting));
            return encrypting;
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** No record: its text would be that of the key. */
    private static final class Made<T> {

        final SecretKey from;
        final T encrypting;

        Made(SecretKey from, T encrypting) {
            this.from = from;
            this.encrypting = encrypting;
        }
    }
}
