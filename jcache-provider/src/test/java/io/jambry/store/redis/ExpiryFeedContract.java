// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.ALL;
import static io.jambry.store.redis.TestMember.asynchronous;
import static io.jambry.store.redis.TestMember.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Touch;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.StoredChange;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries that end by themselves, as members of one namespace are told of it, on a server of some version. */
abstract class ExpiryFeedContract {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Ttl HOUR = Ttl.ofMillis(3_600_000);
    static final Ttl SOON = Ttl.ofMillis(300);
    static final Set<ChangeKind> EXPIRED = Set.of(ChangeKind.EXPIRED);

    static ServerProcess server;

    final String namespace = "expiry-" + UUID.randomUUID();
    private final List<TestMember> members = new ArrayList<>();

    @AfterEach
    void closeAll() {
        members.forEach(TestMember::close);
    }

    TestMember member(String name) {
        TestMember member = new TestMember(LinkSettings.of("127.0.0.1", server.port()), namespace, name, TIMEOUT);
        members.add(member);
        return member;
    }

    TestMember listening(String name, Wish wish) {
        TestMember member = member(name);
        member.feed.want(wish);
        return member;
    }

    static Outcome put(TestMember member, String key, String value, Ttl ttl) {
        return member.execute(key, new Put(bytes(value), ttl, ttl, Condition.NONE, Want.OUTCOME))
                .outcome();
    }

    String entry(String key) {
        return namespace + ":cache:{" + key + "}";
    }

