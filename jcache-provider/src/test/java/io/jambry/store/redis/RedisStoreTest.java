// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisStoreTest extends StoreContract {

    private static RedisNamespace first;
    private static RedisNamespace second;
    private static int opened;

    @BeforeAll
    static void openNamespaces() {
        first = RedisNamespace.open(
                RedisLink.open(TestServer.settings()), "store:contract", "first", Duration.ofSeconds(3));
        second = RedisNamespace.open(
                RedisLink.open(TestServer.settings()), "store:contract", "second", Duration.ofSeconds(3));
    }

    @AfterAll
    static void closeNamespaces() {
        first.close();
        second.close();
    }

    @Override
    protected Store open(String name) {
        return (opened++ % 2 == 0 ? first : second).store(name);
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }
}
