// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.ALL;
import static io.jambry.store.redis.TestMember.asynchronous;
import static io.jambry.store.redis.TestMember.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.TestServer;
import io.jambry.spi.Bounds;
import io.jambry.spi.Condition;
import io.jambry.spi.Eviction;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract in a cache with limits while somebody listens to everything, old values included. */
class BoundedFeedTest extends StoreContract {

    private static final Bounds BOUNDS = new Bounds(1_000_000, Bounds.UNLIMITED, Eviction.LRU, 4);
    private static final Ttl SOON = Ttl.ofMillis(50);
    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);

    private static TestMember first;
    private static TestMember second;
    private static int opened;

    @BeforeAll
    static void openMembers() {
        String namespace = "bounded-feed-" + UUID.randomUUID();
        first = member(namespace, "first", BOUNDS);
        second = member(namespace, "second", BOUNDS);
        second.feed.want(asynchronous(ALL, ALL));
    }

    private static TestMember member(String namespace, String name, Bounds bounds) {
        return new TestMember(TestServer.settings(), namespace, name, Duration.ofSeconds(5), bounds);
    }

    @AfterAll
    static void closeMembers() {
        first.close();
        second.close();
    }

    @Override
    protected Store open(String name) {
        TestMember member = opened++ % 2 == 0 ? first : second;
        return member.namespace
                .bounded(name.equals("contract") ? "cache" : name, BOUNDS)
                .orElseThrow();
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }

    @AfterEach
    void nothingIsMissed() {
        assertThat(second.receiver.missed).isEmpty();
        assertThat(second.counters().duplicates()).isZero();
    }

    private static void put(TestMember by, String key, String value, Ttl ttl) {
        by.store.execute(bytes(key), new Put(bytes(value), ttl, ttl, Condition.NONE, Want.NOTHING));
    }

    @Test
    void changes_ofAnotherMember_areToldInOrder() {
        try (TestMember writer = member("bounded-told-1", "writer", BOUNDS);
                TestMember listener = member("bounded-told-1", "listener", BOUNDS)) {
            writer.store.clear();
            listener.feed.want(asynchronous(ALL, ALL));
            put(writer, "k", "one", HOUR);
            put(writer, "k", "two", HOUR);
            writer.store.execute(bytes("k"), new StoreRequest.Add(1, bytes("x"), HOUR, HOUR));
            writer.store.removeAll(List.of(bytes("k"), bytes("other")));
            listener.receiver.awaitTold(3);
            assertThat(listener.receiver.shown())
                    .containsExactly("CREATED k=one", "UPDATED k=two (one)", "REMOVED k (two)");
        }
    }

    @Test
    void entries_thatExpire_areToldOnceBySweepAndByWhatIsPutOverThem() {
        try (TestMember writer = member("bounded-told-2", "writer", BOUNDS).sweeping();
                TestMember listener =
                        member("bounded-told-2", "listener", BOUNDS).sweeping()) {
            writer.store.clear();
            // one that is there before anybody listens
            put(writer, "early", "value", Ttl.ofMillis(500));
            listener.feed.want(asynchronous(ALL, ALL));
            writer.feed.want(asynchronous(ALL, ALL));
            put(writer, "k", "one", SOON);
            listener.receiver.awaitTold(3);
            assertThat(listener.receiver.shown())
                    .containsExactlyInAnyOrder("CREATED k=one", "EXPIRED k (one)", "EXPIRED early (value)");
            assertThat(writer.store.size()).isZero();
        }
    }

    @Test
    void put_overAnExpiredEntry_tellsItsEndFirst() {
        try (TestMember member = member("bounded-told-3", "member", BOUNDS)) {
            member.store.clear();
            member.feed.want(asynchronous(ALL, ALL));
            put(member, "k", "one", SOON);
            TestServer.pass(Duration.ofMillis(SOON.millis() * 2));
            put(member, "k", "two", HOUR);
            member.receiver.awaitTold(3);
            assertThat(member.receiver.shown()).containsExactly("CREATED k=one", "EXPIRED k (one)", "CREATED k=two");
        }
    }

    @Test
    void put_overTheLimit_evictsAndTellsNobody() {
        try (TestMember member =
                member("bounded-told-4", "member", new Bounds(2, Bounds.UNLIMITED, Eviction.FIFO, 1))) {
            member.store.clear();
            member.feed.want(asynchronous(ALL, ALL));
            put(member, "a", "1", HOUR);
            put(member, "b", "2", HOUR);
            put(member, "c", "3", HOUR);
            member.receiver.awaitTold(3);
            assertThat(member.receiver.shown()).containsExactly("CREATED a=1", "CREATED b=2", "CREATED c=3");
            assertThat(member.store.size()).isEqualTo(2);
            assertThat(member.store.evictions()).isEqualTo(1);
        }
    }
}