    void awaitGone(String key) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> server.text("EXISTS", entry(key)).equals("0"));
    }

    List<String> lastValues() {
        return server.texts("KEYS", namespace + "*:lv");
    }

    @Test
    void entry_nobodyReads_isToldOnceToEachMemberWithItsValue() {
        TestMember writer = member("writer");
        TestMember one = listening("one", asynchronous(ALL, ALL)).sweeping();
        TestMember two = listening("two", asynchronous(EXPIRED, EXPIRED)).sweeping();
        for (int i = 0; i < 100; i++) {
            put(writer, "k" + i, "v" + i, SOON);
        }
        two.receiver.awaitTold(100);
        one.receiver.awaitTold(200);
        // a change that comes after all of them
        put(writer, "end", "v", HOUR);
        one.receiver.awaitTold(201);
        assertThat(two.receiver.shown())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 100)
                        .mapToObj(i -> "EXPIRED k" + i + " (v" + i + ")")
                        .toList());
        assertThat(one.receiver.shown()).hasSize(201).containsAll(two.receiver.shown());
        assertThat(one.receiver.missed).isEmpty();
        assertThat(two.receiver.missed).isEmpty();
        assertThat(lastValues()).containsExactly(entry("end") + ":lv");
    }

    @Test
    void entry_changedBeforeItEnds_isToldWithTheLastValue() {
        TestMember writer = member("writer");
        TestMember listener =
                listening("listener", asynchronous(EXPIRED, EXPIRED)).sweeping();
        put(writer, "put", "1", HOUR);
        put(writer, "put", "2", SOON);
        put(writer, "kept", "1", SOON);
        writer.execute("kept", new Put(bytes("2"), HOUR, Ttl.KEEP, Condition.PRESENT, Want.OUTCOME));
        put(writer, "compared", "1", HOUR);
        writer.execute("compared", new Put(bytes("2"), SOON, SOON, Condition.bytes(bytes("1")), Want.OUTCOME));
        put(writer, "touched", "1", HOUR);
        writer.execute("touched", new Touch(SOON, Condition.NONE));
        put(writer, "read", "1", HOUR);
        writer.execute("read", new Get(SOON, /* remainingTtl= */ false));
        writer.execute("added", new Add(1, bytes("n"), SOON, SOON));
        writer.execute("added", new Add(2, bytes("n"), SOON, Ttl.KEEP));
        put(writer, "persisted", "1", SOON);
        writer.execute("persisted", new Touch(Ttl.ETERNAL, Condition.NONE));
        put(writer, "removed", "1", SOON);
        writer.remove("removed");
        put(writer, "prolonged", "1", SOON);
        writer.execute("prolonged", new Get(HOUR, /* remainingTtl= */ false));
        listener.receiver.awaitTold(6);
        assertThat(listener.receiver.shown())
                .containsExactlyInAnyOrder(
                        "EXPIRED put (2)",
                        "EXPIRED kept (2)",
                        "EXPIRED compared (2)",
                        "EXPIRED touched (1)",
                        "EXPIRED read (1)",
                        "EXPIRED added (n3)");
        assertThat(writer.execute("prolonged", StoreRequest.GET).value()).isEqualTo(bytes("1"));
        assertThat(listener.feed.goneBeforeEnd()).isZero();
    }

    @Test
    void entry_rewritten_isToldToNobodyAndEndsWithItsNewBytes() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(ALL, ALL)).sweeping();
        put(writer, "k", "old form", Ttl.ofMillis(1_500));
        put(writer, "eternal", "old form", Ttl.ETERNAL);

        assertThat(writer.execute("k", new StoreRequest.Rewrite(bytes("old form"), bytes("new form")))
                        .outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(writer.execute("eternal", new StoreRequest.Rewrite(bytes("old form"), bytes("new form")))
                        .outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(writer.execute("k", new StoreRequest.Rewrite(bytes("old form"), bytes("newer form")))
                        .outcome())
                .isEqualTo(Outcome.UNTOUCHED);

        listener.receiver.awaitTold(3);
        assertThat(listener.receiver.shown())
                .containsExactly("CREATED k=old form", "CREATED eternal=old form", "EXPIRED k (new form)");
        assertThat(listener.receiver.missed).isEmpty();
        assertThat(writer.execute("eternal", StoreRequest.GET).value()).isEqualTo(bytes("new form"));
    }

    @Test
    void entry_putOverOneThatHasExpired_tellsTheEndFirst() {
        TestMember writer = member("writer");
        // nobody sweeps
        TestMember listener = listening("listener", asynchronous(ALL, ALL));
        put(writer, "k", "1", Ttl.ofMillis(20));
        awaitGone("k");
        assertThat(put(writer, "k", "2", HOUR)).isEqualTo(Outcome.CREATED);
        writer.execute("n", new Add(1, bytes(""), Ttl.ofMillis(20), SOON));
        awaitGone("n");
        writer.execute("n", new Add(2, bytes(""), HOUR, HOUR));
        listener.receiver.awaitTold(6);
        assertThat(listener.receiver.shown())
                .containsExactly(
                        "CREATED k=1", "EXPIRED k (1)", "CREATED k=2", "CREATED n=1", "EXPIRED n (1)", "CREATED n=2");
        listener.sweeping();
        put(writer, "last", "v", SOON);
        listener.receiver.awaitTold(8);
        assertThat(listener.receiver.shown()).last().isEqualTo("EXPIRED last (v)");
        assertThat(listener.receiver.missed).isEmpty();
    }

    @Test
    void entry_committedOverOneThatHasExpired_tellsTheEndFirst() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(ALL, ALL));
        put(writer, "k", "1", Ttl.ofMillis(20));
        awaitGone("k");
        long fence = writer.execute("k", new StoreRequest.Claim(5_000)).fence();
        writer.execute("k", new Put(bytes("2"), HOUR, HOUR, Condition.fence(fence, null), Want.OUTCOME));
        listener.receiver.awaitTold(3);
        assertThat(listener.receiver.shown()).containsExactly("CREATED k=1", "EXPIRED k (1)", "CREATED k=2");
    }

    @Test
    void entry_deletedByOthers_isNotToldAndCounted() {
        TestMember writer = member("writer");
        TestMember listener =
                listening("listener", asynchronous(EXPIRED, EXPIRED)).sweeping();
        put(writer, "lost", "v", Ttl.ofMillis(2_500));
        put(writer, "overwritten", "v", HOUR);
        server.command("DEL", entry("lost"));
        server.command("UNLINK", entry("overwritten"));
        put(writer, "overwritten", "w", HOUR);
        put(writer, "other", "v", Ttl.ofMillis(3_000));
        listener.receiver.awaitTold(1);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED other (v)");
        assertThat(listener.feed.goneBeforeEnd() + writer.feed.goneBeforeEnd()).isEqualTo(2);
    }

    @Test
    void clear_entryThatHasExpired_isToldAllTheSame() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, EXPIRED));
        put(writer, "expired", "v", Ttl.ofMillis(1));
        put(writer, "again", "v", Ttl.ofMillis(1));
        awaitGone("expired");
        awaitGone("again");
        writer.store.clear();
        put(writer, "again", "w", HOUR);
        listener.sweeping();
        listener.receiver.awaitTold(2);
        assertThat(listener.receiver.shown()).containsExactlyInAnyOrder("EXPIRED expired (v)", "EXPIRED again (v)");
    }

    @Test
    void entry_removedClearedOrEternal_isNotTold() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, EXPIRED));
        put(writer, "cleared", "v", SOON);
        writer.store.clear();
        assertThat(lastValues()).isEmpty();
        put(writer, "removed", "v", SOON);
        writer.store.removeAll(List.of(bytes("removed")));
        put(writer, "eternal", "v", SOON);
        writer.put("eternal", "v");
        put(writer, "eternal", "v", Ttl.ETERNAL);
        assertThat(lastValues()).isEmpty();
        listener.sweeping();
        put(writer, "last", "v", Ttl.ofMillis(1_000));
        listener.receiver.awaitTold(1);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED last (v)");
        assertThat(listener.feed.goneBeforeEnd() + writer.feed.goneBeforeEnd()).isZero();
    }

    @Test
    void want_entriesThatWereThere_areToldWhenTheyEnd() {
        TestMember writer = member("writer");
        int entries = 2_500;
        for (int i = 0; i < entries; i++) {
            put(writer, "k" + i, "v" + i, Ttl.ofMillis(60_000));
        }
        writer.put("eternal", "v");
        TestMember listener = listening("listener", asynchronous(EXPIRED, EXPIRED));
        assertThat(lastValues()).hasSize(entries);
        // what had no values so far
        for (int i = 0; i < entries; i++) {
            writer.execute("k" + i, new Touch(SOON, Condition.NONE));
        }
        listener.sweeping().receiver.awaitTold(entries);
        List<StoredChange> told = listener.receiver.told;
        assertThat(told).hasSize(entries).allSatisfy(change -> {
            String key = new String(change.key(), StandardCharsets.UTF_8);
            assertThat(change.oldValue()).isEqualTo(bytes("v" + key.substring(1)));
        });
    }
}
