// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.structures;

import io.jambry.structure.Batch;
import io.jambry.structure.RateLimit;
import io.jambry.structure.RedisMap;
import io.jambry.structure.RedisRateLimiter;
import io.jambry.structure.RedisStream;
import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import io.jambry.structure.Structures;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where articles are ordered. Any number of JVMs may have the same shop. Thread-safe. */
final class Shop {

    enum Answer {
        ORDERED,
        SOLD_OUT,
        TOO_MANY_ORDERS
    }

    private static final int ORDERS_PER_MINUTE = 5;

    /** Looks and takes in one step, so that nobody gets what somebody else has taken meanwhile. */
    private static final Script<Boolean> TAKE = Script.of("take", 1, """
            local left = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
            if left < tonumber(ARGV[2]) then
                return false
            end
            redis.call('HINCRBY', KEYS[1], ARGV[1], -ARGV[2])
            return true
            """, ScriptResult.truth());

    private final Structures structures;
    private final RedisMap<String, Long> stock;
    private final RedisRateLimiter patience;
    private final RedisStream<Order> orders;

    Shop(Structures structures) {
        this.structures = structures;
        this.stock = structures.map("stock", String.class, Long.class);
        this.patience = structures.rateLimiter("patience", RateLimit.steady(ORDERS_PER_MINUTE, Duration.ofMinutes(1)));
        this.orders = structures.stream("orders", Order.class);
    }

    /** Puts articles on the shelves: all in one round trip. */
    void deliver(Map<String, Long> articles) {
        Batch batch = structures.batch();
        articles.forEach((article, pieces) -> batch.add(stock.add(article, pieces)));
        batch.execute();
    }

    Answer order(Order order) {
        if (!patience.of(order.customer()).tryAcquire().call().allowed()) {
            return Answer.TOO_MANY_ORDERS;
        }
        byte[] article = structures.comparedForm("stock", String.class).encode(order.article());
        if (!structures.run(TAKE, List.of("stock"), article, order.pieces()).call()) {
            return Answer.SOLD_OUT;
        }
        orders.add(order).call();
        return Answer.ORDERED;
    }

    long left(String article) {
        return stock.get(article).call().orElse(0L);
    }
}
