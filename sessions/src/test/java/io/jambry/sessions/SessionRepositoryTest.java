// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.DecodingException;
import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionRepositoryTest {

    private static final Map<String, String> ENCRYPTION = Map.of(
            "caches.sessions.encryption", "xaes-256-gcm",
            "caches.sessions.encryption-keys", "passphrase",
            "caches.sessions.encryption-password", "1:correct horse battery staple");

    private final SessionSettings settings = Node.settings();
    private final Node first = Node.of(settings);
    private final Node second = Node.of(settings);

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void find_committedOnAnotherNode_hasAttributesAndTimes() {
        String id = Node.newId();
        SessionData created = first.sessions().create(id, 1800);
        created.attributes().put("name", "Ada");
        created.principal("ada");

        assertThat(first.sessions().commit(created)).isEqualTo(CommitOutcome.STORED);

        SessionData found = second.sessions().find(id).orElseThrow();
        assertThat(found.attributes()).containsExactly(Map.entry("name", "Ada"));
        assertThat(found.principal()).isEqualTo("ada");
        assertThat(found.maxInactiveSeconds()).isEqualTo(1800);
        assertThat(found.isNew()).isFalse();
        assertThat(found.createdAt()).isPositive().isEqualTo(found.lastAccessedAt());
    }

    @Test
    void find_neverCommitted_isEmpty() {
        String id = Node.newId();
        first.sessions().create(id, 1800);

        assertThat(second.sessions().find(id)).isEmpty();
    }

    @Test
    void find_unchangedSinceLastTime_isAnsweredBySame() {
        String id = stored(Map.of("name", "Ada"));

        assertThat(first.sessions().find(id).orElseThrow().attributes()).containsEntry("name", "Ada");

        assertThat(first.sessions().counters().same()).isEqualTo(1);
        assertThat(first.sessions().counters().loaded()).isZero();
    }

    @Test
    void find_changedByAnotherNode_hasTheChange() {
        String id = stored(Map.of("name", "Ada"));
        change(second, id, "name", "Grace");

        assertThat(first.sessions().find(id).orElseThrow().attributes()).containsEntry("name", "Grace");
    }

    @ParameterizedTest
    @CsvSource({"1, changed", "2, changed", "8, changed", "9, found"})
    void load_afterSoManyChanges_sendsThoseOrEverything(int changes, String kind) {
        String id = stored(Map.of("kept", "yes", "removed", "no"));
        long seen =
                requireNonNull(first.sessions().find(id).orElseThrow().base()).version();
        for (int i = 1; i < changes; i++) {
            change(second, id, "name " + i % 3, i);
        }
        SessionData last = second.sessions().find(id).orElseThrow();
        last.attributes().remove("removed");
        last.attributes().put("ä", "last");
        second.sessions().commit(last);
        Map<String, Object> all = new HashMap<>(last.attributes());

        Reply reply = first.structures()
                .run(SessionScripts.LOAD, List.of(key(id)), Packing.number(seen), "0", "0", "0")
                .call();
        assertThat(reply.text(2)).isEqualTo(kind);
        assertThat(reply.parts().stream().map(String::new).filter(part -> part.startsWith("a:name ")))
                .doesNotHaveDuplicates();
        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .isEqualTo(all)
                .containsEntry("kept", "yes")
                .containsEntry("ä", "last")
                .doesNotContainKey("removed");
    }

    @Test
    void load_afterAChangeOfTooMuchToNote_sendsEverything() {
        String id = stored(Map.of("name", "Ada"));
        long seen =
                requireNonNull(first.sessions().find(id).orElseThrow().base()).version();
        SessionData large = second.sessions().find(id).orElseThrow();
        for (int i = 0; i < 65; i++) {
            large.attributes().put("n" + i, i);
        }
        second.sessions().commit(large);
        change(second, id, "name", "Grace");

        Reply reply = first.structures()
                .run(SessionScripts.LOAD, List.of(key(id)), Packing.number(seen), "0", "0", "0")
                .call();
        assertThat(reply.text(2)).isEqualTo("found");
        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .hasSize(66)
                .containsEntry("name", "Grace");
    }

    @Test
    void commit_inEachTouchWindow_givesTheSessionAnotherLife() {
        SessionSettings often = Node.with(settings, Duration.ofMillis(200), DirtyCheck.READ, Undecodable.KEEP);
        try (Node node = Node.of(often)) {
            SessionData session = node.sessions().create(Node.newId(), 600);
            node.sessions().commit(session);
            long least = Duration.ofMinutes(10).plus(often.grace()).toMillis();
            for (int i = 0; i < 40; i++) {
                session.attributes().put("turn", i);
                node.sessions().commit(session);
                assertThat(life(key(session.id()))).isBetween(least + 150, least + 400);
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    private long life(String key) {
        return first.structures()
                .run(Script.of("life", 1, "return redis.call('PTTL', KEYS[1])", ScriptResult.number()), List.of(key))
                .call();
    }

    @Test
    void find_serverLostACommitAndGotAnother_hasTheOther() {
        String id = stored(Map.of("name", "Ada"));
        copy(key(id), kept(id));
        change(first, id, "name", "Grace");
        copy(kept(id), key(id));
        change(second, id, "name", "Edsger");

        assertThat(first.sessions().find(id).orElseThrow().attributes()).containsEntry("name", "Edsger");
    }

    @Test
    void find_serverLostACommitAndGotTwoOthers_hasBoth() {
        String id = stored(Map.of("name", "Ada"));
        copy(key(id), kept(id));
        change(first, id, "name", "Grace");
        copy(kept(id), key(id));
        change(second, id, "name", "Edsger");
        change(second, id, "city", "Nuenen");

        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .containsOnly(Map.entry("name", "Edsger"), Map.entry("city", "Nuenen"));
    }

    @Test
    void commit_toWhatTheServerGotInPlaceOfALostCommit_keepsBoth() {
        String id = stored(Map.of("name", "Ada"));
        copy(key(id), kept(id));
        change(first, id, "name", "Grace");
        SessionData later = first.sessions().find(id).orElseThrow();
        copy(kept(id), key(id));
        change(second, id, "name", "Edsger");
        later.attributes().put("city", "New York");
        first.sessions().commit(later);

        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .containsOnly(Map.entry("name", "Edsger"), Map.entry("city", "New York"));
    }

    @Test
    void commit_differentAttributesAtTheSameTime_keepsBoth() {
        String id = stored(Map.of("kept", "yes"));
        SessionData here = first.sessions().find(id).orElseThrow();
        SessionData there = second.sessions().find(id).orElseThrow();
        here.attributes().put("here", 1);
        there.attributes().put("there", 2);
        first.sessions().commit(here);
        second.sessions().commit(there);

        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .containsOnly(Map.entry("kept", "yes"), Map.entry("here", 1), Map.entry("there", 2));
    }

    @Test
    void commit_eightThreadsOnTwoNodes_loseNothing() throws Exception {
        String id = stored(Map.of());
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<?>> done = new ArrayList<>();
        for (int t = 0; t < 16; t++) {
            Node node = t % 2 == 0 ? first : second;
            String name = "counter" + t;
            done.add(threads.submit(() -> {
                for (int i = 1; i <= 500; i++) {
                    SessionData session = node.sessions().find(id).orElseThrow();
                    session.attributes().merge(name, 1, (a, b) -> (Integer) a + (Integer) b);
                    node.sessions().commit(session);
                }
            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();

        Map<String, Object> end = first.sessions().find(id).orElseThrow().attributes();
        assertThat(end)
                .hasSize(16)
                .allSatisfy((name, count) -> assertThat(count).isEqualTo(500));
    }

    @Test
    void commit_removedAttribute_isGoneEverywhere() {
        String id = stored(Map.of("a", 1, "b", 2));
        SessionData session = second.sessions().find(id).orElseThrow();
        session.attributes().remove("a");
        second.sessions().commit(session);

        assertThat(first.sessions().find(id).orElseThrow().attributes()).containsOnlyKeys("b");
    }

    @Test
    void commit_attributeRemovedSetAndRemovedAgain_isGoneEverywhere() {
        String id = stored(Map.of("a", 1, "b", 2));
        SessionData session = second.sessions().find(id).orElseThrow();
        session.attributes().remove("a");
        session.attributes().put("a", 3);
        session.attributes().remove("a");

        assertThat(session.attributes()).containsOnlyKeys("b");
        second.sessions().commit(session);
        assertThat(session.attributes()).containsOnlyKeys("b");
        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.UNCHANGED);
        assertThat(first.sessions().find(id).orElseThrow().attributes()).containsOnlyKeys("b");
    }

    @Test
    void commit_listenerOfPassivationAsksForAnother_isStored() {
        String id = stored(Map.of("a", 1, "b", 2));
        SessionData session = second.sessions().find(id).orElseThrow();
        List<Object> seen = new ArrayList<>();
        session.lifecycle(new AttributeLifecycle() {
            @Override
            public void passivating(Object value) {
                seen.add(requireNonNull(session.attributes().get("b")));
            }
        });
        session.attributes().put("a", 3);

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        assertThat(seen).containsExactly(2);
        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .containsOnly(Map.entry("a", 3), Map.entry("b", 2));
    }

    @Test
    void commit_listenerOfPassivationChangesAttributes_writesThose() {
        String id = stored(Map.of("set", 1, "removed", 2, "list", new ArrayList<>(List.of("book"))));
        SessionData session = second.sessions().find(id).orElseThrow();
        session.attributes().remove("removed");
        session.lifecycle(new AttributeLifecycle() {
            @Override
            public void passivating(Object value) {
                if (value.equals(3)) {
                    session.attributes().put("removed", 4);
                    session.attributes().put("new", 5);
                    addTo(session, "list", "pen");
                }
            }
        });
        session.attributes().put("set", 3);

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        assertThat(first.sessions().find(id).orElseThrow().attributes())
                .containsOnly(
                        Map.entry("set", 3),
                        Map.entry("removed", 4),
                        Map.entry("new", 5),
                        Map.entry("list", List.of("book", "pen")));
    }

    @Test
    void commit_listenerOfPassivationSetsTheIntervalAndCommits_isWrittenOnce() {
        String id = stored(Map.of("a", 1));
        SessionData session = second.sessions().find(id).orElseThrow();
        List<CommitOutcome> within = new ArrayList<>();
        session.lifecycle(new AttributeLifecycle() {
            @Override
            public void passivating(Object value) {
                session.attributes().put("b", within.size());
                session.maxInactiveSeconds(60);
                within.add(second.sessions().commit(session));
            }
        });
        session.attributes().put("a", 3);

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        // of both that were set
        assertThat(within).containsExactly(CommitOutcome.UNCHANGED, CommitOutcome.UNCHANGED);
        SessionData seen = first.sessions().find(id).orElseThrow();
        assertThat(seen.attributes()).containsOnly(Map.entry("a", 3), Map.entry("b", 1));
        assertThat(seen.maxInactiveSeconds()).isEqualTo(60);
    }

    @Test
    void commit_listenerOfPassivationEndsANewSession_isNotStored() {
        String id = Node.newId();
        SessionData session = second.sessions().create(id, 1800);
        session.lifecycle(new AttributeLifecycle() {
            @Override
            public void passivating(Object value) {
                second.sessions().invalidate(session);
            }
        });
        session.attributes().put("a", 1);

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.GONE);
        assertThat(first.sessions().find(id)).isEmpty();
    }

    @Test
    void get_listenerOfActivationFails_attributeStays() {
        String id = stored(Map.of("a", 1));
        SessionData session = second.sessions().find(id).orElseThrow();
        session.lifecycle(new AttributeLifecycle() {
            @Override
            public void activated(Object value) {
                throw new DecodingException("of something else");
            }
        });

        assertThatThrownBy(() -> session.attributes().get("a")).hasMessage("of something else");
        assertThat(session.attributes().get("a")).isEqualTo(1);
    }

    @Test
    void takeOver_setToWhatIsStoredAfterACommitThatFailed_isAsStored() {
        String id = stored(Map.of("a", "small"));
        SessionData session = second.sessions().find(id).orElseThrow();
        session.takeOver(Map.of("a", "x".repeat(settings.maxSessionBytes() + 1)));
        assertThatThrownBy(() -> second.sessions().commit(session)).isInstanceOf(SessionTooLargeException.class);

        session.takeOver(Map.of("a", "small"));
        second.sessions().commit(session);

        assertThat(first.sessions().find(id).orElseThrow().attributes()).containsOnly(Map.entry("a", "small"));
    }

    @Test
    void commit_unserializableAfterOneThatFailed_removesTheOlderValue() {
        String id = stored(Map.of("a", 1));
        SessionData session = second.sessions().find(id).orElseThrow();
        session.attributes().put("a", new Object());
        session.attributes().put("large", "x".repeat(settings.maxSessionBytes() + 1));
        assertThatThrownBy(() -> second.sessions().commit(session)).isInstanceOf(SessionTooLargeException.class);
        session.attributes().remove("large");

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        assertThat(first.sessions().find(id).orElseThrow().attributes()).isEmpty();
    }

    @Test
    void delta_removedAfterACommitWithoutAnAnswer_removesIt() {
        SessionData session = second.sessions().find(stored(Map.of("a", 1))).orElseThrow();
        session.attributes().put("b", 2);
        assertThat(session.delta().written).containsOnlyKeys("a:b");

        session.attributes().remove("b");

        assertThat(session.delta().removed).containsExactly("a:b");
    }

    @Test
    void set_null_isRefusedAndChangesNothing() {
        SessionData session = first.sessions().create(Node.newId(), 1800);

        assertThatThrownBy(() -> session.set("a", missing())).isInstanceOf(NullPointerException.class);

        assertThat(session.attributes()).isEmpty();
    }

    @Test
    void commit_listChangedInPlace_isWritten() {
        String id = stored(Map.of("cart", new ArrayList<>(List.of("book"))));
        SessionData session = second.sessions().find(id).orElseThrow();
        addTo(session, "cart", "pen");

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        assertThat(first.sessions().find(id).orElseThrow().attributes().get("cart"))
                .isEqualTo(List.of("book", "pen"));
    }

    @Test
    void commit_mapOnlyRead_isNotWritten() {
        Map<String, Integer> prices = new HashMap<>(1 << 10);
        prices.put("book", 3);
        String id = stored(Map.of("prices", prices));
        SessionData session = second.sessions().find(id).orElseThrow();
        assertThat(session.attributes().get("prices")).isEqualTo(prices);

        assertThat(second.sessions().commit(session)).isEqualTo(CommitOutcome.UNCHANGED);
    }

    @Test
    void commit_listChangedInPlaceWithSetOnly_isNotWritten() {
        SessionSettings setOnly = Node.with(settings, Duration.ofMinutes(1), DirtyCheck.SET, Undecodable.KEEP);
        String id = stored(Map.of("cart", new ArrayList<>(List.of("book"))));
        try (Node node = Node.of(setOnly)) {
            SessionData session = node.sessions().find(id).orElseThrow();
            addTo(session, "cart", "pen");

            assertThat(node.sessions().commit(session)).isEqualTo(CommitOutcome.UNCHANGED);
        }
    }

    @Test
    void commit_readWithAll_isWritten() {
        SessionSettings all = Node.with(settings, Duration.ofMinutes(1), DirtyCheck.ALL, Undecodable.KEEP);
        String id = stored(Map.of("name", "Ada"));
        try (Node node = Node.of(all)) {
            SessionData session = node.sessions().find(id).orElseThrow();
            session.attributes().get("name");

            assertThat(node.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        }
    }

    @Test
    void invalidate_onOneNode_isSeenByTheOtherAndNothingBringsItBack() {
        String id = stored(Map.of("name", "Ada"));
        SessionData late = second.sessions().find(id).orElseThrow();
        late.attributes().put("late", true);

        assertThat(first.sessions().invalidate(first.sessions().find(id).orElseThrow()))
                .isTrue();

        assertThat(second.sessions().find(id)).isEmpty();
        assertThat(second.sessions().commit(late)).isEqualTo(CommitOutcome.GONE);
        assertThat(second.sessions().find(id)).isEmpty();
        assertThat(first.sessions().find(id)).isEmpty();
        SessionData again = second.sessions().create(id, 1800);
        assertThatThrownBy(() -> second.sessions().commit(again))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has an id that is in use");
    }

    @Test
    void invalidate_onTwoNodes_isFirstOnOne() {
        String id = stored(Map.of());
        SessionData here = first.sessions().find(id).orElseThrow();
        SessionData there = second.sessions().find(id).orElseThrow();

        assertThat(List.of(first.sessions().invalidate(here), second.sessions().invalidate(there)))
                .containsExactly(true, false);
    }

    @Test
    void changeId_oldOneIsDead_lateCommitReachesTheNewOne() {
        String id = stored(Map.of("name", "Ada"));
        SessionData late = second.sessions().find(id).orElseThrow();
        late.attributes().put("late", true);
        SessionData session = first.sessions().find(id).orElseThrow();
        session.attributes().put("pending", 7);
        String newId = Node.newId();

        assertThat(first.sessions().changeId(session, newId)).isTrue();

        assertThat(second.sessions().find(id)).isEmpty();
        assertThat(first.sessions().find(id)).isEmpty();
        assertThat(second.sessions().commit(late)).isEqualTo(CommitOutcome.STORED);
        assertThat(first.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
        assertThat(second.sessions().find(newId).orElseThrow().attributes())
                .containsOnly(Map.entry("name", "Ada"), Map.entry("late", true), Map.entry("pending", 7));
    }

    @Test
    void changeId_changedMeanwhile_takesTheChangeAlong() {
        String id = stored(Map.of("name", "Ada"));
        SessionData session = first.sessions().find(id).orElseThrow();
        change(second, id, "name", "Grace");
        String newId = Node.newId();

        assertThat(first.sessions().changeId(session, newId)).isTrue();
        assertThat(second.sessions().find(newId).orElseThrow().attributes()).containsEntry("name", "Grace");
    }

    @Test
    void changeId_ofTwoAtOnce_oneWinsAndNothingElseIsLeft() {
        String id = stored(Map.of());
        SessionData here = first.sessions().find(id).orElseThrow();
        SessionData there = second.sessions().find(id).orElseThrow();
        String won = Node.newId();
        String lost = Node.newId();

        assertThat(first.sessions().changeId(here, won)).isTrue();
        assertThat(second.sessions().changeId(there, lost)).isFalse();
        assertThat(first.sessions().find(won)).isPresent();
        assertThat(first.sessions().find(lost)).isEmpty();
    }

    @Test
    void find_malformedIds_areRefusedWithoutAskingTheServer() {
        long before = first.scriptsRun();

        for (String id : List.of(
                "",
                "short",
                "x".repeat(257),
                "x".repeat(100_000),
                "has spaces in it, far",
                "ids\r\nSET a b\r\n-------")) {
            assertThat(first.sessions().find(id)).isEmpty();
        }

        assertThat(first.scriptsRun() - before).isEqualTo(1);
        assertThat(first.sessions().counters().refused()).isEqualTo(6);
    }

    @Test
    void create_malformedId_isRefused() {
        assertThatThrownBy(() -> first.sessions().create("short", 60))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an id of a session has 16 to 256 letters, digits and .-_~+/=!; this one has 5 characters");
    }

    @Test
    void server_hasNoIdAnywhere() {
        String id = stored(Map.of("name", "Ada"));
        SessionData session = first.sessions().find(id).orElseThrow();

        assertThat(first.keys(settings.application())).isNotEmpty().noneMatch(key -> key.contains(id));
        assertThat(first.hash("session/" + settings.application() + "/" + session.handle()))
                .containsKeys("~i", "~s", "~c", "a:name")
                .doesNotContainValue(id);
    }

    @Test
    void roundTrips_areThoseThatWerePromised() {
        String id = stored(Map.of("name", "Ada"));

        assertThat(scripts(() ->
                        second.sessions().commit(second.sessions().find(id).orElseThrow())))
                .isEqualTo(1);
        assertThat(scripts(() -> {
                    SessionData session = second.sessions().find(id).orElseThrow();
                    session.attributes().get("name");
                    second.sessions().commit(session);
                }))
                .isEqualTo(1);
        assertThat(scripts(() -> change(second, id, "name", "Grace"))).isEqualTo(2);
    }

    @Test
    void find_touchWindowOver_notesTheAccessInTheSameRoundTrip() {
        SessionSettings eager = Node.with(settings, Duration.ZERO, DirtyCheck.READ, Undecodable.KEEP);
        try (Node node = Node.of(eager)) {
            String id = Node.newId();
            node.sessions().commit(node.sessions().create(id, 1800));
            long created = node.sessions().find(id).orElseThrow().lastAccessedAt();

            assertThat(scripts(() -> assertThat(node.sessions().find(id)).isPresent()))
                    .isEqualTo(1);
            await().until(() -> node.sessions().find(id).orElseThrow().lastAccessedAt() > created);
        }
    }

    @Test
    void commit_attributeThatCannotBeEncoded_storesTheRest() {
        String id = Node.newId();
        SessionData session = first.sessions().create(id, 1800);
        session.attributes().put("good", "yes");
        session.attributes().put("thread", new Thread());
        session.attributes().put("secret", new Unserializable());

        assertThat(first.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);

        assertThat(second.sessions().find(id).orElseThrow().attributes()).containsOnlyKeys("good");
        assertThat(first.sessions().counters().unencodable()).isEqualTo(2);
    }

    @Test
    void commit_tooLargeSession_isRefusedAndChangesNothing() {
        SessionSettings small = new SessionSettings(
                settings.application(),
                settings.touchWindow(),
                settings.grace(),
                settings.sweepInterval(),
                settings.lease(),
                2048,
                0,
                DirtyCheck.READ,
                Undecodable.KEEP);
        String id = stored(Map.of("name", "Ada"));
        try (Node node = Node.of(small)) {
            SessionData session = node.sessions().find(id).orElseThrow();
            session.attributes().put("large", "x".repeat(5000));

            assertThatThrownBy(() -> node.sessions().commit(session))
                    .isInstanceOf(SessionTooLargeException.class)
                    .hasMessageContaining("more than the 2048 that 'max-session-bytes' allows")
                    .hasMessageNotContaining("xxx");
            assertThat(node.sessions().find(id).orElseThrow().attributes()).containsOnlyKeys("name");
        }
    }

    @Test
    void principal_isFoundChangedAndForgotten() {
        String id = stored(Map.of());
        SessionData session = first.sessions().find(id).orElseThrow();
        session.principal("ada");
        first.sessions().commit(session);
        String other = Node.newId();
        SessionData two = second.sessions().create(other, 600);
        two.principal("ada");
        second.sessions().commit(two);

        assertThat(second.sessions().ofPrincipal("ada"))
                .extracting(SessionData::handle)
                .containsExactlyInAnyOrder(session.handle(), two.handle());

        SessionData grace = second.sessions().find(id).orElseThrow();
        grace.principal("grace");
        second.sessions().commit(grace);
        assertThat(first.sessions().ofPrincipal("grace"))
                .extracting(SessionData::handle)
                .containsExactly(session.handle());

        assertThat(first.sessions().invalidateAll("ada"))
                .extracting(SessionData::handle)
                .containsExactly(two.handle());
        assertThat(second.sessions().find(other)).isEmpty();
        assertThat(second.sessions().ofPrincipal("ada")).isEmpty();
    }

    @Test
    void principal_afterChangeOfId_isFoundUnderTheNewOne() {
        String id = Node.newId();
        SessionData session = first.sessions().create(id, 600);
        session.principal("ada");
        first.sessions().commit(session);
        String newId = Node.newId();
        first.sessions().changeId(session, newId);

        assertThat(second.sessions().ofPrincipal("ada"))
                .extracting(SessionData::handle)
                .containsExactly(second.sessions().find(newId).orElseThrow().handle());
    }

    @Test
    void encryption_wrongKeys_attributesAreLeftOutAndKept() {
        Map<String, String> wrong = new HashMap<>(ENCRYPTION);
        wrong.put("caches.sessions.encryption-password", "1:something else altogether it is");
        String id = Node.newId();
        try (Node right = Node.of(settings, ENCRYPTION);
                Node other = Node.of(settings, wrong)) {
            SessionData session = right.sessions().create(id, 1800);
            session.attributes().put("card", new ArrayList<>(List.of("4711-0815")));
            right.sessions().commit(session);

            assertThat(right.hash("session/" + settings.application() + "/" + session.handle())
                            .get("a:card"))
                    .doesNotContain("4711");
            SessionData seen = other.sessions().find(id).orElseThrow();
            assertThat(seen.attributes().get("card")).isNull();
            assertThat(other.sessions().counters().undecodable()).isEqualTo(1);
            seen.attributes().put("note", "x");
            other.sessions().commit(seen);

            SessionData back = right.sessions().find(id).orElseThrow();
            assertThat(back.attributes().get("card")).isEqualTo(List.of("4711-0815"));
            assertThat(right.sessions().commit(back)).isEqualTo(CommitOutcome.UNCHANGED);
        }
    }

    @Test
    void encryption_ended_whatWasEncryptedIsReadAndWrittenInClear() {
        Map<String, String> ended = new HashMap<>(ENCRYPTION);
        ended.put("caches.sessions.encryption", "none");
        ended.put("caches.sessions.encryption-read", "xaes-256-gcm");
        String id = Node.newId();
        try (Node before = Node.of(settings, ENCRYPTION);
                Node after = Node.of(settings, ended)) {
            SessionData session = before.sessions().create(id, 1800);
            session.attributes().put("card", new ArrayList<>(List.of("4711-0815")));
            session.principal("ada");
            before.sessions().commit(session);

            SessionData seen = after.sessions().find(id).orElseThrow();
            assertThat(seen.attributes().get("card")).isEqualTo(List.of("4711-0815"));
            assertThat(seen.principal()).isEqualTo("ada");
            addTo(seen, "card", "0815-4711");
            after.sessions().commit(seen);

            assertThat(first.sessions().find(id).orElseThrow().attributes().get("card"))
                    .isEqualTo(List.of("4711-0815", "0815-4711"));
        }
    }

    @Test
    void takeOver_undecodableIsNotElsewhere_keepsItsBytes() {
        String id = stored(Map.of("name", "Ada", "old", 1));
        try (Node encrypting = Node.of(settings, ENCRYPTION)) {
            SessionData session = encrypting.sessions().find(id).orElseThrow();
            session.attributes().put("card", "4711-0815");
            encrypting.sessions().commit(session);
        }
        SessionData mirrored = first.sessions().find(id).orElseThrow();

        mirrored.takeOver(Map.of("name", "Grace"));
        first.sessions().commit(mirrored);

        assertThat(first.hash(key(id))).containsKeys("a:card", "a:name").doesNotContainKey("a:old");
    }

    @Test
    void encryption_attributePutIntoAnotherSession_isNotDecoded() {
        try (Node node = Node.of(settings, ENCRYPTION)) {
            SessionData admin = node.sessions().create(Node.newId(), 1800);
            admin.attributes().put("role", "admin");
            node.sessions().commit(admin);
            String id = Node.newId();
            SessionData guest = node.sessions().create(id, 1800);
            guest.attributes().put("role", "guest");
            node.sessions().commit(guest);
            Script<Void> steal = Script.of(
                    "steal",
                    2,
                    "redis.call('HSET', KEYS[2], 'a:role', redis.call('HGET', KEYS[1], 'a:role'))\n"
                            + Node.NEXT_VERSION,
                    ScriptResult.nothing());
            String prefix = "session/" + settings.application() + "/";
            node.structures()
                    .run(steal, List.of(prefix + admin.handle(), prefix + guest.handle()))
                    .call();

            assertThat(node.sessions().find(id).orElseThrow().attributes().get("role"))
                    .isNull();
        }
    }

    @Test
    void undecodable_dropAndFail_doAsTheySay() {
        String id = stored(Map.of("secret", "x", "name", "Ada"));
        String key = key(id);
        first.structures()
                .run(
                        Script.of(
                                "break",
                                1,
                                "redis.call('HSET', KEYS[1], 'a:secret', ARGV[1])\n" + Node.NEXT_VERSION,
                                ScriptResult.nothing()),
                        List.of(key),
                        new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 9, 9})
                .call();
        SessionSettings fail = Node.with(settings, Duration.ofMinutes(1), DirtyCheck.READ, Undecodable.FAIL);
        SessionSettings drop = Node.with(settings, Duration.ofMinutes(1), DirtyCheck.READ, Undecodable.DROP);
        try (Node failing = Node.of(fail);
                Node dropping = Node.of(drop)) {
            SessionData broken = failing.sessions().find(id).orElseThrow();
            assertThat(broken.attributes().get("name")).isEqualTo("Ada");
            assertThatThrownBy(() -> broken.attributes().get("secret")).isInstanceOf(DecodingException.class);

            SessionData dropped = dropping.sessions().find(id).orElseThrow();
            assertThat(dropped.attributes().get("secret")).isNull();
            dropping.sessions().commit(dropped);
            assertThat(first.hash(key)).doesNotContainKey("a:secret");
        }
    }

    @Test
    void settings_outOfRange_areRefusedByMessage() {
        assertThatThrownBy(() -> Node.with(settings, Duration.ofHours(2), DirtyCheck.READ, Undecodable.KEEP))
                .hasMessage("setting 'touch-window' of sessions is PT2H, which is not from PT0S to PT1H");
        assertThatThrownBy(() -> SessionSettings.of(" "))
                .hasMessage("setting 'application' of sessions is empty; give the application a name");
    }

    @SuppressWarnings("NullAway") // as code that is not checked may do
    private static Object missing() {
        return null;
    }

    private String stored(Map<String, Object> attributes) {
        String id = Node.newId();
        SessionData session = first.sessions().create(id, 1800);
        session.attributes().putAll(attributes);
        first.sessions().commit(session);
        return id;
    }

    /** The structure that a session is in. */
    private String key(String id) {
        return "session/" + settings.application() + "/"
                + first.sessions().find(id).orElseThrow().handle();
    }

    private String kept(String id) {
        return key(id) + "/kept";
    }

    /** Has the server take one state for another, as after a failover that loses what came between. */
    private void copy(String from, String to) {
        first.structures()
                .run(
                        Script.of(
                                "copy",
                                2,
                                "return redis.call('COPY', KEYS[1], KEYS[2], 'REPLACE')",
                                ScriptResult.number()),
                        List.of(from, to))
                .call();
    }

    private static void change(Node node, String id, String name, Object value) {
        SessionData session = node.sessions().find(id).orElseThrow();
        session.attributes().put(name, value);
        node.sessions().commit(session);
    }

    private long scripts(Runnable request) {
        long before = first.scriptsRun();
        request.run();
        return first.scriptsRun() - before - 1;
    }

    @SuppressWarnings("unchecked")
    private static void addTo(SessionData session, String name, String element) {
        ((List<String>) Objects.requireNonNull(session.attributes().get(name))).add(element);
    }

    static final class Unserializable implements Serializable {
        private static final long serialVersionUID = 1L;
        private final Object inside = new Object();

        @Override
        public String toString() {
            return "unserializable " + inside;
        }
    }
}
