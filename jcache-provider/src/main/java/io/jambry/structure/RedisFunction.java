// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/**
 * A function of a {@link FunctionLibrary} that servers have, from Redis 7.0 on, and Valkey: {@code FCALL}. Unlike a script it is kept by
 * the server, replicated and saved with the data, and called by a name. Run by {@link Structures#run(RedisFunction, List, Object...)}.
 * Immutable.
 *
 * @param <T> the type of its result
 */
public final class RedisFunction<T extends @Nullable Object> {

    private static final int MOST_KEYS = 1000;

    private final String name;
    private final int keys;
    private final ScriptResult<T> result;
    private final boolean readOnly;

    private RedisFunction(String name, int keys, ScriptResult<T> result, boolean readOnly) {
        this.name = name;
        this.keys = keys;
        this.result = result;
        this.readOnly = readOnly;
    }

    /**
     * A function.
     *
     * @param name the name that it is registered by
     * @param keys how many keys it has, 0 to 1000; in a cluster at least one
     * @param result what its reply becomes
     * @param <T> the type of its result
     * @return the function; nothing is sent, and nobody looks whether the server has it
     * @throws IllegalArgumentException if the name is empty, or the number out of its range
     */
    public static <T extends @Nullable Object> RedisFunction<T> of(String name, int keys, ScriptResult<T> result) {
        requireNonNull(result, "result");
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the name of a function is empty");
        }
        return new RedisFunction<>(
                name, Ranges.keys("function '" + name + "'", keys, MOST_KEYS), result, /* readOnly= */ false);
    }

    /**
     * The same function called by {@code FCALL_RO}: the server refuses one that is not registered with the flag {@code no-writes}, and a
     * call whose connection breaks is sent again.
     *
     * @return the function
     */
    public RedisFunction<T> readOnly() {
        return new RedisFunction<>(name, keys, result, /* readOnly= */ true);
    }

    /**
     * The name that it is registered by.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * How many keys it has.
     *
     * @return the number
     */
    public int keys() {
        return keys;
    }

    CommandObject<T> call(CommandObjects commands, byte[][] words) {
        byte[] function = name.getBytes(StandardCharsets.UTF_8);
        List<byte[]> all = Arrays.asList(words);
        List<byte[]> first = all.subList(0, keys);
        List<byte[]> then = all.subList(keys, all.size());
        return Replies.map(
                readOnly ? commands.fcallReadonly(function, first, then) : commands.fcall(function, first, then),
                result::read);
    }

    @Override
    public String toString() {
        return "function '" + name + "'";
    }
}
