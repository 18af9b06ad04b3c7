// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Commands of newer servers that do what a script does everywhere, for less than half of the server's time. What a server says
 * of itself in {@code HELLO} tells whether they are tried; a refusal ends that, and the script takes their place.
 */
@SuppressWarnings("ImmutableEnumChecker") // the bytes of a command are read by the client only
public enum FastPath {
    /** {@code SET … IFEQ … GET}. */
    SET_IFEQ(Command.SET, 804, 801),
    /** {@code DELIFEQ}, of Valkey. */
    DELIFEQ(named("DELIFEQ"), Integer.MAX_VALUE, 900),
    /** {@code DELEX … IFEQ}, of Redis. */
    DELEX(named("DELEX"), 804, Integer.MAX_VALUE),
    /** {@code MSETEX}. */
    MSETEX(named("MSETEX"), 804, 901);

    private final ProtocolCommand command;
    private final int redis;
    private final int valkey;

    FastPath(ProtocolCommand command, int redis, int valkey) {
        this.command = command;
        this.redis = redis;
        this.valkey = valkey;
    }

    private static ProtocolCommand named(String name) {
        byte[] raw = name.getBytes(StandardCharsets.US_ASCII);
        return () -> raw;
    }

    /**
     * The command.
     *
     * @return always the same object
     */
    public ProtocolCommand command() {
        return command;
    }

    boolean isIn(ServerIdentity server) {
        return server.number() >= (server.isValkey() ? valkey : redis);
    }

    /**
     * Tells whether a failure means that a server does not know a command or what stands in it, or does not let us use it. Any
     * other failure says nothing about that.
     *
     * @param failure what became of it
     * @return whether another command should take its place from now on
     */
    public static boolean isRefused(JambryException failure) {
        return failure.getCause() instanceof JedisDataException answer && Refusal.isOfCommand(answer);
    }
}
