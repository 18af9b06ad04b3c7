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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Sessions that are over while one of four sweepers dies in the middle of its work. */
class SweeperKilledTest {

    /** {@code -Dsessions.over=20000} for more. */
    private static final int OVER = Integer.getInteger("sessions.over", 2000);

    /** Longer than it takes to create all of them. */
    private static final int MAX_INACTIVE_SECONDS = Math.max(5, OVER / 500);

    /** Whoever has told so many first, dies in the middle of the next. */
    private static final int TOLD_BEFORE = OVER / 20;

    /** As by default. */
    private final SessionSettings settings = Node.settings();

    private final Map<String, AtomicInteger> told = new ConcurrentHashMap<>();
    private final Set<Object> values = ConcurrentHashMap.newKeySet();
    private final AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    private final AtomicReference<SessionSweeper> dead = new AtomicReference<>();
    private final CountDownLatch forEver = new CountDownLatch(1);

    @Test
    void sweep_oneOfFourDies_allAreToldInTimeAndNoneEarly() throws Exception {
        List<Node> nodes = new ArrayList<>();
        List<SessionSweeper> sweepers = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                nodes.add(Node.of(settings));
                int number = i;
                AtomicInteger own = new AtomicInteger();
                sweepers.add(SessionSweeper.start(nodes.get(i).sessions(), session -> {
                    if (own.incrementAndGet() > TOLD_BEFORE && dead.compareAndSet(null, sweepers.get(number))) {
                        die(sweepers.get(number));
                    }
                    heard(session);
                }));
            }
            create(nodes.get(0).sessions());

            await().atMost(Duration.ofSeconds(120))
                    .until(() -> told.size() == OVER && dead.get() != null && nothingLeft(nodes.get(1)));

            long window = settings.windowMillis(MAX_INACTIVE_SECONDS);
            long more = told.values().stream().filter(times -> times.get() > 1).count();
            System.out.println(
                    "[jambry] " + OVER + " sessions, one of 4 sweepers died after " + TOLD_BEFORE + ": " + told.size()
                            + " told, " + more + " of them twice, " + earliest + " to " + latest
                            + " ms after their maximum inactive time, touch window " + window + " ms");
            assertThat(earliest.get()).isNotNegative();
            assertThat(latest.get()).isLessThanOrEqualTo(window + 5000);
            assertThat(values).hasSize(OVER);
            // no more than what the dead one had told and not yet removed
            assertThat(more).isLessThanOrEqualTo(TOLD_BEFORE);
            assertThat(told.values()).allMatch(times -> times.get() <= 2);
        } finally {
            forEver.countDown();
            sweepers.forEach(SessionSweeper::close);
            nodes.forEach(Node::close);
        }
    }

    private void heard(SessionData session) {
        long late = System.currentTimeMillis() - session.lastAccessedAt() - MAX_INACTIVE_SECONDS * 1000L;
        earliest.accumulateAndGet(late, Math::min);
        latest.accumulateAndGet(late, Math::max);
        told.computeIfAbsent(session.handle(), absent -> new AtomicInteger()).incrementAndGet();
        Object value = session.attributes().get("number");
        if (value != null) {
            values.add(value);
        }
    }

    /** It neither goes on nor says that it is there. */
    private void die(SessionSweeper sweeper) {
        sweeper.close();
        awaitQuietly(forEver);
        throw new Death();
    }

    private void create(SessionRepository sessions) throws InterruptedException {
        List<Thread> creating = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            int from = t;
            Thread thread = new Thread(() -> {
                for (int i = from; i < OVER; i += 4) {
                    SessionData session = sessions.create(Node.newId(), MAX_INACTIVE_SECONDS);
                    session.attributes().put("number", i);
                    sessions.commit(session);
                }
            });
            thread.start();
            creating.add(thread);
        }
        for (Thread thread : creating) {
            thread.join();
        }
    }

    private boolean nothingLeft(Node node) {
        return node.keys(settings.application()).stream().noneMatch(key -> key.contains("session-due"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean over = false;
        while (!over) {
            try {
                latch.await();
                over = true;
            } catch (InterruptedException e) {
                // the dead are not woken up
            }
        }
    }

    /** What no handler of exceptions holds up, as the end of a process. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }
}
