// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandObject;

/** A script that an application brings along. It is called by digest like our own, and taught to a server that does not know it. Immutable. */
public final class GivenScript {

    private final ServerScript script;

    private GivenScript(ServerScript script) {
        this.script = script;
    }

    /**
     * A script.
     *
     * @param name names it in messages
     * @param keys how many keys each call has
     * @param text what the server is taught
     * @param mayRunTwice whether a call whose connection broke is sent again
     * @return the script; nothing is sent
     */
    public static GivenScript of(String name, int keys, String text, boolean mayRunTwice) {
        return new GivenScript(new ServerScript(
                name,
                keys,
                text.getBytes(StandardCharsets.UTF_8),
                new ServerScript.Traits(
                        mayRunTwice,
                        // whoever gives up has to know whether it may have run: we do not know what it does
                        /* leavesNothing= */ false,
                        /* changesEntries= */ true,
                        /* hasAnotherWay= */ false)));
    }

    /**
     * A call of this script.
     *
     * @param reading what makes the result of the reply
     * @param arguments the keys, then the arguments; not copied
     * @param <T> the type of the result
     * @return the command
     */
    public <T> CommandObject<T> with(Builder<T> reading, byte[]... arguments) {
        return ScriptCommand.of(script, reading, arguments);
    }
}
