// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.SentinelReport.Peer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/** A sentinel that we know, and the way to it. Asked by one thread at a time, looked at by any. */
final class SentinelSeat implements AutoCloseable {

    private final Node node;
    private final boolean configured;
    private final AtomicBoolean occupied = new AtomicBoolean();
    private volatile @Nullable String id;

    /**
     * Makes a seat.
     *
     * @param node the way to it
     * @param configured whether the settings name it; others do not stay when no sentinel knows them any more
     * @param id who it is; null if we do not know yet
     */
    SentinelSeat(Node node, boolean configured, @Nullable String id) {
        this.node = node;
        this.configured = configured;
        this.id = id;
    }

    /** Reserves the seat for one question. False while an earlier one is not answered. */
    boolean take() {
        return occupied.compareAndSet(false, true);
    }

    void give() {
        occupied.set(false);
    }

    /**
     * Asks.
     *
     * @throws RuntimeException if it does not answer or refuses
     */
    SentinelReport ask(List<CommandObject<?>> questions, long start, long deadline) {
        Flight flight = new Flight(node, questions, /* asking= */ false);
        for (int i = 0; i < questions.size(); i++) {
            flight.add(i);
        }
        @Nullable Object[] answers = new Object[questions.size()];
        flight.takeOff(start, deadline);
        flight.land(answers);
        SentinelReport report = SentinelReport.of(node.endpoint(), answers);
        id = report.id();
        return report;
    }

    boolean isConfigured() {
        return configured;
    }

    /** Tells whether it is the sentinel that another one knows, perhaps reached on another way. */
    boolean isThe(Peer peer) {
        return peer.id().equals(id);
    }

    /** Tells whether both are the same sentinel, reached on two ways. */
    boolean isTwinOf(SentinelSeat other) {
        String mine = id;
        return other != this && mine != null && mine.equals(other.id);
    }

    Endpoint endpoint() {
        return node.endpoint();
    }

    Node node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
    }

    @Override
    public String toString() {
        return node.toString();
    }
}
