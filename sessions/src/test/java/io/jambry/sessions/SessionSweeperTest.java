// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SessionSweeperTest {

    /** {@code -Dsessions.over=20000} for more. */
    private static final int OVER = Integer.getInteger("sessions.over", 2000);

    private static final int ALIVE = OVER / 10;

    private final SessionSettings settings = quick(Duration.ofSeconds(30));

    @Test
    void sweep_fourNodes_tellOfEachSessionOnceWithItsAttributes() {
        List<Node> nodes = new ArrayList<>();
        List<SessionSweeper> sweepers = new ArrayList<>();
        Map<String, AtomicInteger> told = new ConcurrentHashMap<>();
        Set<Object> values = ConcurrentHashMap.newKeySet();
        try {
            for (int i = 0; i < 4; i++) {
                nodes.add(Node.of(settings));
            }
            SessionRepository creating = nodes.get(0).sessions();
            for (int i = 0; i < OVER + ALIVE; i++) {
                SessionData session = creating.create(Node.newId(), i < OVER ? 1 : 1800);
                session.attributes().put("number", i);
                creating.commit(session);
            }
            for (Node node : nodes) {
                sweepers.add(SessionSweeper.start(node.sessions(), session -> {
                    told.computeIfAbsent(session.handle(), absent -> new AtomicInteger())
                            .incrementAndGet();
                    values.add(session.attributes().get("number"));
                }));
            }

            long begin = System.nanoTime();
            await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == OVER);
            System.out.println(OVER + " sessions ended by 4 sweepers in "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");

            await().during(Duration.ofSeconds(1)).until(() -> told.size() == OVER);
            assertThat(told.values()).allMatch(times -> times.get() == 1);
            assertThat(values).hasSize(OVER);
            assertThat(nodes.stream()
                            .mapToLong(it -> it.sessions().counters().expired())
                            .sum())
                    .isEqualTo(OVER);
        } finally {
            sweepers.forEach(SessionSweeper::close);
            nodes.forEach(Node::close);
        }
    }

    @Test
    void sweep_sessionInUse_isNotOver() {
        try (Node node = Node.of(settings)) {
            String id = Node.newId();
            node.sessions().commit(node.sessions().create(id, 2));
            AtomicInteger told = new AtomicInteger();
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();

            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        assertThat(node.sessions().find(id)).isPresent();
                        SessionSweeper.sweepOnce(node.sessions(), session -> told.incrementAndGet());
                        return System.nanoTime() > end;
                    });

            assertThat(told).hasValue(0);
        }
    }

    @Test
    void find_overAndNotYetSwept_isEmpty() {
        try (Node node = Node.of(settings)) {
            String id = Node.newId();
            node.sessions().commit(node.sessions().create(id, 1));

            await().pollInterval(Duration.ofMillis(1500))
                    .until(() -> node.sessions().find(id).isEmpty());
        }
    }

    @Test
    void sweep_listenerFails_sessionIsRemovedNevertheless() {
        try (Node node = Node.of(settings)) {
            SessionData session = node.sessions().create(Node.newId(), 1);
            node.sessions().commit(session);
            AtomicInteger told = new AtomicInteger();

            await().until(() -> SessionSweeper.sweepOnce(node.sessions(), it -> {
                        told.incrementAndGet();
                        throw new IllegalStateException("on purpose");
                    })
                    == 1);

            assertThat(told).hasValue(1);
            assertThat(SessionSweeper.sweepOnce(node.sessions(), it -> told.incrementAndGet()))
                    .isZero();
            assertThat(node.sessions().peek(session.handle())).isEmpty();
        }
    }

    @Test
    void sweep_claimantDies_anotherTellsWhenTheLeaseIsOver() {
        SessionSettings hasty = quick(Duration.ofSeconds(1));
        try (Node dying = Node.of(hasty);
                Node other = Node.of(hasty)) {
            SessionData session = dying.sessions().create(Node.newId(), 1);
            session.attributes().put("name", "Ada");
            dying.sessions().commit(session);
            await().until(() -> {
                try {
                    return SessionSweeper.sweepOnce(dying.sessions(), it -> {
                                throw new Death();
                            })
                            > 0;
                } catch (Death e) {
                    return true;
                }
            });

            List<Object> told = new ArrayList<>();
            await().until(() -> SessionSweeper.sweepOnce(
                            other.sessions(), it -> told.add(it.attributes().get("name")))
                    == 1);

            assertThat(told).containsExactly("Ada");
        }
    }

    @Test
    void maxInactive_shortened_endsSooner() {
        try (Node node = Node.of(settings)) {
            String id = Node.newId();
            node.sessions().commit(node.sessions().create(id, 3600));
            SessionData session = node.sessions().find(id).orElseThrow();
            session.maxInactiveSeconds(1);
            node.sessions().commit(session);

            await().until(() -> SessionSweeper.sweepOnce(node.sessions(), it -> {}) == 1);
        }
    }

    @Test
    void commit_whileListenersAreTold_isGone() {
        try (Node node = Node.of(settings)) {
            String id = Node.newId();
            node.sessions().commit(node.sessions().create(id, 1));
            SessionData late = node.sessions().find(id).orElseThrow();
            late.attributes().put("late", true);
            List<CommitOutcome> outcomes = new ArrayList<>();

            await().until(() -> SessionSweeper.sweepOnce(
                            node.sessions(), it -> outcomes.add(node.sessions().commit(late)))
                    == 1);

            assertThat(outcomes).containsExactly(CommitOutcome.GONE);
            assertThat(node.sessions().find(id)).isEmpty();
        }
    }

    @Test
    void commitAndChangeOfId_overAndNotYetSwept_bringNothingBack() {
        try (Node node = Node.of(settings)) {
            String id = Node.newId();
            node.sessions().commit(node.sessions().create(id, 1));
            SessionData changing = node.sessions().find(id).orElseThrow();
            SessionData moving = node.sessions().find(id).orElseThrow();
            changing.attributes().put("late", true);
            await().pollInterval(Duration.ofMillis(1500))
                    .until(() -> node.sessions().find(id).isEmpty());
            String fresh = Node.newId();

            assertThat(node.sessions().commit(changing)).isEqualTo(CommitOutcome.GONE);
            assertThat(node.sessions().changeId(moving, fresh)).isFalse();

            assertThat(node.sessions().find(id)).isEmpty();
            assertThat(node.sessions().find(fresh)).isEmpty();
            assertThat(SessionSweeper.sweepOnce(node.sessions(), it -> {})).isEqualTo(1);
        }
    }

    @Test
    void sweep_listenerTakesLongerThanTheLease_nobodyElseIsTold() throws Exception {
        SessionSettings hasty = quick(Duration.ofSeconds(1));
        try (Node slow = Node.of(hasty);
                Node other = Node.of(hasty)) {
            slow.sessions().commit(slow.sessions().create(Node.newId(), 1));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            ExpiredSession slowly = it -> {
                begun.countDown();
                awaitQuietly(goOn);
            };
            CompletableFuture<Void> telling = CompletableFuture.runAsync(() -> await().atMost(Duration.ofSeconds(60))
                    .until(() -> SessionSweeper.sweepOnce(slow.sessions(), slowly) == 1));
            assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

            AtomicInteger toldElsewhere = new AtomicInteger();
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(30)).until(() -> {
                SessionSweeper.sweepOnce(other.sessions(), it -> toldElsewhere.incrementAndGet());
                return toldElsewhere.get() == 0;
            });
            goOn.countDown();

            telling.get(60, TimeUnit.SECONDS);
            assertThat(SessionSweeper.sweepOnce(other.sessions(), it -> toldElsewhere.incrementAndGet()))
                    .isZero();
            assertThat(toldElsewhere).hasValue(0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SessionSettings quick(Duration lease) {
        SessionSettings s = Node.settings();
        return new SessionSettings(
                s.application(),
                s.touchWindow(),
                s.grace(),
                Duration.ofMillis(100),
                lease,
                s.maxSessionBytes(),
                s.localCopies(),
                s.dirtyCheck(),
                s.undecodable());
    }

    /** What no handler of exceptions holds up, as the end of a process. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
