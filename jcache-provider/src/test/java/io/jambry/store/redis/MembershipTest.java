// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.Mode;
import io.jambry.spi.Store;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two members of a namespace, and what they know of each other's wishes. Beats come when the test says so. */
class MembershipTest {

    /** The common pool may have one thread only, and these wait for each other. */
    private static final Executor THREADS = task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    };

    private static final Wish CREATED = new Wish(Set.of(ChangeKind.CREATED), Set.of(), Set.of());
    private static final Wish REMOVED = new Wish(Set.of(ChangeKind.REMOVED), Set.of(), Set.of());
    private static final Map<String, String> DEFINITION = Map.of("value-type", "java.lang.String");
    private static final byte[] KEY = bytes("k");
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(400);

    private final String name = "membership-" + UUID.randomUUID();
    private final RedisLink server = RedisLink.open(TestServer.settings().withPoolSize(1));
    private final CopyOnWriteArrayList<String> records = new CopyOnWriteArrayList<>();
    private RedisNamespace listener;
    private RedisNamespace writer;
    private Store store;

    @BeforeEach
    void join() {
        listener = member("listener", LONG);
        writer = member("writer", LONG);
        listener.registry().open("c", DEFINITION);
        open(writer);
    }

    @AfterEach
    void leave() {
        listener.store("c").clear();
        listener.registry().remove("c");
        listener.close();
        writer.close();
        server.call(server.commands().del(registryKeys()));
        server.close();
    }

    private byte[][] registryKeys() {
        return server.call(server.commands().keys(bytes(name + ":{" + name + ":registry}:*")))
                .toArray(byte[][]::new);
    }

    private RedisNamespace member(String memberId, Duration lease) {
        return member(memberId, lease, TestServer.settings());
    }

    private RedisNamespace member(String memberId, Duration lease, LinkSettings way) {
        return RedisNamespace.open(
                RedisLink.open(way),
                name,
                memberId,
                lease,
                cacheName -> new RecordingTeller(
                        memberId.equals("writer")
                                ? records::add
                                : record -> assertThat(record).isNotEmpty()));
    }

    private void open(RedisNamespace member) {
        member.registry().open("c", DEFINITION);
        store = member.store("c");
    }

    /** The writer as a member that is forgotten soon. */
    private void shortLeaseForTheWriter() {
        leaseForTheWriter(SHORT);
    }

    private void leaseForTheWriter(Duration lease) {
        writer.close();
        writer = member("writer", lease);
        open(writer);
        records.clear();
    }

    private void awaitEndOfTheWritersLease() {
        await().until(() -> !listener.membership("c").live().contains("writer"));
    }

    private static Put put(String value) {
        return new Put(bytes(value), Ttl.ETERNAL, Ttl.KEEP, Condition.NONE, Want.OUTCOME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void want_memberThatBeats_returnsAndLaterChangesAreTold() {
        store.execute(KEY, put("before"));
        CompletableFuture<Void> wanted = want(CREATED);
        awaitUnconfirmed();
        assertThat(wanted).isNotDone();

        writer.beat();

        wanted.orTimeout(10, TimeUnit.SECONDS).join();
        store.execute(KEY, put("after"));
        store.execute(KEY, StoreRequest.GET);
        store.execute(KEY, new StoreRequest.Get(Ttl.ZERO, /* remainingTtl= */ false));
        store.execute(KEY, new StoreRequest.Claim(1));
        store.executeAll(List.of(KEY), List.of(StoreRequest.GET));
        store.executeAll(List.of(KEY), List.of(put("more")));
        store.removeAll(List.of(KEY));
        assertThat(records)
                .containsExactly("quiet", "listens", "told PUT k", "told GET k", "told 1 requests", "told 1 removals");

        CompletableFuture<Void> ended = want(Wish.NONE);
        awaitUnconfirmed();
        writer.beat();
        ended.orTimeout(10, TimeUnit.SECONDS).join();
        store.execute(KEY, put("unheard"));
        assertThat(records).endsWith("told 1 removals", "quiet");
    }

    private CompletableFuture<Void> want(Wish wish) {
        return CompletableFuture.runAsync(() -> listener.membership("c").want(wish), THREADS);
    }

    private void awaitUnconfirmed() {
        await().until(() -> {
            long number = listener.membership("c").mode().number();
            return listener.registry().unconfirmed("c", number).equals(Set.of("writer"));
        });
    }

    @Test
    void want_changeUnderTheOldMode_isWaitedForWithoutBeingToldLate() throws InterruptedException {
        // a beat waits for changes for a sixth of it
        leaseForTheWriter(Duration.ofSeconds(9));
        CacheMode mode = (CacheMode) writer.membership("c");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> change =
                CompletableFuture.supplyAsync(() -> mode.make(new SlowChange(begun, end)), THREADS);
        begun.await();
        CompletableFuture<Void> wanted = want(CREATED);
        awaitUnconfirmed();

        writer.beat();
        assertThat(writer.membership("c").mode().wish()).isEqualTo(CREATED);
        assertThat(wanted).isNotDone();

        end.countDown();
        assertThat(change.join()).isEqualTo("done");
        writer.beat();
        wanted.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(records).containsExactly("listens");
    }

    /** A change that goes on until the test ends it. */
    private record SlowChange(CountDownLatch begun, CountDownLatch end) implements Change<String> {
        @Override
        public String quietly() {
            begun.countDown();
            try {
                assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "done";
        }

        @Override
        public String told(Teller teller, Mode mode) {
            throw new IllegalStateException("nobody listens when it begins");
        }

        @Override
        public void toldLate(Teller teller, String reply, Mode made, Mode now) {
            teller.tellLate(KEY, put(reply), io.jambry.spi.StoreReply.CREATED, made, now);
        }
    }

    /** Changes nothing, and says how it was asked to. */
    private record WayOfAChange() implements Change<String> {
        @Override
        public String quietly() {
            return "quietly";
        }

        @Override
        public String told(Teller teller, Mode mode) {
            return mode.wishes().containsKey("") ? "told to anybody" : "told";
        }

        @Override
        public void toldLate(Teller teller, String reply, Mode made, Mode now) {
            throw new IllegalStateException("it was told before");
        }
    }

    @Test
    void want_sameWish_keepsTheNumber() {
        writer.close();
        listener.membership("c").want(CREATED);
        long number = listener.membership("c").mode().number();

        listener.membership("c").want(CREATED);
        assertThat(listener.membership("c").mode().number()).isEqualTo(number);

        listener.membership("c").want(REMOVED);
        assertThat(listener.membership("c").mode().number()).isEqualTo(number + 1);
        assertThat(listener.membership("c").mode().since()).isEqualTo(Map.of("listener", number + 1));
    }

    @Test
    void want_memberWhoseLeaseEnds_isWaitedForNoLonger() {
        shortLeaseForTheWriter();
        listener.membership("c").want(CREATED);
        assertThat(listener.membership("c").live()).containsExactly("listener");

        store.execute(KEY, put("after"));

        assertThat(records).containsExactly("listens", "told PUT k");
    }

    @Test
    void change_leaseEndedMeanwhile_isToldLate() throws InterruptedException {
        shortLeaseForTheWriter();
        CacheMode mode = (CacheMode) writer.membership("c");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> change =
                CompletableFuture.supplyAsync(() -> mode.make(new SlowChange(begun, end)), THREADS);
        begun.await();
        listener.membership("c").want(CREATED);

        end.countDown();

        assertThat(change.join()).isEqualTo("done");
        assertThat(records).containsExactly("listens", "late PUT k CREATED");
    }

    @Test
    void change_leaseEndedAndNobodyListens_tellsNothing() {
        shortLeaseForTheWriter();
        awaitEndOfTheWritersLease();

        store.execute(KEY, put("after"));

        assertThat(records).isEmpty();
        assertThat(listener.membership("c").live()).contains("writer");
    }

    @Test
    void change_registerAway_goesOnAndIsToldToWhoeverListens() {
        shortLeaseForTheWriter();
        listener.membership("c").want(CREATED);
        byte[] members = bytes(name + ":{" + name + ":registry}:members");
        server.call(server.commands().del(members));
        server.call(server.commands().set(members, bytes("no sorted set")));

        store.execute(KEY, put("meanwhile"));
        assertThat(store.execute(KEY, StoreRequest.GET).value()).isEqualTo(bytes("meanwhile"));
        assertThatThrownBy(writer::beat).hasMessageContaining("registry-renew");
        assertThat(records).containsExactly("told PUT k");

        server.call(server.commands().del(members));
        writer.beat();
        assertThat(records).containsExactly("told PUT k", "listens");
    }

    @Test
    void change_leaseEndedAndEveryReplyIsLate_doesNotWaitForTheRegister() {
        EmbeddedServer shared = TestServer.shared();
        try (FaultProxy proxy = FaultProxy.to(shared.port())) {
            writer.close();
            writer = member(
                    "writer", SHORT, LinkSettings.of("127.0.0.1", proxy.port()).withPassword(shared.password()));
            open(writer);
            listener.membership("c").want(CREATED);
            awaitEndOfTheWritersLease();
            records.clear();
            Duration late = Duration.ofSeconds(2);
            proxy.set(Direction.REPLIES, new Fault.Delay(late, late, /* seed= */ 1));

            long start = System.nanoTime();
            String way = ((CacheMode) writer.membership("c")).make(new WayOfAChange());
            Duration taken = Duration.ofNanos(System.nanoTime() - start);

            assertThat(way).isEqualTo("told to anybody");
            assertThat(taken).isLessThan(late.dividedBy(2));
            proxy.heal();
            writer.beat();
            assertThat(listener.membership("c").live()).contains("writer");
        }
    }

    @Test
    void change_leaseEndedAndARenewalWasAnsweredInVain_isToldLate() throws InterruptedException {
        shortLeaseForTheWriter();
        CacheMode mode = (CacheMode) writer.membership("c");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> change =
                CompletableFuture.supplyAsync(() -> mode.make(new SlowChange(begun, end)), THREADS);
        begun.await();
        listener.membership("c").want(CREATED);
        try (RedisNamespace voice = member("writer", SHORT)) {
            // as a renewal whose answer does not arrive: the server takes the writer for a member from then on
            voice.registry().renew();

            writer.beat();
            end.countDown();

            assertThat(change.join()).isEqualTo("done");
            assertThat(records).containsExactly("listens", "late PUT k CREATED");
        }
    }

    @Test
    void wish_ofAMemberWhoseLeaseEnds_ends() {
        shortLeaseForTheWriter();
        CompletableFuture<Void> wanted =
                CompletableFuture.runAsync(() -> writer.membership("c").want(CREATED), THREADS);
        await().until(() -> {
            listener.beat();
            return wanted.isDone();
        });
        wanted.join();
        long number = listener.membership("c").mode().number();
        assertThat(listener.membership("c").mode().wishes()).containsOnlyKeys("writer");

        await().until(() -> {
            listener.beat();
            return listener.membership("c").mode().wishes().isEmpty();
        });

        assertThat(listener.membership("c").mode().number()).isGreaterThan(number);
    }

    @Test
    void beat_leaseEnded_registersDefinitionNoteAndWishAgain() {
        shortLeaseForTheWriter();
        listener.registry().close("c");
        writer.registry().note("c", Map.of("expiry", "eternal"));
        writer.membership("c").want(CREATED);
        awaitEndOfTheWritersLease();
        server.call(server.commands().del(registryKeys()));

        assertThat(writer.beat()).isEmpty();

        assertThat(listener.registry().find("c")).contains(DEFINITION);
        assertThat(listener.registry().openNames()).containsExactly("c");
        listener.registry().open("c", DEFINITION);
        assertThat(listener.registry().note("c", Map.of())).isEqualTo(Map.of("writer", Map.of("expiry", "eternal")));
        assertThat(listener.membership("c").mode().wishes()).isEqualTo(Map.of("writer", CREATED));
    }

    @Test
    void beat_leaseEnded_wishIsANewOne() {
        shortLeaseForTheWriter();
        listener.registry().close("c");
        writer.membership("c").want(CREATED);
        long since = writer.membership("c").mode().since().get("writer");
        awaitEndOfTheWritersLease();

        writer.beat();

        assertThat(writer.membership("c").mode().since().get("writer")).isGreaterThan(since);
    }

    @Test
    void beat_destroyedElsewhere_tellsItOnce() {
        listener.registry().remove("c");

        assertThat(writer.beat()).containsExactly("c");
        assertThat(writer.beat()).isEmpty();
        assertThatThrownBy(() -> writer.membership("c").want(CREATED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache 'c' is not open here, or was destroyed by another member; open it again");
        assertThat(listener.registry().names()).isEmpty();
    }

    @Test
    void beat_destroyedAndCreatedAnewWhileTheLeaseWasOver_tellsThatItWasDestroyed() {
        shortLeaseForTheWriter();
        awaitEndOfTheWritersLease();
        listener.registry().remove("c");
        listener.registry().open("c", DEFINITION);

        assertThat(writer.beat()).containsExactly("c");
        assertThat(listener.registry().find("c")).contains(DEFINITION);
    }

    @Test
    void beat_forgottenByTheServerButNotDestroyed_opensItAgain() {
        server.call(server.commands().del(bytes(name + ":{" + name + ":registry}:openers:c")));
        listener.registry().open("d", DEFINITION);
        listener.registry().remove("d");

        assertThat(writer.beat()).isEmpty();
        assertThat(listener.beat()).isEmpty();

        CompletableFuture<Void> wanted = want(CREATED);
        awaitUnconfirmed();
        writer.beat();
        wanted.orTimeout(10, TimeUnit.SECONDS).join();
    }
}
