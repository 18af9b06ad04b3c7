// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.CacheSettings.Undecodable;
import io.jambry.DecodingException;
import io.jambry.codec.ValueCodec;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The values of one cache as bytes and back, with the choice what becomes of bytes that cannot be decoded.
 *
 * <p>Thread-safe.
 */
sealed class Values<V> permits ValidatedValues {

    private final ValueCodec codec;
    private final Undecodable undecodable;
    private final LongAdder undecoded = new LongAdder();
    private final Reasons reasons = new Reasons();

    Values(ValueCodec codec, Undecodable undecodable) {
        this.codec = codec;
        this.undecodable = undecodable;
    }

    /**
     * Turns a value that is to be stored into bytes: the one door that values pass on their way to the store.
     *
     * @param entryKey the key that it is to be stored under
     * @param key the bytes of that key
     * @throws ClassCastException if the value is not of the declared type
     */
    byte[] encode(Object entryKey, V value, byte[] key) {
        requireDeclared(value);
        return codec.encode(value, key);
    }

    /** A value as it would be stored, to be compared with what is. */
    byte[] forComparison(V value, byte[] key) {
        return codec.encode(value, key);
    }

    /** Refuses what is not of the declared type. */
    void requireDeclared(Object value) {
        codec.requireDeclared(value);
    }

    /**
     * Turns bytes into a value.
     *
     * @param key the bytes of the key that they are stored under
     * @return the value; null if it cannot be decoded and the cache is set to carry on
     * @throws DecodingException if it cannot be decoded and the cache is set to fail
     */
    @SuppressWarnings("unchecked") // a wrong type is met where the value is used, as in every generic collection
    @Nullable
    V decode(byte[] bytes, byte[] key) {
        try {
            return (V) codec.decode(bytes, key);
        } catch (DecodingException e) {
            undecoded.increment();
            if (undecodable == Undecodable.FAIL) {
                throw e;
            }
            reasons.warn(
                    "an entry cannot be decoded and counts as absent ('undecodable' is "
                            + undecodable.name().toLowerCase(Locale.ROOT) + ")",
                    e);
            return null;
        }
    }

    /** As {@link #decode}, and null instead of a failure: for old values shown to listeners. */
    @Nullable
    V decodeIfPossible(byte @Nullable [] bytes, byte[] key) {
        if (bytes == null) {
            return null;
        }
        try {
            return decode(bytes, key);
        } catch (DecodingException e) {
            return null;
        }
    }

    /** What stands before the digits of a {@link Long} in this cache. */
    byte[] numberPrefix() {
        return codec.numberPrefix(Long.class);
    }

    /** Whether a {@link Long} is stored as its digits. */
    boolean leavesNumbersAsTheyAre() {
        return codec.leavesNumbersAsTheyAre();
    }

    /** How often a value could not be decoded. */
    long undecoded() {
        return undecoded.sum();
    }

    boolean mayDropUndecodable() {
        return undecodable != Undecodable.FAIL;
    }

    boolean deletesUndecodable() {
        return undecodable == Undecodable.DELETE;
    }
}
