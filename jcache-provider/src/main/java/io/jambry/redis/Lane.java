// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * A place for one connection that callers share by turns. Everything but {@link #take}, {@link #turn}, {@link #current} and
 * {@link #retire} is for the one whose turn it is.
 */
final class Lane {

    private final Connector connector;

    /** Even while nobody has the connection; every turn has another number. */
    private final AtomicInteger turn = new AtomicInteger();

    private volatile @Nullable WireConnection connection;
    private volatile boolean retired;

    Lane(Connector connector) {
        this.connector = connector;
    }

    boolean take() {
        int now = turn.get();
        return now % 2 == 0 && turn.compareAndSet(now, now + 1);
    }

    /** Ends a turn; the next one is somebody else's. */
    void handOn() {
        turn.set(turn.get() + 2);
    }

    void give() {
        if (retired) {
            drop();
        }
        turn.set(turn.get() + 1);
    }

    /** The number of the turn; odd while somebody has it. */
    int turn() {
        return turn.get();
    }

    /** Nobody is to take it any more; whoever still has it may go on, and is the last. */
    void retire() {
        retired = true;
        drop();
    }

    /** The connection, opened if need be. */
    WireConnection connected(CommandObject<?> command, long start, long deadline) {
        WireConnection current = connection;
        if (current != null) {
            if (connector.isUsable(current, deadline)) {
                return current;
            }
            drop();
        }
        WireConnection opened = connector.open(command, start, deadline);
        connection = opened;
        return opened;
    }

    /** The connection, for who watches it; null if there is none. */
    @Nullable
    WireConnection current() {
        return connection;
    }

    void drop() {
        WireConnection current = connection;
        if (current != null) {
            connection = null;
            current.destroy();
        }
    }
}
