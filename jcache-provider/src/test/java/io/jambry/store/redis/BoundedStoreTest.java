// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract in caches whose limits are far away. */
@ParameterizedClass(name = "{0}")
@MethodSource("limits")
class BoundedStoreTest extends StoreContract {

    private static final int MANY = 1_000_000;

    private static RedisNamespace first;
    private static RedisNamespace second;
    private static int opened;

    @Parameter
    Bounds bounds;

    static Stream<Bounds> limits() {
        return Stream.of(
                new Bounds(MANY, Bounds.UNLIMITED, Eviction.LRU, 4),
                new Bounds(MANY, 1L << 40, Eviction.LFU, 1),
                new Bounds(Bounds.UNLIMITED, 1L << 40, Eviction.RR, 3));
    }

    @BeforeAll
    static void openNamespaces() {
        first = RedisNamespace.open(
                RedisLink.open(TestServer.settings()), "bounded:contract", "first", Duration.ofSeconds(3));
        second = RedisNamespace.open(
                RedisLink.open(TestServer.settings()), "bounded:contract", "second", Duration.ofSeconds(3));
    }

    @AfterAll
    static void closeNamespaces() {
        first.close();
        second.close();
    }

    @Override
    protected Store open(String name) {
        return (opened++ % 2 == 0 ? first : second).bounded(name, bounds).orElseThrow();
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }
}
