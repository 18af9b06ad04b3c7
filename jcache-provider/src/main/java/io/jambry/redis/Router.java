// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** Knows which node a command goes to, and learns from what goes wrong. Thread-safe. */
interface Router extends AutoCloseable {

    /**
     * Where a command goes first.
     *
     * @param start when the call began, for messages
     * @param deadline until when the router may look for the node
     * @throws NodeFailure if no node is known for it
     */
    Node node(CommandObject<?> command, long start, long deadline);

    /**
     * A replica that may answer a read, or the primary if there is none.
     *
     * @throws NodeFailure if no node is known for it
     */
    default Node replica(CommandObject<?> command, long start, long deadline) {
        return node(command, start, deadline);
    }

    /**
     * All nodes that hold keys, each key on one of them.
     *
     * @throws NodeFailure if they are not known
     */
    List<Node> primaries(CommandObject<?> command, long start, long deadline);

    /**
     * The nodes that hold keys one after the other, so that each key which exists throughout is met; some nodes come again when
     * keys went there meanwhile. Throws as {@link #primaries} does.
     *
     * @param command for messages
     * @param timeoutNanos how long looking for the nodes may take each time
     */
    default Iterator<Node> walk(CommandObject<?> command, long timeoutNanos) {
        long start = System.nanoTime();
        return primaries(command, start, start + timeoutNanos).iterator();
    }

    /**
     * Where a command goes that a node refused.
     *
     * @return null if another try would not help; it is asked only about refusals that {@linkplain Refusal#passes pass}
     */
    @Nullable
    Redirection refused(CommandObject<?> command, JedisDataException refusal, Node node);

    /** A node could not be reached or did not answer. */
    void failed(Node node);

    /** Tells whether keys are on several nodes, so that commands over several keys need keys of one slot. */
    boolean isCluster();

    /** All nodes known, for those who watch. */
    List<Node> nodes();

    /** Closes all connections. */
    @Override
    void close();

    /**
     * Where to go instead.
     *
     * @param node the node; null to ask the router again
     * @param asking whether the node is to be asked with {@code ASKING}, because it does not own the key yet
     * @param later whether to wait a little before
     */
    record Redirection(@Nullable Node node, boolean asking, boolean later) {

        /** The same once more, a little later. */
        static final Redirection LATER = new Redirection(null, /* asking= */ false, /* later= */ true);
    }
}
