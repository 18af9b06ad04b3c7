// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that has seen a session before hears from the server only of what has changed since. */
class SessionChangesTest {

    private static final int LARGE = 200_000;

    private final SessionSettings settings = Node.settings();
    private final Node first = Node.of(settings);
    private final Node second = Node.of(settings);
    private final String id = Node.newId();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void find_oneAttributeChangedElsewhere_theOthersAreNotSentAgain() {
        begin(Map.of("large", new byte[LARGE], "small", 1));
        second.sessions().find(id);
        change(first, session -> session.attributes().put("small", 2));

        long before = sent();
        SessionData found = second.sessions().find(id).orElseThrow();
        long bytes = sent() - before;

        assertThat(found.attributes().get("small")).isEqualTo(2);
        assertThat((byte[]) found.attributes().get("large")).hasSize(LARGE);
        assertThat(bytes).isLessThan(LARGE / 10);
    }

    @Test
    void find_changesOfBothNodesInTurn_theOthersAreNotSentAgain() {
        begin(Map.of("large", new byte[LARGE], "count", 0));
        second.sessions().find(id);

        long before = sent();
        for (int i = 1; i <= 20; i++) {
            change(
                    i % 2 == 0 ? first : second,
                    session -> session.attributes().merge("count", 1, (a, b) -> (Integer) a + (Integer) b));
        }
        long bytes = sent() - before;

        assertThat(first.sessions().find(id).orElseThrow().attributes().get("count"))
                .isEqualTo(20);
        assertThat(bytes).isLessThan(LARGE);
    }

    @Test
    void find_nodeThatCommittedBesideAnother_hearsOfBoth() {
        begin(Map.of("large", new byte[LARGE]));
        SessionData here = second.sessions().find(id).orElseThrow();
        change(first, session -> session.attributes().put("there", 1));
        here.attributes().put("here", 2);
        second.sessions().commit(here);

        long before = sent();
        SessionData found = second.sessions().find(id).orElseThrow();
        long bytes = sent() - before;

        assertThat(found.attributes()).containsEntry("there", 1).containsEntry("here", 2);
        assertThat(bytes).isLessThan(LARGE / 10);
    }

    @Test
    void find_nodeThatCommittedTwiceBesideAnother_hearsOfBoth() {
        begin(Map.of());
        SessionData here = second.sessions().find(id).orElseThrow();
        change(first, session -> session.attributes().put("there", 1));
        here.attributes().put("here", 2);
        second.sessions().commit(here);
        here.attributes().put("again", 3);
        second.sessions().commit(here);

        assertThat(second.sessions().find(id).orElseThrow().attributes())
                .containsOnly(Map.entry("there", 1), Map.entry("here", 2), Map.entry("again", 3));
    }

    @Test
    void changeId_afterACommitBesideAnother_takesBothAlong() {
        begin(Map.of());
        SessionData here = second.sessions().find(id).orElseThrow();
        change(first, session -> session.attributes().put("there", 1));
        here.attributes().put("here", 2);
        second.sessions().commit(here);
        String newId = Node.newId();

        assertThat(second.sessions().changeId(here, newId)).isTrue();

        assertThat(first.sessions().find(newId).orElseThrow().attributes())
                .containsOnly(Map.entry("there", 1), Map.entry("here", 2));
    }

    @Test
    void find_attributeAndUserTakenAwayElsewhere_areGone() {
        begin(Map.of("stays", 1, "goes", 2));
        change(first, session -> session.principal("ada"));
        assertThat(second.sessions().find(id).orElseThrow().principal()).isEqualTo("ada");
        change(first, session -> {
            session.attributes().remove("goes");
            session.principal(null);
        });

        SessionData found = second.sessions().find(id).orElseThrow();

        assertThat(found.attributes()).containsOnly(Map.entry("stays", 1));
        assertThat(found.principal()).isNull();
    }

    @Test
    void find_intervalChangedElsewhere_isTheNewOne() {
        begin(Map.of());
        second.sessions().find(id);
        change(first, session -> session.maxInactiveSeconds(60));

        assertThat(second.sessions().find(id).orElseThrow().maxInactiveSeconds())
                .isEqualTo(60);
    }

    @Test
    void find_moreAttributesChangedElsewhereThanAreNoted_hasThemAll() {
        begin(Map.of("stays", 1));
        second.sessions().find(id);
        change(first, session -> {
            for (int i = 0; i < 5000; i++) {
                session.attributes().put("n" + i, i);
            }
        });
        change(first, session -> session.attributes().put("n7", 8));

        Map<String, Object> found = second.sessions().find(id).orElseThrow().attributes();

        assertThat(found)
                .hasSize(5001)
                .containsEntry("stays", 1)
                .containsEntry("n4999", 4999)
                .containsEntry("n7", 8);
    }

    /** Whatever happens between two looks of a node, it sees what a node sees that has not looked before. */
    @Test
    void find_anyChangesBetweenAnyLooks_isWhatOneSeesWhoNeverLooked() {
        begin(Map.of());
        Random random = new Random(20261129);
        for (int round = 0; round < 60; round++) {
            int changes = random.nextInt(12);
            for (int i = 0; i < changes; i++) {
                String name = "a" + random.nextInt(6);
                int value = random.nextInt();
                change(random.nextBoolean() ? first : second, session -> {
                    if (value % 3 == 0) {
                        session.attributes().remove(name);
                    } else {
                        session.attributes().put(name, value);
                    }
                });
            }
            assertThat(seen(second)).as("round %d", round).isEqualTo(seenByANewNode());
        }
    }

    @Test
    void find_idThatAnotherSessionHadBefore_isNotTakenForIt() {
        begin(Map.of("whose", "Ada's"));
        second.sessions().find(id);
        first.forget(settings.application(), SessionRepository.handleOf(id));
        begin(Map.of("whose", "Grace's"));

        assertThat(second.sessions().find(id).orElseThrow().attributes()).containsOnly(Map.entry("whose", "Grace's"));
    }

    private void begin(Map<String, Object> attributes) {
        SessionData session = first.sessions().create(id, 1800);
        session.attributes().putAll(attributes);
        first.sessions().commit(session);
    }

    private void change(Node node, Consumer<SessionData> change) {
        SessionData session = node.sessions().find(id).orElseThrow();
        change.accept(session);
        node.sessions().commit(session);
    }

    private Map<String, Object> seen(Node node) {
        return new HashMap<>(node.sessions().find(id).orElseThrow().attributes());
    }

    private Map<String, Object> seenByANewNode() {
        try (Node node = Node.of(settings)) {
            return seen(node);
        }
    }

    private long sent() {
        return new ServerCount(first.structures()).bytesSent();
    }
}
