// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;

/** A call of a script by digest, which remembers the script in case the server does not know it. */
final class ScriptCommand extends PlainCommand<Object> {

    private static final Builder<Object> AS_IT_IS = new Builder<>() {
        @Override
        public Object build(Object reply) {
            return reply;
        }
    };

    /** The digest and the number of keys. */
    private static final int HEAD = 2;

    private final RedisScript script;

    ScriptCommand(RedisScript script, byte[]... arguments) {
        super(Protocol.Command.EVALSHA, AS_IT_IS, HEAD, script.keys(), behindHead(script, arguments));
        this.script = script;
    }

    private static byte[][] behindHead(RedisScript script, byte[]... arguments) {
        byte[][] all = new byte[HEAD + arguments.length][];
        all[0] = script.digest();
        all[1] = script.keyCount();
        System.arraycopy(arguments, 0, all, HEAD, arguments.length);
        return all;
    }

    RedisScript script() {
        return script;
    }

    /** What teaches a server the script. */
    CommandObject<Object> load() {
        return new Load(script);
    }

    /** Teaches a server a script; doing so twice is harmless. */
    static final class Load extends CommandObject<Object> {

        Load(RedisScript script) {
            super(
                    new CommandArguments(Protocol.Command.SCRIPT)
                            .add("LOAD".getBytes(StandardCharsets.US_ASCII))
                            .add(script.text()),
                    AS_IT_IS);
        }
    }
}
