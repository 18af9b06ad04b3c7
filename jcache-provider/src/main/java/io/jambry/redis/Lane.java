// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/** A place for one connection that callers share by turns. Everything but {@link #take} and {@link #current} is for the one whose turn it is. */
final class Lane {

    private final Connector connector;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile @Nullable WireConnection connection;

    Lane(Connector connector) {
        this.connector = connector;
    }

    boolean take() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    void give() {
        taken.set(false);
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
