// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.DecodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.params.SetParams;

/**
 * A whole number on one server, to which many add at once: a string of digits. One that is not there has the value 0. Its range is that of
 * {@code long}; the server refuses sums beyond it.
 *
 * <p>Nobody knows whether an addition was executed that ended in {@link io.jambry.OutcomeUnknownException}. Who has to know gives each
 * addition an id of its own, and repeats it with the same id until it is answered:
 *
 * <pre>{@code
 * String id = UUID.randomUUID().toString();
 * long sold = counter.add(1, id).call(); // and the same again after an OutcomeUnknownException
 * }</pre>
 *
 * <p>Ids are remembered for ten minutes at least and twenty at most, up to 250 000 of them in ten minutes. They are kept beside the counter,
 * and {@link #delete} does not forget them.
 */
public final class RedisCounter extends Structure {

    private final CounterScripts scripts;

    RedisCounter(StructureLink link, byte[] key) {
        super(link, key);
        this.scripts = new CounterScripts(key);
    }

    /**
     * Reads its value.
     *
     * @return an operation: {@code GET}
     */
    public Operation<Long> get() {
        return operation(value(commands().get(key())));
    }

    /**
     * Adds to it.
     *
     * @param delta what to add; negative to take away
     * @return an operation: the sum; {@code INCRBY}
     */
    public Operation<Long> add(long delta) {
        return operation(commands().incrBy(key(), delta));
    }

    /**
     * Adds to it once, however often this is called with the same id.
     *
     * @param delta what to add; negative to take away
     * @param operationId whatever tells this addition from all others to this counter, not empty
     * @return an operation: the sum after the first time; a script
     * @throws IllegalArgumentException if the id is empty
     */
    public Operation<Long> add(long delta, String operationId) {
        return operation(scripts.addOnce(delta, id(operationId)));
    }

    /**
     * Adds to it unless the sum would be less, or more, than what is allowed.
     *
     * @param delta what to add; negative to take away
     * @param least the least that the sum may be
     * @param most the most that it may be, not less
     * @return an operation: the sum; empty if it was not allowed, and nothing was added; a script
     * @throws IllegalArgumentException if the least is more than the most
     */
    public Operation<OptionalLong> tryAdd(long delta, long least, long most) {
        requireOrder(least, most);
        return operation(scripts.add(delta, least, most));
    }

    /**
     * The same once, however often this is called with the same id. What was not allowed is not remembered, and may be allowed when it is
     * asked for again.
     *
     * @param delta what to add; negative to take away
     * @param least the least that the sum may be
     * @param most the most that it may be, not less
     * @param operationId whatever tells this addition from all others to this counter, not empty
     * @return an operation: the sum after the first time; empty if it was not allowed, and nothing was added; a script
     * @throws IllegalArgumentException if the least is more than the most, or the id is empty
     */
    public Operation<OptionalLong> tryAdd(long delta, long least, long most, String operationId) {
        requireOrder(least, most);
        return operation(scripts.addOnce(delta, least, most, id(operationId)));
    }

    /**
     * Sets it. Its time to live stays.
     *
     * @param value the value
     * @return an operation without a result: {@code SET}
     */
    public Operation<@Nullable Void> set(long value) {
        return operation(Replies.nothing(
                commands().set(key(), digits(value), SetParams.setParams().keepTtl())));
    }

    /**
     * Sets it, and tells the value before. Its time to live stays.
     *
     * @param value the value
     * @return an operation: the value before; {@code SET} with {@code GET}
     */
    public Operation<Long> getAndSet(long value) {
        return operation(value(
                commands().setGet(key(), digits(value), SetParams.setParams().keepTtl())));
    }

    /**
     * Sets it if it has exactly a value. Its time to live stays.
     *
     * @param expected the value that it must have; 0 also where it is not there
     * @param value the new one
     * @return an operation whose result is whether it was set; a script
     */
    public Operation<Boolean> compareAndSet(long expected, long value) {
        return operation(scripts.set(expected, value));
    }

    private static String id(String operationId) {
        return Ranges.notEmpty("operationId", operationId);
    }

    private static void requireOrder(long least, long most) {
        if (least > most) {
            throw new IllegalArgumentException("least is " + least + ", which is more than most, " + most);
        }
    }

    private CommandObject<Long> value(CommandObject<byte[]> command) {
        return Replies.map(command, this::number);
    }

    private long number(byte @Nullable [] digits) {
        if (digits == null) {
            return 0;
        }
        try {
            return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
        } catch (NumberFormatException e) {
            // its message would repeat what is there
            throw new DecodingException(
                    this
                            + ": what is there is no whole number; it was written by something else: use another name, or delete it");
        }
    }

    static byte[] digits(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
