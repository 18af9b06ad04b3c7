// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Commands for one node that go out in one flush, on a connection of their own. It takes off and lands later, so that flights to
 * several nodes are under way at the same time. Confined to one thread.
 */
final class Flight {

    /** By node, then with {@code ASKING} behind without. */
    static final Comparator<Flight> ORDER = Comparator.<Flight, String>comparing(flight -> flight.node.toString())
            .thenComparing(flight -> flight.asking);

    private static final CommandArguments ASKING = new CommandArguments(Command.ASKING);

    private final Node node;
    private final WirePool pool;
    private final List<? extends CommandObject<?>> commands;
    private final boolean asking;
    private final Sending sending;
    private boolean waits;
    private int[] seats = new int[8];
    private int count;
    private long start;
    private long deadline;
    private @Nullable WireConnection connection;
    private @Nullable Throwable failure;

    /**
     * Makes a flight.
     *
     * @param node where to
     * @param commands the commands of which some fly
     * @param asking whether each is to be sent behind an {@code ASKING}
     * @param sending whether to wait for replicas behind them
     */
    Flight(Node node, List<? extends CommandObject<?>> commands, boolean asking, Sending sending) {
        this(node, node.pool(), commands, asking, sending);
    }

    /** A flight on connections of another pool of the node. */
    Flight(Node node, WirePool pool, List<? extends CommandObject<?>> commands, boolean asking, Sending sending) {
        this.node = node;
        this.pool = pool;
        this.commands = commands;
        this.asking = asking;
        this.sending = sending;
    }

    /** A flight that waits for no replicas. */
    Flight(Node node, List<? extends CommandObject<?>> commands, boolean asking) {
        this(node, commands, asking, Sending.PLAIN);
    }

    boolean isTo(Node other, boolean asks) {
        return node == other && asking == asks;
    }

    /** Adds a command by its place in the list. */
    void add(int seat) {
        if (count == seats.length) {
            seats = Arrays.copyOf(seats, count * 2);
        }
        seats[count++] = seat;
        waits |= sending.waitsBehind(commands.get(seat));
    }

    /**
     * Flies with the first command alone.
     *
     * @return the reply as it came
     * @throws redis.clients.jedis.exceptions.JedisDataException if the server refused it
     * @throws NodeFailure if it was not answered
     */
    @Nullable
    Object alone(long began, long until) {
        add(0);
        @Nullable Object[] replies = fly(began, until);
        if (replies[0] instanceof RuntimeException lost) {
            throw lost;
        }
        return replies[0];
    }

    /**
     * Flies with what was added, and lands.
     *
     * @return the replies by their places, or the exceptions that tell why there are none
     */
    @Nullable
    Object[] fly(long began, long until) {
        @Nullable Object[] replies = new Object[commands.size()];
        Headroom.require();
        boolean interrupted = Thread.interrupted();
        try {
            takeOff(began, until);
            land(replies);
        } finally {
            abandon();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        requireNoError();
        return replies;
    }

    /** Takes a connection and sends; what goes wrong shows when it lands. */
    void takeOff(long began, long until) {
        start = began;
        deadline = until;
        CommandObject<?> first = commands.get(seats[0]);
        WireConnection taken;
        try {
            node.admit(first);
            taken = pool.take(first, start, deadline);
        } catch (NodeFailure e) {
            node.failed(e);
            failure = e;
            return;
        } catch (RuntimeException | Error e) {
            failure = e;
            return;
        }
        connection = taken;
        try {
            taken.begin(deadline);
            for (int i = 0; i < count; i++) {
                if (asking) {
                    taken.write(ASKING);
                }
                taken.write(commands.get(seats[i]));
            }
            if (waits) {
                taken.write(sending.waitCommand(deadline));
            }
            taken.flush();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /** Reads the replies, each to its place: what came, or the exception that tells why nothing came. */
    void land(@Nullable Object[] replies) {
        WireConnection used = connection;
        int landed = used == null || failure != null ? 0 : read(used, replies);
        if (used != null && failure == null) {
            used.rest();
            connection = null;
            pool.give(used);
            node.answered();
            return;
        }
        boolean left = used != null && used.mayHaveLeft();
        abandon();
        for (int i = landed; i < count; i++) {
            replies[seats[i]] = lost(commands.get(seats[i]), left);
        }
        if (used != null && landed < count && replies[seats[landed]] instanceof NodeFailure first) {
            node.failed(first);
        }
    }

    /** Gives its connection up, if it still has one. */
    void abandon() {
        WireConnection used = connection;
        if (used != null) {
            connection = null;
            pool.discard(used);
        }
    }

    /** Throws, after all flights have landed, what was no failure of a node: such as no memory for a reply. */
    void requireNoError() {
        if (failure instanceof Error error) {
            throw error;
        }
    }

    private int read(WireConnection used, @Nullable Object[] replies) {
        int landed = 0;
        Object acknowledged = null;
        try {
            for (; landed < count; landed++) {
                Object asked = asking ? used.readAny() : null;
                Object reply = used.readAny();
                // one that may not ask is sent back and forth for ever; what is missing is the right to
                replies[seats[landed]] = asked instanceof JedisDataException ? asked : reply;
            }
            acknowledged = waits ? used.readAny() : null;
            if (used.isOutOfStep()) {
                landed = 0;
                used.requireInStep();
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (waits) {
            judge(replies, landed, acknowledged);
        }
        return landed;
    }

    /** A change that too few replicas have is told as one of unknown outcome. */
    private void judge(@Nullable Object[] replies, int landed, @Nullable Object acknowledged) {
        if (acknowledged instanceof Long number && number >= sending.replicas()) {
            return;
        }
        for (int i = 0; i < landed; i++) {
            CommandObject<?> command = commands.get(seats[i]);
            if (sending.waitsBehind(command) && !(replies[seats[i]] instanceof RuntimeException)) {
                replies[seats[i]] = node.failures().notReplicated(command, start, sending, acknowledged);
            }
        }
    }

    private NodeFailure lost(CommandObject<?> command, boolean left) {
        return failure instanceof NodeFailure known
                ? known
                : node.failures().broken(command, start, deadline, left, failure);
    }
}
