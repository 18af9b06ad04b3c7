// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.asynchronous;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Entries that end by themselves, as members of one namespace are told of it, on the embedded server: the contract and more. */
class ExpiryFeedTest extends ExpiryFeedContract {

    @BeforeAll
    static void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    // ---- told

    @Test
    void entry_onlyExpiryIsListenedTo_putOverItIsToldAndCounted() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, EXPIRED));
        for (int i = 1; i <= 20; i++) {
            put(writer, "k", "" + i, Ttl.ofMillis(1));
            awaitGone("k");
        }
        put(writer, "k", "end", HOUR);
        listener.receiver.awaitTold(20);
        assertThat(listener.receiver.shown())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(i -> "EXPIRED k (" + i + ")")
                        .toList());
        // tallies of both come, and find nothing missing
        long tallies = listener.counters().tallies();
        Awaitility.await().atMost(PATIENCE).until(() -> listener.counters().tallies() >= tallies + 20);
        assertThat(listener.receiver.missed).isEmpty();
    }

    @Test
    void entry_nobodyWantsTheValue_isToldWithoutAndTheServerKeepsNone() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, Set.of()));
        put(writer, "k", "value", SOON);
        assertThat(server.text("GET", entry("k") + ":lv")).matches("\\d+:\\d{16}");
        listener.sweeping().receiver.awaitTold(1);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED k");
    }

    @Test
    void entry_ends_isToldWithinASecond() {
        TestMember writer = member("writer");
        TestMember listener =
                listening("listener", asynchronous(EXPIRED, EXPIRED)).sweeping();
        for (int i = 0; i < 5; i++) {
            put(writer, "k" + i, "v", SOON);
            awaitGone("k" + i);
            int told = i + 1;
            Awaitility.await().atMost(Duration.ofSeconds(1)).until(() -> listener.receiver.told.size() >= told);
        }
    }

    // ---- beginning and end

    @Test
    void want_valuesLaterThanEnds_areThereForEntriesThatWereFollowedAlready() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, Set.of()));
        put(writer, "k", "v", Ttl.ofMillis(1_500));
        TestMember other = listening("other", asynchronous(EXPIRED, EXPIRED));
        listener.sweeping();
        other.receiver.awaitTold(1);
        assertThat(other.receiver.shown()).containsExactly("EXPIRED k (v)");
    }

    @Test
    void want_nobodyAnyMore_leavesNoLastValues() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, EXPIRED));
        put(writer, "k", "v", HOUR);
        assertThat(lastValues()).containsExactly(entry("k") + ":lv");
        server.command("DEL", entry("k") + ":lv");
        listener.feed.want(Wish.NONE);
        put(writer, "k", "w", HOUR);
        put(writer, "l", "w", HOUR);
        assertThat(lastValues()).isEmpty();
    }

    @Test
    void want_again_tellsNothingOfTheTimeBetween() {
        TestMember writer = member("writer");
        TestMember listener = listening("listener", asynchronous(EXPIRED, EXPIRED));
        put(writer, "removed", "old", Ttl.ofMillis(1_000));
        put(writer, "changed", "old", Ttl.ofMillis(1_000));
        listener.feed.want(Wish.NONE);
        writer.remove("removed");
        put(writer, "changed", "new", Ttl.ofMillis(1_500));
        listener.feed.want(asynchronous(EXPIRED, EXPIRED));
        listener.sweeping().receiver.awaitTold(1);
        put(writer, "last", "v", Ttl.ofMillis(2_500));
        listener.receiver.awaitTold(2);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED changed (new)", "EXPIRED last (v)");
    }

    // ---- who looks

    @Test
    void sweeper_isGone_anotherTakesOver() {
        TestMember writer = member("writer");
        TestMember one = listening("one", asynchronous(EXPIRED, EXPIRED)).sweeping();
        TestMember two = listening("two", asynchronous(EXPIRED, EXPIRED)).sweeping();
        put(writer, "first", "v", SOON);
        one.receiver.awaitTold(1);
        one.stopBeating();
        for (int i = 0; i < 50; i++) {
            put(writer, "k" + i, "v", SOON);
        }
        two.receiver.awaitTold(51);
        one.receiver.awaitTold(51);
        put(writer, "last", "v", SOON);
        two.receiver.awaitTold(52);
        assertThat(two.receiver.shown()).hasSize(52).doesNotHaveDuplicates();
    }

    @Test
    void sweeper_serverAwayForAMoment_goesOn() {
        TestMember writer = member("writer");
        TestMember listener =
                listening("listener", asynchronous(EXPIRED, EXPIRED)).sweeping();
        put(writer, "k", "v", Ttl.ofMillis(1_000));
        server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        listener.receiver.awaitTold(1);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED k (v)");
    }
}
