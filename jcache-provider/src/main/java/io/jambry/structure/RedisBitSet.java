// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.BitCountOption;
import redis.clients.jedis.args.BitOP;
import redis.clients.jedis.params.BitPosParams;

/**
 * Bits on one server, numbered from 0 to 2^32 - 1: a string that is as long as its last bit needs. Bits that were never set are 0. The
 * first bit is the highest one of the first byte.
 */
public final class RedisBitSet extends Structure {

    private static final long MOST = (1L << 32) - 1;

    RedisBitSet(StructureLink link, byte[] key) {
        super(link, key);
    }

    /**
     * Reads a bit.
     *
     * @param bit its number
     * @return an operation: {@code GETBIT}
     * @throws IllegalArgumentException if it is not from 0 to 2^32 - 1
     */
    public Operation<Boolean> get(long bit) {
        return operation(commands().getbit(key(), number(bit)));
    }

    /**
     * Sets a bit to 1. A number far behind those there are lets the server make room up to there.
     *
     * @param bit its number
     * @return an operation: the bit before; {@code SETBIT}
     * @throws IllegalArgumentException if it is not from 0 to 2^32 - 1
     */
    public Operation<Boolean> set(long bit) {
        return operation(commands().setbit(key(), number(bit), true));
    }

    /**
     * Sets a bit to 0. A number far behind those there are lets the server make room up to there.
     *
     * @param bit its number
     * @return an operation: the bit before; {@code SETBIT}
     * @throws IllegalArgumentException if it is not from 0 to 2^32 - 1
     */
    public Operation<Boolean> clear(long bit) {
        return operation(commands().setbit(key(), number(bit), false));
    }

    /**
     * Counts the bits that are 1.
     *
     * @return an operation: {@code BITCOUNT}
     */
    public Operation<Long> count() {
        return operation(commands().bitcount(key()));
    }

    /**
     * Counts the bits that are 1 in a range. From Redis 7.0 and Valkey 7.2 on; older servers refuse it.
     *
     * @param from the first bit
     * @param to the last one; negative from the end, where -1 is the last bit there is
     * @return an operation: {@code BITCOUNT} with {@code BIT}
     */
    public Operation<Long> count(long from, long to) {
        return operation(commands().bitcount(key(), from, to, BitCountOption.BIT));
    }

    /**
     * Counts the bits that are 1 in a range of bytes.
     *
     * @param from the first byte; negative from the end, where -1 is the last byte there is
     * @param to the last one; the same
     * @return an operation: {@code BITCOUNT}
     */
    public Operation<Long> countInBytes(long from, long to) {
        return operation(commands().bitcount(key(), from, to));
    }

    /**
     * Looks for the first bit of a value.
     *
     * @param value true for a 1
     * @return an operation: its number; empty if there is no 1; a 0 is behind the last byte at the latest; {@code BITPOS}
     */
    public Operation<OptionalLong> first(boolean value) {
        return operation(place(commands().bitpos(key(), value)));
    }

    /**
     * Looks for the first bit of a value in a range. From Redis 7.0 and Valkey 7.2 on; older servers refuse it.
     *
     * @param value whether it is 1
     * @param from the first bit
     * @param to the last one; negative from the end, where -1 is the last bit there is
     * @return an operation: its number; empty if there is none; {@code BITPOS} with {@code BIT}
     */
    public Operation<OptionalLong> first(boolean value, long from, long to) {
        return operation(
                place(commands().bitpos(key(), value, new BitPosParams(from, to).modifier(BitCountOption.BIT))));
    }

    /**
     * Looks for the first bit of a value in a range of bytes.
     *
     * @param value whether it is 1
     * @param from the first byte; negative from the end, where -1 is the last byte there is
     * @param to the last one; the same
     * @return an operation: the number of the bit; empty if there is none; {@code BITPOS}
     */
    public Operation<OptionalLong> firstInBytes(boolean value, long from, long to) {
        return operation(place(commands().bitpos(key(), value, new BitPosParams(from, to))));
    }

