// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.redis.Repetition.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Commands that go out together: one flight to each node that holds some of their keys, all under way at the same time. What a
 * node sends elsewhere, or did not execute, is sent again by itself. Confined to one thread.
 */
final class Batch {

    private static final int FLUSH_COMMANDS = 1000;
    private static final int FLUSH_BYTES = 1 << 20;

    /** Longer than any deadline allows, with the pauses there are. */
    private static final int ROUNDS = 1000;

    /** Where a command goes first. */
    interface Route {
        Node node(CommandObject<?> command, long start, long deadline);
    }

    private final Router router;
    private final Repetition repetition;
    private final List<? extends CommandObject<?>> commands;
    private final Route route;
    private final Sending sending;
    private final long timeoutNanos;
    private final @Nullable Object[] replies;
    private final @Nullable Node[] nodes;

    /** By seat the attempt that may have run, whatever became of those after it. */
    private final Map<Integer, RuntimeException> unknown = new HashMap<>();

    private final BitSet asking = new BitSet();

    Batch(
            Router router,
            Repetition repetition,
            List<? extends CommandObject<?>> commands,
            Route route,
            Sending sending,
            long timeoutNanos) {
        this.route = route;
        this.sending = sending;
        this.router = router;
        this.repetition = repetition;
        this.commands = commands;
        this.timeoutNanos = timeoutNanos;
        this.replies = new Object[commands.size()];
        this.nodes = new Node[commands.size()];
    }

    /** For each command the reply, or the exception that tells why there is none. */
    List<Object> call() {
        return call(() -> System.nanoTime() + timeoutNanos);
    }

    /** The same, with one deadline for all. */
    List<Object> callBefore(long deadline) {
        return call(() -> deadline);
    }

    private List<Object> call(LongSupplier deadline) {
        for (int from = 0; from < replies.length; ) {
            int to = endOfFlush(from);
            exchange(from, to, deadline.getAsLong());
            from = to;
        }
        return Collections.unmodifiableList(Arrays.asList(replies));
    }

    private int endOfFlush(int from) {
        int bytes = 0;
        int to = from;
        while (to < commands.size() && to - from < FLUSH_COMMANDS && bytes < FLUSH_BYTES) {
            bytes += Node.bytes(commands.get(to));
            to++;
        }
        return to;
    }

    private void exchange(int from, int to, long deadline) {
        long start = System.nanoTime();
        BitSet pending = new BitSet();
        pending.set(from, to);
        for (int round = 1; !pending.isEmpty(); round++) {
            fly(pending, start, deadline);
            pending = toRepeat(pending, round, start, deadline);
        }
        for (int seat = from; seat < to; seat++) {
            Object reply = unknown.isEmpty() || !(replies[seat] instanceof RuntimeException)
                    ? replies[seat]
                    : unknown.getOrDefault(seat, (RuntimeException) replies[seat]);
            replies[seat] = reply instanceof JedisDataException || reply instanceof NodeFailure
                    ? Repetition.seen(commands.get(seat), nodes[seat], (RuntimeException) reply)
                    : built(seat, reply);
        }
    }

    /** What a reply means; one that means nothing is the trouble of its own command only. */
    private @Nullable Object built(int seat, @Nullable Object reply) {
        CommandObject<?> command = commands.get(seat);
        try {
            return command.getBuilder().build(reply);
        } catch (JambryException e) {
            return e;
        } catch (RuntimeException e) {
            return requireNonNull(nodes[seat], "no node, yet a reply")
                    .failures()
                    .unreadable(command, e);
        }
    }

    private void fly(BitSet pending, long start, long deadline) {
        List<Flight> flights = flights(pending, start, deadline);
        Headroom.require();
        // an interrupted virtual thread closes the socket it reads from; its caller finds the flag as it was
        boolean interrupted = Thread.interrupted();
        try {
            for (Flight flight : flights) {
                flight.takeOff(start, deadline);
            }
            for (Flight flight : flights) {
                flight.land(replies);
            }
        } finally {
            flights.forEach(Flight::abandon);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        flights.forEach(Flight::requireNoError);
    }

    /** One flight per node, always in the same order, so that batches that wait for connections never wait for each other. */
    private List<Flight> flights(BitSet pending, long start, long deadline) {
        List<Flight> flights = new ArrayList<>(2);
        for (int seat = pending.nextSetBit(0); seat >= 0; seat = pending.nextSetBit(seat + 1)) {
            Node node = nodes[seat];
            if (node == null) {
                try {
                    node = route.node(commands.get(seat), start, deadline);
                } catch (NodeFailure e) {
                    replies[seat] = e;
                    continue;
                }
                nodes[seat] = node;
            }
            flight(flights, node, asking.get(seat)).add(seat);
        }
        flights.sort(Flight.ORDER);
        return flights;
    }

    private Flight flight(List<Flight> flights, Node node, boolean asks) {
        for (Flight flight : flights) {
            if (flight.isTo(node, asks)) {
                return flight;
            }
        }
        Flight flight = new Flight(node, commands, asks, sending);
        flights.add(flight);
        return flight;
    }

    /** What of that did not run and may run yet; after a pause if one is needed. */
    private BitSet toRepeat(BitSet flown, int round, long start, long deadline) {
        BitSet again = new BitSet();
        Map<Node, Set<ServerScript>> taught = new HashMap<>();
        boolean wait = round > Repetition.REDIRECTIONS;
        for (int seat = flown.nextSetBit(0); seat >= 0; seat = flown.nextSetBit(seat + 1)) {
            if (!(replies[seat] instanceof RuntimeException failure) || round > ROUNDS) {
                continue;
            }
            CommandObject<?> command = commands.get(seat);
            if (Repetition.isUnknown(failure)) {
                unknown.put(seat, failure);
            }
            boolean apart = Repetition.isApart(command, failure);
            if (apart && round > Repetition.TOGETHER_SOON) {
                continue;
            }
            Step step = repetition.next(command, nodes[seat], failure);
            if (step == null || (step.counts() && Repetition.isSpent(nodes[seat]))) {
                continue;
            }
            if (failure instanceof JedisNoScriptException && !isTaught(seat, taught, start, deadline)) {
                continue;
            }
            if (Repetition.isLeftAlone(failure) && isStill(nodes[seat], command, start, deadline)) {
                continue;
            }
            nodes[seat] = step.node();
            asking.set(seat, step.asking());
            wait |= step.later();
            again.set(seat);
        }
        return !again.isEmpty() && wait && !Backoff.pause(round, deadline) ? new BitSet() : again;
    }

    private boolean isStill(@Nullable Node node, CommandObject<?> command, long start, long deadline) {
        try {
            return node == router.node(command, start, deadline);
        } catch (NodeFailure e) {
            return false;
        }
    }

    /** Teaches a node the script that it does not know, once per round. */
    private boolean isTaught(int seat, Map<Node, Set<ServerScript>> taught, long start, long deadline) {
        Node node = nodes[seat];
        if (!(commands.get(seat) instanceof ScriptCommand<?> script) || node == null) {
            return false;
        }
        if (!taught.computeIfAbsent(node, any -> new HashSet<>()).add(script.script())) {
            return true;
        }
        try {
            Sending.PLAIN.exchange(node, script.load(), /* asking= */ false, start, deadline);
            return true;
        } catch (JedisDataException | NodeFailure e) {
            replies[seat] = e;
            return false;
        }
    }
}
