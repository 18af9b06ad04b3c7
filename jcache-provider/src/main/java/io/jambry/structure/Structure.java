// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/**
 * What all structures have in common. A structure is there from its first element until its last one is gone, it is deleted, or its
 * time to live ends. Thread-safe.
 */
public abstract class Structure {

    private final StructureLink link;
    private final byte[] key;

    Structure(StructureLink link, byte[] key) {
        this.link = link;
        this.key = key;
    }

    /**
     * The name that it was asked for with.
     *
     * @return the name, without namespace and group
     */
    public final String name() {
        return link.name();
    }

    /**
     * Tells whether it is there.
     *
     * @return an operation: {@code EXISTS}
     */
    public final Operation<Boolean> exists() {
        return operation(commands().exists(key));
    }

    /**
     * Removes it with all that is in it. The memory is given back in the background.
     *
     * @return an operation whose result is whether it was there: {@code UNLINK}
     */
    public final Operation<Boolean> delete() {
        return operation(Replies.map(commands().unlink(key), Replies::isOne));
    }

    /**
     * Tells when it ends.
     *
     * @return an operation; empty if it has no end, or is not there: {@code PTTL}
     */
    public final Operation<Optional<Duration>> timeToLive() {
        return operation(Replies.map(commands().pttl(key), Replies::timeToLive));
    }

    /**
     * Lets it end.
     *
     * @param timeToLive from now, at least a millisecond
     * @return an operation whose result is whether it was there: {@code PEXPIRE}
     * @throws IllegalArgumentException if it is shorter
     */
    public final Operation<Boolean> expire(Duration timeToLive) {
        return operation(Replies.map(commands().pexpire(key, millis(timeToLive)), Replies::isOne));
    }

    /**
     * Lets it end at a moment of the server's clock.
     *
     * @param end the moment; one that is past removes it
     * @return an operation whose result is whether it was there: {@code PEXPIREAT}
     */
    public final Operation<Boolean> expireAt(Instant end) {
        return operation(Replies.map(commands().pexpireAt(key, requireNonNull(end, "end").toEpochMilli()), Replies::isOne));
    }

    /**
     * Takes its end away.
     *
     * @return an operation whose result is whether it had one: {@code PERSIST}
     */
    public final Operation<Boolean> persist() {
        return operation(Replies.map(commands().persist(key), Replies::isOne));
    }

    static long millis(Duration timeToLive) {
        long millis = requireNonNull(timeToLive, "timeToLive").toMillis();
        if (millis < 1) {
            throw new IllegalArgumentException("timeToLive is shorter than a millisecond: " + timeToLive);
        }
        return millis;
    }

    /** Its name on the server. */
    final byte[] key() {
        return key;
    }

    final StructureLink link() {
        return link;
    }

    final CommandObjects commands() {
        return link.link().commands();
    }

    final <T extends @Nullable Object> Operation<T> operation(CommandObject<T> command) {
        return new Operation<>(link, command);
    }

    /** What it is and which one, without its content. */
    @Override
    public final String toString() {
        return link.kind() + " '" + link.name() + "'";
    }
}
