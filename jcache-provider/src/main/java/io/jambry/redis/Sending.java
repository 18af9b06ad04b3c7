// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.spi.Consistency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * How commands are sent to a node.
 *
 * @param replicas how many replicas have to acknowledge a change
 * @param limitMillis how long to wait for them
 * @param shared whether connections may be shared with other callers
 */
record Sending(int replicas, long limitMillis, boolean shared) {

    /** What is left of a deadline for the way back. */
    private static final long MARGIN_MILLIS = 20;

    /** Without waiting for replicas. */
    static final Sending PLAIN = new Sending(0, 0, /* shared= */ true);

    static Sending of(Consistency consistency) {
        return consistency.waitReplicas() == 0
                ? PLAIN
                : new Sending(
                        consistency.waitReplicas(), consistency.waitTimeout().toMillis(), /* shared= */ true);
    }

    /** The same on a connection that a caller has for itself. */
    Sending alone() {
        return new Sending(replicas, limitMillis, /* shared= */ false);
    }

    /** Tells whether the replicas matter to a command. */
    boolean waitsBehind(CommandObject<?> command) {
        return replicas > 0 && CommandKind.changesEntries(command);
    }

    /** What asks a primary to wait; it answers before the deadline. */
    CommandArguments waitCommand(long deadline) {
        long left = (deadline - System.nanoTime()) / 1_000_000 - MARGIN_MILLIS;
        return new CommandArguments(Command.WAIT).add(replicas).add(Math.max(1, Math.min(left, limitMillis)));
    }

    /**
     * Carries out a command.
     *
     * @return the reply as it came
     * @throws redis.clients.jedis.exceptions.JedisDataException if the server refused it
     * @throws NodeFailure if it was not answered, or by too few replicas
     */
    @Nullable
    Object exchange(Node node, CommandObject<?> command, boolean asking, long start, long deadline) {
        return asking || !shared || waitsBehind(command)
                ? new Flight(node, List.of(command), asking, this).alone(start, deadline)
                : node.exchange(command, start, deadline);
    }
}
