// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network between a client and a server that can be made bad, and good again, at any moment.
 *
 * <p>Listens on a free port of 127.0.0.1 and forwards to a target. Each direction has one {@link Fault} at a time, for
 * the connections there are and for new ones. Thread-safe. After {@link #close} neither a socket nor a thread is left.
 */
public final class FaultProxy implements AutoCloseable {

    private final Threads threads = new Threads();
    private final Way requests = new Way();
    private final Way replies = new Way();
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Entrance entrance;
    private volatile InetSocketAddress target;
    private volatile boolean closed;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.entrance = Entrance.open(threads, this::welcome);
    }

    /** Opens a proxy that forwards to this port of 127.0.0.1. */
    public static FaultProxy to(int port) {
        return to(local(port));
    }

    public static FaultProxy to(InetSocketAddress target) {
        try {
            return new FaultProxy(target);
        } catch (IOException e) {
            throw new UncheckedIOException("a proxy found no port to listen on", e);
        }
    }

    private static InetSocketAddress local(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private void welcome(Socket client) {
        int number = accepted.incrementAndGet();
        Connection connection = new Connection(number, client, requests, replies);
        connections.put(number, connection);
        connection.start(
                target, "fault-proxy-" + port() + "-" + number, threads, () -> connections.remove(number, connection));
        if (closed) {
            connection.destroy();
        }
    }

    public int port() {
        return entrance.port();
    }

    /** Leads new connections to another port of 127.0.0.1. */
    public FaultProxy leadTo(int port) {
        return leadTo(local(port));
    }

    /** Leads new connections elsewhere. */
    public FaultProxy leadTo(InetSocketAddress elsewhere) {
        target = elsewhere;
        return this;
    }

    /** Puts a fault on a direction until another one is set. */
    public FaultProxy set(Direction direction, Fault fault) {
        way(direction).set(Rule.always(fault));
        return this;
    }

    /** Puts a fault on both directions. */
    public FaultProxy set(Fault fault) {
        return set(Direction.REQUESTS, fault).set(Direction.REPLIES, fault);
    }

    /** Puts a fault on a direction of the connections accepted so far; it leaves later ones without any. */
    public FaultProxy setAccepted(Direction direction, Fault fault) {
        way(direction).set(Rule.upTo(accepted.get(), fault));
        return this;
    }

    /**
     * Puts a fault on a direction that strikes so many times, whichever the connection, and is then over.
     *
     * <p>A strike is a connection ended, a byte altered, or for the other faults a chunk.
     */
    public FaultProxy next(Direction direction, Fault fault, int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times is less than 1: " + times);
        }
        way(direction).set(Rule.times(fault, times));
        return this;
    }

    private Way way(Direction direction) {
        return direction == Direction.REQUESTS ? requests : replies;
    }

    /** Refuses new connections; those there are stay. */
    public FaultProxy refuse() {
        try {
            entrance.refuse();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port() + " cannot be kept", e);
        }
    }

    /** Forwards plainly again: no fault in any direction, new connections are taken, what was held is delivered. */
    public FaultProxy heal() {
        set(Fault.NONE);
        try {
            entrance.admit();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port() + " cannot be listened on again", e);
        }
    }

    /** Ends all connections. */
    public FaultProxy end(Ending ending) {
        connections.values().forEach(connection -> connection.end(ending));
        return this;
    }

    /**
     * Ends one connection.
     *
     * @param number 1 for the first one that was accepted
     */
    public FaultProxy end(Ending ending, int number) {
        Connection connection = connections.get(number);
        if (connection == null) {
            throw new IllegalArgumentException("connection " + number + " of " + accepted + " is not there");
        }
        connection.end(ending);
        return this;
    }

    /** How many connections were accepted so far. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections have not ended; one whose end is dropped or held by a fault has not. */
    public int open() {
        return (int) connections.values().stream()
                .filter(connection -> !connection.hasEnded())
                .count();
    }

    /** How many bytes came from the sender of this direction. */
    public long received(Direction direction) {
        return way(direction).received();
    }

    /** How many bytes went to the receiver of this direction; it never has more of them. */
    public long forwarded(Direction direction) {
        return way(direction).forwarded();
    }

    /** How many bytes of this direction {@link Fault#DROP} has thrown away. */
    public long dropped(Direction direction) {
        return way(direction).dropped();
    }

    @Override
    public void close() {
        closed = true;
        try {
            entrance.close();
            connections.values().forEach(Connection::destroy);
            threads.join();
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port() + " cannot be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the threads of the proxy had ended", e);
        }
    }
}
