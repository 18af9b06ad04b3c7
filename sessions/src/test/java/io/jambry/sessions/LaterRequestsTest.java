// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** 10 000 requests that begin after a session has ended, or has another id, on two nodes and in eight threads. */
class LaterRequestsTest {

    private static final int THREADS = 8;
    private static final int EACH = 1250;

    private final SessionSettings settings = Node.settings();
    private final Node first = Node.of(settings);
    private final Node second = Node.of(settings);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        first.close();
        second.close();
    }

    @Test
    void invalidated_tenThousandLaterRequests_noneSeesItAndNoLateCommitBringsItBack() throws Exception {
        String id = stored();
        List<SessionData> late = inHand(id);
        assertThat(first.sessions().invalidate(first.sessions().find(id).orElseThrow()))
                .isTrue();

        AtomicInteger seen = new AtomicInteger();
        AtomicInteger gone = new AtomicInteger();
        later(id, late, seen, (node, session) -> {
            if (node.sessions().commit(session) == CommitOutcome.GONE) {
                gone.incrementAndGet();
            }
        });

        assertThat(seen).hasValue(0);
        assertThat(gone).hasValue(late.size());
    }

    @Test
    void idChanged_tenThousandLaterRequests_noneSeesTheOldOneAndAllLateCommitsReachTheNewOne() throws Exception {
        String id = stored();
        List<SessionData> late = inHand(id);
        String fresh = Node.newId();
        assertThat(first.sessions().changeId(first.sessions().find(id).orElseThrow(), fresh))
                .isTrue();

        AtomicInteger seen = new AtomicInteger();
        later(id, late, seen, (node, session) -> node.sessions().commit(session));

        assertThat(seen).hasValue(0);
        assertThat(second.sessions().find(fresh).orElseThrow().attributes())
                .hasSize(1 + late.size())
                .containsEntry("name", "Ada");
    }

    private interface LateCommit {
        void run(Node node, SessionData session);
    }

    private void later(String id, List<SessionData> late, AtomicInteger seen, LateCommit commit) throws Exception {
        long begin = System.nanoTime();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            Node node = t % 2 == 0 ? first : second;
            work.add(() -> {
                for (int i = 0; i < EACH; i++) {
                    if (i == EACH / 2) {
                        commit.run(node, late.get(thread));
                    }
                    if (node.sessions().find(id).isPresent()) {
                        seen.incrementAndGet();
                    }
                }
                return EACH;
            });
        }
        int requests = 0;
        for (Future<Integer> one : threads.invokeAll(work)) {
            requests += one.get();
        }
        System.out.println("[jambry] " + requests + " later requests in " + (System.nanoTime() - begin) / 1_000_000
                + " ms, " + seen + " saw the old session");
        assertThat(requests).isEqualTo(10_000);
    }

    /** As requests have it that are under way, on both nodes, with a change each. */
    private List<SessionData> inHand(String id) {
        List<SessionData> late = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Node node = t % 2 == 0 ? first : second;
            SessionData session = node.sessions().find(id).orElseThrow();
            session.attributes().put("late" + t, t);
            late.add(session);
        }
        return late;
    }

    private String stored() {
        String id = Node.newId();
        SessionData session = first.sessions().create(id, 1800);
        session.attributes().put("name", "Ada");
        first.sessions().commit(session);
        return id;
    }
}
