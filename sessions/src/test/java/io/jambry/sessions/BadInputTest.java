// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients, applications and operators get wrong. */
class BadInputTest {

    private static final Logger LOGGER = Logger.getLogger(SessionData.class.getName());

    private final SessionSettings settings = Node.settings();
    private final Node node = Node.of(settings);
    private final List<String> warnings = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord log) {
            if (log.getLevel() == Level.WARNING) {
                warnings.add(log.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void close() {
        LOGGER.removeHandler(handler);
        node.close();
    }

    @Test
    void id_wellFormedAndForged_findsNothingWithOneQuestionEach() {
        node.sessions().find(Node.newId());
        long before = node.scriptsRun();
        for (String id :
                List.of("A".repeat(32), "0".repeat(256), "../../../../etc/passwd".replace("/", "."), Node.newId())) {
            assertThat(node.sessions().find(id)).isEmpty();
        }

        assertThat(node.scriptsRun() - before - 1).isEqualTo(4);
        assertThat(node.sessions().counters().missing()).isEqualTo(5);
        assertThat(node.keys(settings.application())).isEmpty();
    }

    @Test
    void id_malformedOrOverLong_asksNothing() {
        long before = node.scriptsRun();
        List<String> malformed = new ArrayList<>(List.of(
                "",
                "x",
                "A".repeat(15),
                "A".repeat(257),
                "A".repeat(1 << 20),
                "{" + "A".repeat(30) + "}",
                "A".repeat(20) + "\0"));
        IntStream.of('\r', '\n', ' ', '\t', ':', '*', '"', '\'', 'ä', '中', 0x2028)
                .forEach(c -> malformed.add("A".repeat(10) + Character.toString(c) + "A".repeat(10)));
        for (String id : malformed) {
            assertThat(node.sessions().find(id)).isEmpty();
        }

        assertThat(node.scriptsRun() - before - 1).isZero();
        assertThat(node.sessions().counters().refused()).isEqualTo(malformed.size());
    }

    /** A handle is what an administrator has, and no id. */
    @Test
    void handle_asAnId_findsNothing() {
        SessionData session = node.sessions().create(Node.newId(), 600);
        node.sessions().commit(session);

        assertThat(node.sessions().find(session.handle())).isEmpty();
        assertThat(node.sessions().peek(session.handle())).isPresent();
        assertThat(node.sessions().peek("no handle at all")).isEmpty();
    }

    @Test
    void attribute_unserialisable_isNamedWithItsClassAndTheRestIsStored() {
        SessionData session = node.sessions().create(Node.newId(), 600);
        session.attributes().put("before", 1);
        session.attributes().put("engine", new Engine("secret-serial-number"));
        session.attributes().put("behind", 2);

        assertThat(node.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);

        assertThat(node.sessions().find(session.id()).orElseThrow().attributes())
                .containsOnly(Map.entry("before", 1), Map.entry("behind", 2));
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0))
                .contains("attribute 'engine' of class " + Engine.class.getName() + " cannot be stored")
                .contains("the rest of the session is stored")
                .doesNotContain("secret-serial-number")
                .doesNotContain(session.id());
    }

    @Test
    void session_growsOverTheLimit_isRefusedAsAWholeAndCanBeMadeSmallerAgain() {
        SessionSettings small = new SessionSettings(
                settings.application(),
                settings.touchWindow(),
                settings.grace(),
                settings.sweepInterval(),
                Duration.ofSeconds(30),
                4096,
                settings.localCopies(),
                DirtyCheck.READ,
                Undecodable.KEEP);
        try (Node limited = Node.of(small)) {
            SessionData session = limited.sessions().create(Node.newId(), 600);
            session.attributes().put("kept", 1);
            limited.sessions().commit(session);
            for (int i = 0; i < 10; i++) {
                session.attributes().put("part" + i, "x".repeat(1000));
            }

            assertThatThrownBy(() -> limited.sessions().commit(session))
                    .isInstanceOf(SessionTooLargeException.class)
                    .hasMessageContaining(
                            "more than the 4096 that 'max-session-bytes' allows; nothing of it was stored:"
                                    + " keep less in it, or raise the limit");

            assertThat(node.sessions().find(session.id()).orElseThrow().attributes())
                    .containsOnlyKeys("kept");
            session.attributes().keySet().removeIf(name -> name.startsWith("part") && !name.equals("part0"));
            assertThat(limited.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
            assertThat(node.sessions().find(session.id()).orElseThrow().attributes())
                    .containsOnlyKeys("kept", "part0");
        }
    }

    @Test
    void keyRing_wrong_sessionIsNobodysHereAndUnharmedThere() {
        Map<String, String> keys = Map.of(
                "caches.sessions.encryption", "xaes-256-gcm",
                "caches.sessions.encryption-keys", "passphrase",
                "caches.sessions.encryption-password", "1:correct horse battery staple");
        Map<String, String> wrong = new HashMap<>(keys);
        wrong.put("caches.sessions.encryption-password", "1:something else altogether it is");
        try (Node right = Node.of(settings, keys);
                Node other = Node.of(settings, wrong)) {
            SessionData session = right.sessions().create(Node.newId(), 600);
            session.attributes().put("card", "number");
            session.principal("lovelace");
            right.sessions().commit(session);

            SessionData seen = other.sessions().find(session.id()).orElseThrow();
            assertThat(seen.principal()).isNull();
            assertThat(seen.attributes().get("card")).isNull();
            assertThat(other.sessions().ofPrincipal("lovelace")).isEmpty();
            seen.attributes().put("note", 1);
            assertThat(other.sessions().commit(seen)).isEqualTo(CommitOutcome.STORED);
            assertThat(right.sessions().ofPrincipal("lovelace")).hasSize(1);
            assertThat(other.sessions().changeId(seen, Node.newId())).isTrue();

            SessionData back = right.sessions().find(seen.id()).orElseThrow();
            assertThat(back.principal()).isEqualTo("lovelace");
            assertThat(back.attributes().get("card")).isEqualTo("number");
            assertThat(warnings)
                    .anyMatch(text -> text.contains("whose it is cannot be decoded"))
                    .noneMatch(text -> text.contains("number") || text.contains("lovelace"));
            assertThat(SessionSweeper.sweepOnce(other.sessions(), it -> {})).isZero();
        }
    }

    /** As if the clock of the one who created it had been wrong by a day, whichever way: only the server's counts. */
    @Test
    void clocks_ofNodes_playNoPart() {
        SessionData session = node.sessions().create(Node.newId(), 600);
        assertThat(session.createdAt()).isPositive();
        node.sessions().commit(session);
        Map<String, String> fields = node.hash("session/" + settings.application() + "/" + session.handle());

        assertThat(fields.get("~c")).isEqualTo(fields.get("~a"));
        long server = Long.parseLong(fields.get("~c"));
        assertThat(node.sessions().find(session.id()).orElseThrow().createdAt()).isEqualTo(server);
    }

    private static final class Engine {
        private final String serial;

        Engine(String serial) {
            this.serial = serial;
        }

        @Override
        public String toString() {
            return serial;
        }
    }
}
