// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import redis.clients.jedis.Jedis;

class LatchTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Site site;
    private static Locks here;
    private static Locks there;

    private String name;
    private DistributedLatch latch;
    private DistributedLatch other;

    @BeforeAll
    static void open() {
        site = Site.shared();
        here = site.open();
        there = site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void makeLatches(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        latch = here.latch(name);
        other = there.latch(name);
    }

    @Test
    void await_countedDownElsewhere_ends() {
        assertThat(latch.trySetCount(2, HOUR)).isTrue();
        assertThat(other.trySetCount(5, HOUR)).isFalse();
        List<Actor> actors = new ArrayList<>();
        List<Future<?>> waiting = new ArrayList<>();
        for (DistributedLatch each : List.of(latch, latch, other)) {
            Actor actor = new Actor();
            actors.add(actor);
            waiting.add(actor.begin(each::await));
        }
        Awaitility.await().pollInSameThread().until(() -> waitersOf(name) == 3);
        assertThat(other.countDown()).isOne();
        assertThat(waiting).noneMatch(Future::isDone);
        assertThat(latch.countDown()).isZero();
        waiting.forEach(Actor::get);
        actors.forEach(Actor::close);
        assertThat(latch.count()).hasValue(0);
        assertThat(latch.countDown()).isZero();
    }

    private static long waitersOf(String name) {
        try (Jedis server = site.server()) {
            return server.zcard(site.key("latch", name, "w"));
        }
    }

    @Test
    void countDown_sameOperationTwice_countsOnce() {
        latch.trySetCount(3, HOUR);
        assertThat(latch.countDown("order 1")).isEqualTo(2);
        assertThat(other.countDown("order 1")).isEqualTo(2);
        assertThat(other.countDown("order 2")).isOne();
        assertThat(other.count()).hasValue(1);
    }

    @Test
    void await_notDownInTime_isFalse() throws Exception {
        latch.trySetCount(1, HOUR);
        assertThat(latch.await(Duration.ofMillis(50))).isFalse();
        assertThat(latch.await(Duration.ZERO)).isFalse();
        latch.countDown();
        assertThat(latch.await(Duration.ZERO)).isTrue();
    }

    @Test
    void await_interrupted_throws() {
        latch.trySetCount(1, HOUR);
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(latch::await);
            Awaitility.await().pollInSameThread().until(() -> waitersOf(name) == 1);
            actor.interrupt();
            assertThatThrownBy(() -> Actor.get(waiting)).hasRootCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void latch_withoutCount_isRefused() {
        assertThat(latch.count()).isEmpty();
        assertThatThrownBy(latch::countDown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("latch '" + name + "' has no count")
                .hasMessageContaining("trySetCount");
        assertThatThrownBy(latch::await).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> latch.trySetCount(0, HOUR)).hasMessage("count is less than 1: 0");
        assertThatThrownBy(() -> latch.trySetCount(1, Duration.ZERO))
                .hasMessage("timeToLive is shorter than a millisecond: PT0S");
        assertThatThrownBy(() -> here.latch("")).hasMessage("the name is empty");
    }

    @Test
    void delete_whileSomebodyWaits_tellsIt() {
        latch.trySetCount(1, HOUR);
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(other::await);
            Awaitility.await().pollInSameThread().until(() -> waitersOf(name) == 1);
            assertThat(latch.delete()).isTrue();
            assertThatThrownBy(() -> Actor.get(waiting)).isInstanceOf(IllegalStateException.class);
        }
        assertThat(latch.delete()).isFalse();
        assertThat(latch.trySetCount(1, Duration.ofMillis(50))).isTrue();
        Awaitility.await().pollInSameThread().until(() -> latch.count().isEmpty());
    }
}
