// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionLimitTest {

    private final SessionSettings settings = Node.settings();
    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    private Node node(int most, OverLimit over) {
        Node node = Node.of(settings.withLimit(new SessionLimit(most, over)));
        nodes.add(node);
        return node;
    }

    @Test
    void commit_oneMoreThanAllowed_isRejectedAndNothingIsStored() {
        Node first = node(2, OverLimit.REJECT);
        Node second = node(2, OverLimit.REJECT);
        login(first, "lovelace");
        login(second, "lovelace");
        SessionData third = first.sessions().create(Node.newId(), 600);
        third.principal("lovelace");

        assertThatThrownBy(() -> first.sessions().commit(third))
                .isInstanceOf(SessionLimitException.class)
                .hasMessage("a user of '" + settings.application()
                        + "' has 2 sessions, as many as 'max-sessions-per-user' allows; end one of them, raise the limit,"
                        + " or let 'over-limit' be 'expel-oldest'; the new session was not stored")
                .hasMessageNotContaining("lovelace");

        assertThat(second.sessions().find(third.id())).isEmpty();
        assertThat(second.sessions().ofPrincipal("lovelace")).hasSize(2);
        assertThat(first.sessions().counters().rejected()).isEqualTo(1);
        login(first, "grace");
    }

    @Test
    void commit_oneHasEndedMeanwhile_hasItsPlace() {
        Node first = node(1, OverLimit.REJECT);
        Node second = node(1, OverLimit.REJECT);
        SessionData session = login(first, "ada");
        first.sessions().invalidate(session);

        login(second, "ada");

        assertThat(first.sessions().ofPrincipal("ada")).hasSize(1);
    }

    @Test
    void commit_placesOfSessionsThatAreNoMore_areGivenAway() {
        Node node = node(1, OverLimit.REJECT);
        SessionData session = login(node, "ada");
        // as if the node that ended it had died before it could say so to the index
        node.structures()
                .run(
                        Script.of("forget", 1, "return redis.call('DEL', KEYS[1])", ScriptResult.number()),
                        List.of("session/" + settings.application() + "/" + session.handle()))
                .call();

        login(node, "ada");

        assertThat(node.sessions().ofPrincipal("ada")).hasSize(1);
    }

    @Test
    void commit_sameUserAgain_needsNoFurtherPlace() {
        Node node = node(1, OverLimit.REJECT);
        SessionData session = login(node, "ada");
        session.attributes().put("a", 1);
        assertThat(node.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        SessionData found = node.sessions().find(session.id()).orElseThrow();
        found.principal("ada");
        found.attributes().put("a", 2);

        assertThat(node.sessions().commit(found)).isEqualTo(CommitOutcome.STORED);
    }

    @Test
    void changeId_atTheLimit_needsNoFurtherPlace() {
        Node node = node(1, OverLimit.REJECT);
        SessionData session = login(node, "ada");

        assertThat(node.sessions().changeId(session, Node.newId())).isTrue();

        assertThat(node.sessions().ofPrincipal("ada")).hasSize(1);
        session.attributes().put("a", 1);
        assertThat(node.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
    }

    @Test
    void commit_oneMoreWhereTheOldestGoes_expelsItAndASweeperTellsItsListeners() {
        Node first = node(2, OverLimit.EXPEL_OLDEST);
        Node second = node(2, OverLimit.EXPEL_OLDEST);
        SessionData oldest = login(first, "ada");
        oldest.attributes().put("name", "oldest");
        first.sessions().commit(oldest);
        await().until(() -> System.currentTimeMillis() > oldest.createdAt() + 5);
        login(second, "ada");
        SessionData late = second.sessions().find(oldest.id()).orElseThrow();
        late.attributes().put("late", true);
        login(second, "ada");

        assertThat(first.sessions().find(oldest.id())).isEmpty();
        assertThat(second.sessions().commit(late)).isEqualTo(CommitOutcome.GONE);
        assertThat(first.sessions().ofPrincipal("ada"))
                .hasSize(2)
                .noneMatch(session -> session.handle().equals(oldest.handle()));
        List<Object> told = new ArrayList<>();
        assertThat(Stream.of(first, second)
                        .mapToInt(node -> SessionSweeper.sweepOnce(
                                node.sessions(),
                                session -> told.add(session.attributes().get("name"))))
                        .sum())
                .isEqualTo(1);
        assertThat(told).containsExactly("oldest");
        assertThat(second.sessions().counters().expelled()).isEqualTo(1);
    }

    @Test
    void expel_sessionForEver_isToldOnceToo() {
        Node node = node(0, OverLimit.REJECT);
        SessionData session = node.sessions().create(Node.newId(), 0);
        session.principal("ada");
        node.sessions().commit(session);

        assertThat(node.sessions().expelAll("ada")).isEqualTo(1);
        assertThat(node.sessions().expelAll("ada")).isZero();

        assertThat(node.sessions().find(session.id())).isEmpty();
        assertThat(SessionSweeper.sweepOnce(node.sessions(), it -> {})).isEqualTo(1);
        assertThat(SessionSweeper.sweepOnce(node.sessions(), it -> {})).isZero();
    }

    @Test
    void commit_manyAtTheSameMoment_neverMoreThanAllowed() throws Exception {
        for (OverLimit over : OverLimit.values()) {
            Node first = node(3, over);
            Node second = node(3, over);
            String user = "user-" + over;
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Node node = i % 2 == 0 ? first : second;
                work.add(() -> {
                    try {
                        login(node, user);
                        return true;
                    } catch (SessionLimitException e) {
                        return false;
                    }
                });
            }
            int admitted = 0;
            for (Future<Boolean> one : threads.invokeAll(work)) {
                admitted += one.get() ? 1 : 0;
            }
            threads.shutdown();

            assertThat(first.sessions().ofPrincipal(user)).hasSize(3);
            assertThat(admitted).isEqualTo(over == OverLimit.REJECT ? 3 : 24);
        }
    }

    @Test
    void limit_outOfRange_isRefusedByMessage() {
        assertThatThrownBy(() -> new SessionLimit(-1, OverLimit.REJECT))
                .hasMessage(
                        "setting 'max-sessions-per-user' of sessions is -1, which is not from 0, for any number, to 10000");
    }

    private static SessionData login(Node node, String user) {
        SessionData session = node.sessions().create(Node.newId(), 600);
        session.principal(user);
        node.sessions().commit(session);
        return session;
    }
}
