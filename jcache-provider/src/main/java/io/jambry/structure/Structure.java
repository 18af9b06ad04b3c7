// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.DoubleFunction;
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
        return operation(Ends.left(commands(), key));
    }

    /**
     * Lets it end.
     *
     * @param timeToLive from now, at least a millisecond
     * @return an operation whose result is whether it was there: {@code PEXPIRE}
     * @throws IllegalArgumentException if it is shorter
     */
    public final Operation<Boolean> expire(Duration timeToLive) {
        return operation(Ends.after(commands(), key, timeToLive));
    }

    /**
     * Lets it end at a moment of the server's clock.
     *
     * @param end the moment; one that is past removes it
     * @return an operation whose result is whether it was there: {@code PEXPIREAT}
     */
    public final Operation<Boolean> expireAt(Instant end) {
        return operation(Ends.at(commands(), key, end));
    }

    /**
     * Lets it end, under a condition. Redis 7.0.
     *
     * @param timeToLive from now, at least a millisecond
     * @param rule the condition
     * @return an operation whose result is whether it was there and met the condition: {@code PEXPIRE}
     * @throws IllegalArgumentException if it is shorter
     */
    public final Operation<Boolean> expire(Duration timeToLive, ExpiryRule rule) {
        return operation(Ends.after(commands(), key, timeToLive, rule));
    }

    /**
     * Lets it end at a moment of the server's clock, under a condition. Redis 7.0.
     *
     * @param end the moment; one that is past removes it
     * @param rule the condition
     * @return an operation whose result is whether it was there and met the condition: {@code PEXPIREAT}
     */
    public final Operation<Boolean> expireAt(Instant end, ExpiryRule rule) {
        return operation(Ends.at(commands(), key, end, rule));
    }

    /**
     * Tells at which moment of the server's clock it ends. Redis 7.0.
     *
     * @return an operation; empty if it has no end, or is not there: {@code PEXPIRETIME}
     */
    public final Operation<Optional<Instant>> end() {
        return operation(Ends.moment(commands(), key));
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

    /**
     * An operation that waits.
     *
     * @param wait how long
     * @param nothing what the command answers when nothing came
     * @param instead which operation does the same without waiting
     * @param command makes the command from the seconds that the server is to wait
     */
    final <T extends @Nullable Object> Operation<T> waiting(
            Duration wait, T nothing, String instead, DoubleFunction<CommandObject<T>> command) {
        return new WaitingOperation<>(link, requireNonNull(wait, "wait"), nothing, instead, command);
    }

    /**
     * Makes sure that another one can be part of one command.
     *
     * @throws IllegalArgumentException if it is of another connection, or in another slot of a cluster
     */
    final void requireTogether(Structure other) {
        if (other.link().link() != link.link()) {
            throw new IllegalArgumentException(
                    this + " and " + other + " are of different connections; make both from the same Structures");
        }
        if (link.link().isCluster() && !StructureKeys.isOneSlot(key, other.key())) {
            throw new IllegalArgumentException(this + " and " + other
                    + " are in different slots of the cluster; make both from one group, such as"
                    + " structures.group(\"orders\")");
        }
    }

    /** What it is and which one, without its content. */
    @Override
    public final String toString() {
        return link.toString();
    }
}
