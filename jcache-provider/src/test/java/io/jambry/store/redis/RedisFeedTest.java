// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.ALL;
import static io.jambry.store.redis.TestMember.asynchronous;
import static io.jambry.store.redis.TestMember.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.LogLines;
import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Remove;
import io.jambry.spi.StoreRequest.Touch;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.StoredChange;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two members on one server: what one changes is told to the other. */
class RedisFeedTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** Two members tell ten in a second, and what is missing has a second to come. */
    private static final int TALLIES = 40;

    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);

    private static ServerProcess server;

    private final String namespace = "feed-" + UUID.randomUUID();
    private final List<TestMember> members = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void closeAll() {
        members.forEach(TestMember::close);
    }

    private TestMember member(String name) {
        return member(name, TIMEOUT);
    }

    private TestMember member(String name, Duration timeout) {
        TestMember member = new TestMember(LinkSettings.of("127.0.0.1", server.port()), namespace, name, timeout);
        members.add(member);
        return member;
    }

    @Test
    void change_ofAnyVerb_isToldOnceAndInOrder() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, EnumSet.complementOf(EnumSet.of(ChangeKind.CREATED))));
        writer.put("k", "1");
        writer.put("k", "2");
        writer.execute("k", new Put(bytes("3"), HOUR, HOUR, Condition.bytes(bytes("2")), Want.OUTCOME));
        writer.execute("k", new Put(bytes("4"), HOUR, HOUR, Condition.bytes(bytes("2")), Want.OUTCOME));
        writer.execute("k", new Put(bytes("4"), HOUR, HOUR, Condition.ABSENT, Want.OUTCOME));
        writer.execute("k", new Put(bytes("4"), HOUR, Ttl.ZERO, Condition.PRESENT, Want.OUTCOME));
        writer.execute("k", new Put(bytes("5"), Ttl.ZERO, Ttl.ZERO, Condition.NONE, Want.OUTCOME));
        writer.execute("k", new Add(5, bytes(""), HOUR, HOUR));
        writer.execute("k", new Add(6, bytes(""), HOUR, HOUR));
        writer.execute("k", new Touch(HOUR, Condition.NONE));
        writer.execute("k", new Touch(Ttl.ZERO, Condition.NONE));
        writer.put("k", "7");
        writer.execute("k", new Get(Ttl.ZERO, false));
        writer.put("k", "8");
        writer.remove("k");
        writer.remove("k");
        writer.put("k", "9");
        listener.receiver.awaitTold(13);
        assertThat(listener.receiver.shown())
                .containsExactly(
                        "CREATED k=1",
                        "UPDATED k=2 (1)",
                        "UPDATED k=3 (2)",
                        "UPDATED k=4 (3)",
                        "EXPIRED k (4)",
                        "CREATED k=5",
                        "UPDATED k=11 (5)",
                        "EXPIRED k (11)",
                        "CREATED k=7",
                        "EXPIRED k (7)",
                        "CREATED k=8",
                        "REMOVED k (8)",
                        "CREATED k=9");
        assertThat(listener.receiver.missed).isEmpty();
    }

    @Test
    void change_underAClaim_isTold() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, ALL));
        commit(writer, null, claim -> new Put(bytes("1"), HOUR, HOUR, claim, Want.OUTCOME), Outcome.CREATED);
        commit(writer, "1", claim -> new Put(bytes("2"), HOUR, HOUR, claim, Want.OUTCOME), Outcome.UPDATED);
        commit(writer, "2", claim -> new Touch(Ttl.KEEP, claim), Outcome.UPDATED);
        commit(writer, "2", claim -> new Touch(Ttl.ZERO, claim), Outcome.UPDATED);
        commit(writer, null, claim -> new Remove(claim, Want.OUTCOME), Outcome.REMOVED);
        commit(writer, null, claim -> new Put(bytes("3"), Ttl.ZERO, HOUR, claim, Want.OUTCOME), Outcome.CREATED);
        writer.put("k", "4");
        commit(writer, "4", claim -> new Put(bytes("5"), HOUR, Ttl.ZERO, claim, Want.OUTCOME), Outcome.UPDATED);
        writer.put("k", "6");
        commit(writer, "6", claim -> new Remove(claim, Want.OUTCOME), Outcome.REMOVED);
        listener.receiver.awaitTold(8);
        assertThat(listener.receiver.shown())
                .containsExactly(
                        "CREATED k=1",
                        "UPDATED k=2 (1)",
                        "EXPIRED k (2)",
                        "CREATED k=4",
                        "UPDATED k=5 (4)",
                        "EXPIRED k (5)",
                        "CREATED k=6",
                        "REMOVED k (6)");
    }

    private interface Commits {
        StoreRequest under(Condition claim);
    }

    private static void commit(TestMember member, @Nullable String seen, Commits commits, Outcome outcome) {
        StoreReply claim = member.execute("k", new StoreRequest.Claim(60_000));
        assertThat(claim.outcome()).isEqualTo(Outcome.CLAIMED);
        Condition held = Condition.fence(claim.fence(), seen == null ? null : bytes(seen));
        assertThat(member.execute("k", commits.under(held)).outcome()).isEqualTo(outcome);
    }

    @Test
    void change_ofThisMember_comesTheSameWay() {
        TestMember member = member("member");
        member.feed.want(asynchronous(ALL, Set.of()));
        member.put("k", "1");
        member.receiver.awaitTold(1);
        assertThat(member.receiver.shown()).containsExactly("CREATED k=1");
    }

    @Test
    void changes_ofManyEntries_areToldEach() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        List<byte[]> keys =
                IntStream.range(0, 500).mapToObj(i -> bytes("k" + i)).toList();
        StoreRequest put = new Put(bytes("v"), HOUR, HOUR, Condition.NONE, Want.NOTHING);
        writer.store.executeAll(keys, keys.stream().map(key -> put).toList());
        assertThat(writer.store.removeAll(keys)).isEqualTo(500);
        writer.store.clear();
        listener.receiver.awaitTold(1000);
        assertThat(listener.receiver.told)
                .extracting(StoredChange::kind)
                .containsOnly(ChangeKind.CREATED, ChangeKind.REMOVED);
        awaitTallies(listener);
        assertThat(listener.receiver.missed).isEmpty();
        assertThat(listener.receiver.told).hasSize(1000);
    }

    /** Waits until several beats have compared what was told with what was heard. */
    private static void awaitTallies(TestMember listener) {
        long enough = listener.counters().tallies() + TALLIES;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> listener.counters().tallies() >= enough);
        assertThat(listener.counters().duplicates()).isZero();
    }

    @Test
    void kindsAndOldValues_areToldOnlyWhereWished() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(EnumSet.of(ChangeKind.UPDATED, ChangeKind.REMOVED), Set.of()));
        writer.put("k", "1");
        writer.put("k", "2");
        writer.remove("k");
        listener.receiver.awaitTold(2);
        assertThat(listener.receiver.shown()).containsExactly("UPDATED k=2", "REMOVED k");
        listener.feed.want(Wish.NONE);
        writer.put("k", "3");
        listener.feed.want(asynchronous(EnumSet.of(ChangeKind.UPDATED), EnumSet.of(ChangeKind.UPDATED)));
        writer.put("k", "4");
        listener.receiver.awaitTold(3);
        assertThat(listener.receiver.shown()).containsExactly("UPDATED k=2", "REMOVED k", "UPDATED k=4 (3)");
    }

    @Test
    void randomChangesOfTwoMembers_areWhatTheEntriesWentThrough() throws InterruptedException {
        TestMember one = member("one");
        TestMember two = member("two");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, ALL));
        CountDownLatch done = new CountDownLatch(2);
        for (TestMember writer : List.of(one, two)) {
            new Thread(() -> {
                        Random random = new Random(writer == one ? 1 : 2);
                        for (int i = 0; i < 2_000; i++) {
                            writer.execute("k" + random.nextInt(5), random(random));
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        one.put("last", "1");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> listener.receiver.shown().contains("CREATED last=1"));
        Map<ByteBuffer, byte[]> replica = new HashMap<>();
        for (StoredChange change : listener.receiver.told) {
            ByteBuffer key = ByteBuffer.wrap(change.key());
            byte[] before = change.value() == null ? replica.remove(key) : replica.put(key, change.value());
            assertThat(change.oldValue()).isEqualTo(before);
            assertThat(before == null).isEqualTo(change.kind() == ChangeKind.CREATED);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(listener.execute("k" + i, StoreRequest.GET).value())
                    .isEqualTo(replica.get(ByteBuffer.wrap(bytes("k" + i))));
        }
        awaitTallies(listener);
        assertThat(listener.receiver.missed).isEmpty();
    }

    private static StoreRequest random(Random random) {
        byte[] value = bytes(String.valueOf(random.nextInt(4)));
        Ttl create = random.nextInt(8) == 0 ? Ttl.ZERO : HOUR;
        Ttl update = List.of(Ttl.ZERO, HOUR, Ttl.KEEP, Ttl.ETERNAL).get(random.nextInt(4));
        Condition condition = List.of(Condition.NONE, Condition.ABSENT, Condition.PRESENT, Condition.bytes(bytes("1")))
                .get(random.nextInt(4));
        Condition plain = random.nextBoolean() ? Condition.NONE : Condition.bytes(bytes("2"));
        Want want = Want.values()[random.nextInt(3)];
        return switch (random.nextInt(6)) {
            case 0 -> new Remove(plain, want);
            case 1 -> new Touch(update, plain);
            case 2 -> new Add(random.nextInt(3), bytes(""), create, update);
            case 3 -> new Get(Ttl.ZERO, random.nextBoolean());
            default -> new Put(value, create, update, condition, want);
        };
    }

    @Test
    void subscription_killed_isMadeAnewAndToldAsAGap() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        writer.put("k", "1");
        listener.receiver.awaitTold(1);
        server.command("CLIENT", "KILL", "TYPE", "pubsub");
        listener.receiver.awaitMissed(1);
        writer.put("k", "2");
        listener.receiver.awaitTold(2);
        assertThat(listener.receiver.shown()).containsExactly("CREATED k=1", "UPDATED k=2");
        awaitTallies(listener);
        assertThat(listener.receiver.missed).singleElement().asString().contains("was lost");
    }

    @Test
    void change_whoseMessageIsLost_isToldAsAGap() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        writer.put("k", "1");
        listener.receiver.awaitTold(1);
        server.command("ACL", "SETUSER", "default", "-publish");
        try {
            assertThat(writer.put("k", "2").outcome()).isEqualTo(Outcome.UPDATED);
        } finally {
            server.command("ACL", "SETUSER", "default", "+publish");
        }
        listener.receiver.awaitMissed(1);
        assertThat(listener.receiver.missed.get(0)).contains("1 changes that member writer made");
        assertThat(listener.receiver.shown()).containsExactly("CREATED k=1");
    }

    @Test
    void message_ofAnUnknownVersion_isCountedAndPassedOver() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        String channel = new Channels(namespace, "cache").changes();
        writer.link.call(writer.link.commands().publish(bytes(channel), new byte[] {2, 1, 0}));
        writer.link.call(writer.link.commands().publish(bytes(channel), new byte[] {1, 1, 100}));
        writer.put("k", "1");
        listener.receiver.awaitTold(1);
        assertThat(listener.counters().unknown()).isEqualTo(2);
        assertThat(listener.feed.unreadable()).isEqualTo(2);
        assertThat(listener.receiver.shown()).containsExactly("CREATED k=1");
    }

    @Test
    void messages_ofUnknownVersions_areLoggedOnceAndLaterChangesAreToldAndAnswered() {
        try (LogLines log = LogLines.of(FeedCounters.class.getName())) {
            TestMember writer = member("writer");
            TestMember listener = member("listener");
            listener.feed.want(TestMember.synchronous());
            writer.put("k", "1");
            assertThat(writer.feed.awaitListeners()).isEmpty();
            Channels channels = new Channels(namespace, "cache");
            Random random = new Random(5);
            for (int i = 0; i < 500; i++) {
                byte[] garbage = new byte[random.nextInt(200)];
                random.nextBytes(garbage);
                if (garbage.length > 0 && garbage[0] == MessageFormat.VERSION) {
                    garbage[0] = 9;
                }
                writer.link.call(writer.link.commands().publish(bytes(channels.changes()), garbage));
                writer.link.call(writer.link.commands().publish(bytes(channels.answers("writer")), garbage));
            }

            writer.put("k", "2");
            assertThat(writer.feed.awaitListeners()).isEmpty();

            assertThat(listener.receiver.shown()).containsExactly("CREATED k=1", "UPDATED k=2");
            assertThat(listener.receiver.missed).isEmpty();
            assertThat(listener.feed.unreadable()).isEqualTo(500);
            assertThat(writer.feed.unreadable()).isEqualTo(500);
            assertThat(writer.feed.timeouts()).isZero();
            // each member once
            assertThat(log.all()).hasSize(2);
        }
    }

    @Test
    void answers_thatMayNotBeHeard_areLoggedOnceAndNotWithEachBeat() {
        server.command("ACL", "SETUSER", "default", "resetchannels", "&" + new Channels(namespace, "cache").changes());
        try (LogLines log = LogLines.of(RedisTeller.class.getName())) {
            TestMember writer = member("writer");
            TestMember listener = member("listener");
            listener.feed.want(TestMember.synchronous());

            writer.put("k", "1");
            listener.receiver.awaitTold(1);
            long before = listener.counters().tallies();
            Awaitility.await().until(() -> listener.counters().tallies() > before + 20);

            // each member once
            assertThat(log.all())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line.getMessage()).startsWith("answers of synchronous listeners"));
        } finally {
            server.command("ACL", "SETUSER", "default", "allchannels");
        }
    }

    /** What is damaged on its way, or made up, does not stop what comes after it, and takes neither time nor memory without end. */
    @Test
    void messages_damaged_doNotStopWhatFollows() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(TestMember.synchronous());
        Channels channels = new Channels(namespace, "cache");
        // from now on the first tally of each writer excuses what was before
        server.command("CLIENT", "KILL", "TYPE", "pubsub");
        listener.receiver.awaitMissed(1);
        Message.Writer ghost = new Message.Writer("ghost", 1);
        byte[] head = MessageFormat.head(MessageFormat.beginning(ghost), 1, 1, /* awaited= */ true, bytes("ghost"));
        List<byte[]> samples = List.of(
                MessageFormat.told(head, new byte[] {17}, bytes("v"), null),
                MessageFormat.tally(
                        new Message.Tally(ghost, 0, Long.MAX_VALUE, Long.MAX_VALUE, /* last= */ false, List.of())),
                MessageFormat.tally(new Message.Tally(
                        ghost, Long.MIN_VALUE, 3, -1, false, List.of(new Message.Count(1, 0, Long.MAX_VALUE, 0)))),
                MessageFormat.answer(new Message.Answer("listener", 0, 1, 1, List.of("failure"))),
                MessageFormat.slow(new Message.Slow(ghost, 1)));
        Random random = new Random(6);
        for (int i = 0; i < 500; i++) {
            byte[] message = samples.get(i % samples.size()).clone();
            if (i >= samples.size()) {
                message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
                message = Arrays.copyOf(message, 1 + random.nextInt(message.length + 5));
            }
            writer.link.call(writer.link.commands().publish(bytes(channels.changes()), message));
            writer.link.call(writer.link.commands().publish(bytes(channels.answers("writer")), message));
        }

        writer.put("k", "1");
        assertThat(writer.feed.awaitListeners()).isEmpty();
        Awaitility.await().until(() -> listener.receiver.shown().contains("CREATED k=1"));
        assertThat(listener.feed.unreadable()).isGreaterThan(100);
    }

    @Test
    void message_thatComesTwice_isToldOnce() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        String channel = new Channels(namespace, "cache").changes();
        byte[] head = MessageFormat.head(
                MessageFormat.beginning(new Message.Writer("she", 1)), 1, 1, /* awaited= */ false, bytes("k"));
        byte[] message = MessageFormat.told(head, new byte[] {17}, bytes("v"), null);
        writer.link.call(writer.link.commands().publish(bytes(channel), message));
        writer.link.call(writer.link.commands().publish(bytes(channel), message));
        listener.receiver.awaitTold(1);
        Awaitility.await().until(() -> listener.counters().duplicates() == 1);
        assertThat(listener.receiver.shown()).containsExactly("CREATED k=v");
    }

    @Test
    void writer_thatDiesWithoutAWord_isToldAsAGap() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        writer.put("k", "1");
        Awaitility.await().until(() -> listener.counters().told() == 1);
        awaitTallies(listener);
        assertThat(listener.receiver.missed).isEmpty();
        writer.stopBeating();
        listener.receiver.awaitMissed(1);
        assertThat(listener.receiver.missed.get(0)).startsWith("member writer has gone");
    }

    @Test
    void writer_thatCloses_leavesNoGap() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        writer.put("k", "1");
        writer.close();
        members.remove(writer);
        listener.receiver.awaitTold(1);
        awaitTallies(listener);
        assertThat(listener.receiver.missed).isEmpty();
    }

    @Test
    void listener_whoseLeaseWasOver_isToldAGapWhenOthersTellItEverythingAgain() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        listener.stopBeating();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !writer.namespace.membership("cache").mode().wish().listens());
        writer.stopBeating();
        writer.put("k", "1");
        listener.namespace.beat();
        // the writer does not know yet that somebody listens
        writer.put("k", "2");
        listener.namespace.beat();
        assertThat(listener.receiver.missed).isEmpty();
        writer.namespace.beat();
        listener.namespace.beat();
        assertThat(listener.receiver.missed).singleElement().asString().contains("lease was over");
        writer.put("k", "3");
        listener.receiver.awaitTold(1);
        assertThat(listener.receiver.shown()).containsExactly("UPDATED k=3");
    }

    // --- synchronous listeners

    @Test
    void awaitListeners_manyChanges_waitsForEach() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(TestMember.synchronous());
        List<byte[]> keys =
                IntStream.range(0, 500).mapToObj(i -> bytes("k" + i)).toList();
        StoreRequest put = new Put(bytes("v"), HOUR, HOUR, Condition.NONE, Want.NOTHING);
        writer.store.executeAll(keys, keys.stream().map(key -> put).toList());
        assertThat(writer.feed.awaitListeners()).isEmpty();
        assertThat(listener.receiver.told).hasSize(500);
        listener.receiver.silent = true;
        writer.store.removeAll(keys);
        writer.feed.forgetListeners();
        long start = System.nanoTime();
        assertThat(writer.feed.awaitListeners()).isEmpty();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }

    @Test
    void awaitListeners_ofTwoMembers_waitsForBothAndGathersFailures() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        writer.feed.want(TestMember.synchronous());
        listener.feed.want(TestMember.synchronous());
        listener.receiver.failures = List.of(new IllegalStateException("no"));
        writer.put("k", "1");
        List<RuntimeException> failures = writer.feed.awaitListeners();
        assertThat(writer.receiver.shown()).containsExactly("CREATED k=1");
        assertThat(listener.receiver.shown()).containsExactly("CREATED k=1");
        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure)
                        .hasMessage("a listener of member listener threw java.lang.IllegalStateException: no"));
        assertThat(writer.feed.awaitListeners()).isEmpty();
        assertThat(writer.counters().timeouts()).isZero();
    }

    @Test
    void awaitListeners_slowMember_isWaitedForOnce() {
        Duration timeout = Duration.ofMillis(800);
        TestMember writer = member("writer", timeout);
        TestMember listener = member("listener");
        listener.feed.want(TestMember.synchronous());
        listener.receiver.silent = true;
        assertThat(millisOfPut(writer)).isBetween(780L, 1_500L);
        assertThat(millisOfPut(writer)).isLessThan(400);
        assertThat(writer.counters().timeouts()).isEqualTo(1);
        listener.receiver.silent = false;
        listener.feed.want(Wish.NONE);
        listener.feed.want(TestMember.synchronous());
        int before = listener.receiver.told.size();
        assertThat(millisOfPut(writer)).isLessThan(400);
        assertThat(listener.receiver.told).hasSize(before + 1);
    }

    @Test
    void awaitListeners_slowMemberAnswersInTimeAgain_isWaitedForAgain() {
        TestMember writer = member("writer", Duration.ofMillis(800));
        TestMember listener = member("listener");
        listener.feed.want(TestMember.synchronous());
        Long since = listener.mode().since().get("listener");
        listener.receiver.silent = true;
        assertThat(millisOfPut(writer)).isGreaterThan(780L);

        listener.receiver.silent = false;
        Awaitility.await().until(() -> {
            // what it is told, and is not waited for, shows it that it is in time
            writer.put("k", "v");
            return writer.mode().since().get("listener") > since;
        });

        listener.receiver.silent = true;
        assertThat(millisOfPut(writer)).isGreaterThan(780L);
        assertThat(writer.counters().timeouts()).isEqualTo(2);
        assertThat(listener.receiver.missed).isEmpty();
    }

    @Test
    void awaitListeners_stoppedMember_isNotWaitedForWhenItsLeaseIsOver() {
        TestMember writer = member("writer", Duration.ofSeconds(30));
        TestMember listener = member("listener");
        listener.feed.want(TestMember.synchronous());
        listener.receiver.silent = true;
        listener.stopBeating();
        assertThat(millisOfPut(writer)).isLessThan(6_000);
        assertThat(writer.counters().timeouts()).isZero();
    }

    private static long millisOfPut(TestMember writer) {
        long start = System.nanoTime();
        writer.put("k", "v");
        assertThat(writer.feed.awaitListeners()).isEmpty();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    @Test
    void awaitListeners_onlyOtherKindsAwaited_doesNotWait() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(new Wish(ALL, Set.of(), EnumSet.of(ChangeKind.REMOVED)));
        listener.receiver.silent = true;
        assertThat(millisOfPut(writer)).isLessThan(1_000);
    }

    // --- threads

    @Test
    void subscription_lastChannelGone_endsItsThread() {
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(ALL, Set.of()));
        String name = "jambry-subscription-127.0.0.1:" + server.port();
        assertThat(threads()).contains(name);
        listener.feed.want(Wish.NONE);
        Awaitility.await().until(() -> !threads().contains(name));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
