// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;

/** A call of a script by digest, which remembers the script in case the server does not know it. */
final class ScriptCommand extends CommandObject<Object> {

    private static final Builder<Object> AS_IT_IS = new Builder<>() {
        @Override
        public Object build(Object reply) {
            return reply;
        }
    };

    private final RedisScript script;

    ScriptCommand(RedisScript script, byte[]... arguments) {
        super(arguments(script, arguments), AS_IT_IS);
        this.script = script;
    }

    private static CommandArguments arguments(RedisScript script, byte[]... arguments) {
        CommandArguments command = new CommandArguments(Protocol.Command.EVALSHA)
                .add(script.digest())
                .add(script.keys());
        for (int i = 0; i < arguments.length; i++) {
            if (i < script.keys()) {
                command.key(arguments[i]);
            } else {
                command.add(arguments[i]);
            }
        }
        return command;
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

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