    private static CommandObject<OptionalLong> place(CommandObject<Long> command) {
        return Replies.map(command, place -> place < 0 ? OptionalLong.empty() : OptionalLong.of(place));
    }

    /**
     * Makes it what is in all of some others. In a cluster they are of one {@linkplain Structures#group group} with this.
     *
     * @param sources at least one; this may be among them
     * @return an operation: how many bytes it has now; {@code BITOP AND}
     * @throws IllegalArgumentException if there are none, or they cannot be in one command with this
     */
    public Operation<Long> storeAnd(Collection<RedisBitSet> sources) {
        return combine(BitOP.AND, sources);
    }

    /**
     * Makes it what is in any of some others. In a cluster they are of one {@linkplain Structures#group group} with this.
     *
     * @param sources at least one; this may be among them
     * @return an operation: how many bytes it has now; {@code BITOP OR}
     * @throws IllegalArgumentException if there are none, or they cannot be in one command with this
     */
    public Operation<Long> storeOr(Collection<RedisBitSet> sources) {
        return combine(BitOP.OR, sources);
    }

    /**
     * Makes it what is in an odd number of some others. In a cluster they are of one {@linkplain Structures#group group} with this.
     *
     * @param sources at least one; this may be among them
     * @return an operation: how many bytes it has now; {@code BITOP XOR}
     * @throws IllegalArgumentException if there are none, or they cannot be in one command with this
     */
    public Operation<Long> storeXor(Collection<RedisBitSet> sources) {
        return combine(BitOP.XOR, sources);
    }

    /**
     * Makes it what is not in another one, in all bits of the bytes that it has. In a cluster it is of one
     * {@linkplain Structures#group group} with this.
     *
     * @param source which; this may be it
     * @return an operation: how many bytes it has now; {@code BITOP NOT}
     * @throws IllegalArgumentException if it cannot be in one command with this
     */
    public Operation<Long> storeNot(RedisBitSet source) {
        return combine(BitOP.NOT, List.of(source));
    }

    private Operation<Long> combine(BitOP how, Collection<RedisBitSet> sources) {
        Ranges.notEmpty("sources", sources).forEach(this::requireTogether);
        return operation(commands()
                .bitop(how, key(), sources.stream().map(Structure::key).toArray(byte[][]::new)));
    }

    /**
     * Reads and writes numbers of any width among the bits, one after the other and with nothing of others in between.
     *
     * @param steps what to do, at least one step
     * @return an operation: for each step its number; empty for one that would have overflowed where that is to fail; {@code BITFIELD}
     * @throws IllegalArgumentException if there are no steps
     */
    public Operation<List<Optional<Long>>> fields(BitFields steps) {
        CommandArguments arguments = new CommandArguments(Command.BITFIELD).key(key());
        requireNonNull(steps, "steps").words().forEach(arguments::add);
        return operation(Replies.map(
                new CommandObject<@Nullable Object>(arguments, Replies.raw()),
                reply -> Replies.listed(reply).stream()
                        .map(number -> Optional.ofNullable((Long) number))
                        .toList()));
    }

    /**
     * Reads all bits.
     *
     * @return an operation: {@code GET}; it fails with {@link DecodingException} where there are bits from 2^31 on, which a
     *     {@link BitSet} does not have
     */
    public Operation<BitSet> toBitSet() {
        return operation(Replies.map(commands().get(key()), this::bits));
    }

    private BitSet bits(byte @Nullable [] bytes) {
        if (bytes == null) {
            return new BitSet();
        }
        if (bytes.length > Integer.MAX_VALUE / Byte.SIZE) {
            throw new DecodingException(
                    this + ": it has bits from 2^31 on, which a java.util.BitSet cannot have; read single bits");
        }
        byte[] lowestFirst = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            lowestFirst[i] = (byte) (Integer.reverse(bytes[i]) >>> (Integer.SIZE - Byte.SIZE));
        }
        return BitSet.valueOf(lowestFirst);
    }

    private static long number(long bit) {
        if (bit < 0 || bit > MOST) {
            throw new IllegalArgumentException("bit is " + bit + "; it must be from 0 to " + MOST);
        }
        return bit;
    }
}
