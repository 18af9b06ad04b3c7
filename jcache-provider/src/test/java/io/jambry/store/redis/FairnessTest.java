// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FairnessTest {

    private final byte[] key = bytes(UUID.randomUUID().toString());

    @Test
    void claim_twoMembersOnOneEntry_eachGetsAQuarterOfTheTurnsAtLeast() throws Exception {
        try (RedisNamespace first = open("first");
                RedisNamespace second = open("second")) {
            long end = System.nanoTime() + Duration.ofSeconds(1).toNanos();
            // threads of our own: the common pool may have one only
            ExecutorService threads = Executors.newFixedThreadPool(2);
            Future<Integer> mine = threads.submit(() -> turns(first.store("hot"), end));
            Future<Integer> yours = threads.submit(() -> turns(second.store("hot"), end));
            threads.shutdown();
            int all = mine.get() + yours.get();
            assertThat(mine.get()).isGreaterThan(all / 4);
            assertThat(yours.get()).isGreaterThan(all / 4);
        }
    }

    @Test
    void claim_waiterThatDied_isWaitedForShortly() {
        try (RedisNamespace first = open("first");
                RedisNamespace dead = open("dead")) {
            Store store = first.store("hot");
            StoreReply claim = store.execute(key, new StoreRequest.Claim(5000));
            dead.store("hot").execute(key, new StoreRequest.Claim(5000));
            TestServer.pass(Duration.ofMillis(5));
            store.execute(key, new StoreRequest.Release(claim.fence()));
            StoreReply refused = store.execute(key, new StoreRequest.Claim(5000));
            assertThat(refused.outcome()).isEqualTo(Outcome.BUSY);
            assertThat(refused.remainingMillis()).isBetween(1L, 30L);
            TestServer.pass(Duration.ofMillis(refused.remainingMillis() + 2));
            StoreReply again = store.execute(key, new StoreRequest.Claim(5000));
            assertThat(again.outcome()).isEqualTo(Outcome.CLAIMED);
            store.execute(key, new StoreRequest.Release(again.fence()));
        }
    }

    private static RedisNamespace open(String member) {
        return RedisNamespace.open(
                RedisLink.open(TestServer.settings().withPoolSize(1)), "fair", member, Duration.ofSeconds(3));
    }

    private int turns(Store store, long end) {
        int turns = 0;
        while (System.nanoTime() - end < 0) {
            StoreReply claim = store.execute(key, new StoreRequest.Claim(5000));
            if (claim.outcome() == Outcome.BUSY) {
                TestServer.pass(Duration.ofMillis(1));
                continue;
            }
            StoreReply reply = store.execute(
                    key,
                    new StoreRequest.Put(
                            bytes("turn"),
                            Ttl.ofMillis(60_000),
                            Ttl.KEEP,
                            Condition.fence(claim.fence(), claim.value()),
                            Want.NOTHING));
            assertThat(reply.outcome()).isIn(Outcome.CREATED, Outcome.UPDATED);
            turns++;
        }
        return turns;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
