// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static io.jambry.structure.RedisCounter.digits;

import io.jambry.NotExecutedException;
import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * What no single command does with a counter.
 *
 * <p>Mechanism: ids of operations are kept as digests of one length, in two hashes beside the counter: that of these ten minutes and that
 * of the ten before. So what they take is bounded, and nothing has to look for old ones.
 *
 * @param key the name of the counter on the server
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CounterScripts(byte[] key) {

    static final int IDS_IN_A_PERIOD = 250_000;

    private static final byte[] PERIOD_MILLIS = digits(10 * 60 * 1000);
    private static final byte[] MOST_IDS = digits(IDS_IN_A_PERIOD);
    private static final byte[] NO_BOUND = new byte[0];

    /** So many bytes of a digest never meet by chance. */
    private static final int ID_BYTES = 16;

    CommandObject<OptionalLong> add(long delta, long least, long most) {
        return Replies.map(
                RedisScript.COUNTER_ADD.with(key, digits(delta), digits(least), digits(most)), CounterScripts::sum);
    }

    CommandObject<Long> addOnce(long delta, String id) {
        return Replies.map(addOnce(digits(delta), NO_BOUND, NO_BOUND, id), OptionalLong::getAsLong);
    }

    CommandObject<OptionalLong> addOnce(long delta, long least, long most, String id) {
        return addOnce(digits(delta), digits(least), digits(most), id);
    }

    private CommandObject<OptionalLong> addOnce(byte[] delta, byte[] least, byte[] most, String id) {
        return Replies.map(
                RedisScript.COUNTER_ADD_ONCE.with(
                        key,
                        StructureKeys.beside(key, "ids"),
                        StructureKeys.beside(key, "ids-before"),
                        delta,
                        least,
                        most,
                        digest(id),
                        PERIOD_MILLIS,
                        MOST_IDS),
                CounterScripts::sumOnce);
    }

    CommandObject<Boolean> set(long expected, long value) {
        return Replies.map(
                RedisScript.COUNTER_SET.with(key, digits(expected), digits(value)), set -> Replies.isOne((Long) set));
    }

    static OptionalLong sumOnce(@Nullable Object reply) {
        if (reply instanceof Long) {
            throw new NotExecutedException("nothing was added: " + IDS_IN_A_PERIOD
                    + " operation ids of the last ten minutes are remembered already, and no more are; add without an id, later, or to several"
                    + " counters");
        }
        return sum(reply);
    }

    private static OptionalLong sum(@Nullable Object reply) {
        return reply == null
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(new String((byte[]) reply, StandardCharsets.US_ASCII)));
    }

    private static byte[] digest(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }
}
