// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;

/**
 * A call of a script by digest, which remembers the script in case the server does not know it.
 *
 * @param <T> the type of the result
 */
final class ScriptCommand<T> extends PlainCommand<T> {

    static final Builder<Object> AS_IT_IS = new Builder<>() {
        @Override
        public Object build(Object reply) {
            return reply;
        }
    };

    /** The digest and the number of keys. */
    private static final int HEAD = 2;

    private final ServerScript script;

    private ScriptCommand(ServerScript script, Builder<T> builder, byte[][] withHead) {
        super(Protocol.Command.EVALSHA, builder, HEAD, script.keys(), withHead);
        this.script = script;
    }

    /** The arguments are the keys, then the others; not copied. */
    static <T> ScriptCommand<T> of(ServerScript script, Builder<T> builder, byte[]... arguments) {
        byte[][] all = new byte[HEAD + arguments.length][];
        all[0] = script.digest();
        all[1] = script.keyCount();
        System.arraycopy(arguments, 0, all, HEAD, arguments.length);
        return new ScriptCommand<>(script, builder, all);
    }

    @Override
    public <R> ScriptCommand<R> as(Builder<R> other) {
        return new ScriptCommand<>(script, other, arguments());
    }

    ServerScript script() {
        return script;
    }

    /** What teaches a server the script. */
    CommandObject<Object> load() {
        return new Load(script);
    }

    /** Teaches a server a script; doing so twice is harmless. */
    static final class Load extends CommandObject<Object> {

        Load(ServerScript script) {
            super(
                    new CommandArguments(Protocol.Command.SCRIPT)
                            .add("LOAD".getBytes(StandardCharsets.US_ASCII))
                            .add(script.text()),
                    AS_IT_IS);
        }
    }
}
