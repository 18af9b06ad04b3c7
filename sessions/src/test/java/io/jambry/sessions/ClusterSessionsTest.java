// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.servers.ClusterSettings;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerBinary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions where their keys are on three nodes of a cluster. */
class ClusterSessionsTest {

    private static ClusterTopology cluster;

    private final SessionSettings settings = Node.settings();

    @BeforeAll
    static void start() {
        cluster = ClusterTopology.start(ServerBinary.embedded(), ClusterSettings.DEFAULT.withNodes(3, 0));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Node node(SessionSettings settings) {
        return Node.of(
                settings,
                Map.of("url", "redis+cluster://" + cluster.nodes().get(0).address()));
    }

    @Test
    void session_createdChangedMovedAndEnded_isTheSameOnAllNodes() {
        try (Node first = node(settings);
                Node second = node(settings)) {
            for (int i = 0; i < 20; i++) {
                String id = Node.newId();
                SessionData session = first.sessions().create(id, 600);
                session.attributes().put("number", i);
                session.principal("ada");
                first.sessions().commit(session);
                SessionData late = second.sessions().find(id).orElseThrow();
                late.attributes().put("late", true);
                String fresh = Node.newId();

                assertThat(first.sessions().changeId(session, fresh)).isTrue();

                assertThat(second.sessions().find(id)).isEmpty();
                assertThat(second.sessions().commit(late)).isEqualTo(CommitOutcome.STORED);
                assertThat(first.sessions().find(fresh).orElseThrow().attributes())
                        .containsOnly(Map.entry("number", i), Map.entry("late", true));
            }
            assertThat(second.sessions().ofPrincipal("ada")).hasSize(20);
            assertThat(second.sessions().invalidateAll("ada")).hasSize(20);
            assertThat(first.sessions().ofPrincipal("ada")).isEmpty();
        }
    }

    @Test
    void sessions_overOrExpelled_areToldOnce() {
        try (Node first = node(settings);
                Node second = node(settings)) {
            for (int i = 0; i < 50; i++) {
                SessionData session = first.sessions().create(Node.newId(), i % 2 == 0 ? 1 : 600);
                session.attributes().put("number", i);
                session.principal(i % 2 == 0 ? "grace" : "ada");
                first.sessions().commit(session);
            }
            assertThat(second.sessions().expelAll("ada")).isEqualTo(25);
            List<Object> told = new ArrayList<>();

            await().until(() -> {
                SessionSweeper.sweepOnce(
                        first.sessions(),
                        session -> told.add(session.attributes().get("number")));
                SessionSweeper.sweepOnce(
                        second.sessions(),
                        session -> told.add(session.attributes().get("number")));
                return told.size() >= 50;
            });

            assertThat(told).hasSize(50).doesNotHaveDuplicates();
        }
    }

    @Test
    void limit_holdsOnAllNodes() {
        SessionSettings limited = settings.withLimit(new SessionLimit(1, OverLimit.EXPEL_OLDEST));
        try (Node first = node(limited);
                Node second = node(limited)) {
            SessionData one = first.sessions().create(Node.newId(), 600);
            one.principal("ada");
            first.sessions().commit(one);
            SessionData two = second.sessions().create(Node.newId(), 600);
            two.principal("ada");
            second.sessions().commit(two);

            assertThat(first.sessions().find(one.id())).isEmpty();
            assertThat(first.sessions().find(two.id())).isPresent();
        }
    }
}
