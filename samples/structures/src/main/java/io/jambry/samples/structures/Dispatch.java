// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.structures;

import io.jambry.structure.DeadLetter;
import io.jambry.structure.DeadLetters;
import io.jambry.structure.Range;
import io.jambry.structure.RedisCounter;
import io.jambry.structure.RedisSortedSet;
import io.jambry.structure.RedisStream;
import io.jambry.structure.StreamConsumer;
import io.jambry.structure.StreamDelivery;
import io.jambry.structure.StreamRange;
import io.jambry.structure.Structures;
import java.time.Duration;
import java.util.List;

/** Sends what was ordered. Each order is sent at least once; what must not count twice has an id. Thread-safe. */
final class Dispatch {

    /** Short, so that nobody has to wait long here; a day's work would allow minutes. */
    private static final Duration ANOTHER_ATTEMPT = Duration.ofMillis(200);

    private static final String GROUP = "dispatch";

    private final RedisStream<Order> orders;
    private final RedisCounter sold;
    private final RedisSortedSet<String> favourites;

    Dispatch(Structures structures) {
        this.orders = structures.stream("orders", Order.class);
        this.sold = structures.counter("sold");
        this.favourites = structures.sortedSet("favourites", String.class);
    }

    /** Begins to work, beside any others that do. */
    StreamConsumer<Order> open() {
        return orders.consumer(GROUP)
                .claimAfter(ANOTHER_ATTEMPT)
                .maxDeliveries(2)
                .start(this::send);
    }

    private void send(StreamDelivery<Order> delivery) {
        Order order = delivery.value();
        if (order.customer().equals("nobody")) {
            throw new IllegalArgumentException("there is no such address");
        }
        // however often it is delivered, it is counted once
        sold.add(order.pieces(), delivery.entry().id().toString()).call();
        if (order.article().equals("vase") && delivery.number() == 1) {
            throw new IllegalStateException("it fell");
        }
        favourites.increment(order.article(), order.pieces()).call();
    }

    /** Whether each order has been sent, or given up. */
    boolean isDone() {
        return orders.groups().call().stream()
                .anyMatch(group -> group.pending() == 0
                        && group.lastDelivered()
                                .equals(orders.last().call().orElseThrow().id()));
    }

    long sold() {
        return sold.get().call();
    }

    /** The articles of which most were sent, the first one first. */
    List<String> favourites() {
        return favourites.range(Range.ranks(0, 2).reversed()).call();
    }

    /** What could not be sent. */
    List<Order> undeliverable() {
        DeadLetters<Order> letters = orders.deadLetters(GROUP);
        return letters.range(StreamRange.all(), 10).call().stream()
                .map(DeadLetter::value)
                .toList();
    }
}
