// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.GivenScript;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandObject;

/**
 * A script in Lua, which a server runs as a whole. It is sent by its digest ({@code EVALSHA}); a server that does not know it is taught it
 * first. Run by {@link Structures#run(Script, List, Object...)}:
 *
 * <pre>{@code
 * static final Script<Boolean> TAKE = Script.of("take", 1, """
 *         local left = tonumber(redis.call('GET', KEYS[1]) or '0')
 *         if left < tonumber(ARGV[1]) then
 *             return false
 *         end
 *         redis.call('DECRBY', KEYS[1], ARGV[1])
 *         return true
 *         """, ScriptResult.truth());
 *
 * boolean taken = structures.run(TAKE, List.of("stock"), 5).call();
 * }</pre>
 *
 * <p>A script should name all its keys in {@code KEYS}, and in a cluster has to. What changes from call to call belongs into the arguments,
 * because servers keep every script that they are taught. Immutable; a constant of a class is a good place for it.
 *
 * @param <T> the type of its result
 */
public final class Script<T extends @Nullable Object> {

    private static final int MOST_KEYS = 1000;

    private final String name;
    private final int keys;
    private final String source;
    private final ScriptResult<T> result;
    private final GivenScript given;

    private Script(String name, int keys, String source, ScriptResult<T> result, boolean repeatable) {
        this.name = name;
        this.keys = keys;
        this.source = source;
        this.result = result;
        this.given = GivenScript.of(name, keys, source, repeatable);
    }

    /**
     * A script.
     *
     * @param name what it is called in messages; not empty
     * @param keys how many keys it has, 0 to 1000; in a cluster at least one
     * @param source its text in Lua 5.1
     * @param result what its reply becomes
     * @param <T> the type of its result
     * @return the script; nothing is sent
     * @throws IllegalArgumentException if the name or the source is empty, or the number out of its range
     */
    public static <T extends @Nullable Object> Script<T> of(
            String name, int keys, String source, ScriptResult<T> result) {
        requireNonNull(result, "result");
        if (requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the name of a script is empty");
        }
        if (requireNonNull(source, "source").isBlank()) {
            throw new IllegalArgumentException("script '" + name + "': its source is empty");
        }
        return new Script<>(
                name, Ranges.keys("script '" + name + "'", keys, MOST_KEYS), source, result, /* repeatable= */ false);
    }

    /**
     * The same script, of which it is known that running it twice in a row does no harm, such as one that only reads. A call whose
     * connection breaks is then sent again, instead of ending with {@link io.jambry.OutcomeUnknownException}.
     *
     * @return the script
     */
    public Script<T> repeatable() {
        return new Script<>(name, keys, source, result, /* repeatable= */ true);
    }

    /**
     * What it is called in messages.
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

    CommandObject<T> call(byte[][] words) {
        return given.with(
                new Builder<T>() {
                    @Override
                    public T build(Object reply) {
                        return result.read(reply);
                    }
                },
                words);
    }

    @Override
    public String toString() {
        return "script '" + name + "'";
    }
}
