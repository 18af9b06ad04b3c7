// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.junit.ArchTest;
import io.jambry.JambryException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Defects that locks over Redis have had for years elsewhere, each with the test that would show it here. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockDefectsTest {

    /**
     * The rows of the table of known defects, and the tests of each, or what their names begin with; the numbers are issues and pull
     * requests of redisson/redisson. The table in {@code docs/locks.md} says the same in words.
     */
    private static final Map<String, List<String>> TABLE = new TreeMap<>(Map.ofEntries(
            Map.entry("renewal outlives unlock (7272)", List.of("LockDefectsTest.renewalOutlivesUnlock")),
            Map.entry(
                    "renewal stops after an error (3194, 775, 3712, 5698)",
                    List.of("LockDefectsTest.renewalStopsAfterAnError")),
            Map.entry("no callback on loss (4698)", List.of("LockDefectsTest.noCallbackOnLoss")),
            Map.entry(
                    "lock stuck after a lost reply (4822, 4706)",
                    List.of("LockDefectsTest.lockStuckAfterALostReply", "LockTest.minReplicas_withoutReplicas")),
            Map.entry("missed unlock message (3891, 5762, 6664)", List.of("LockDefectsTest.missedUnlockMessage")),
            Map.entry(
                    "fair lock dead locks, stale queue, clock drift"
                            + " (1104, 2278, 2883, 2960, 3254, 3730, 4167, 4705, 5019)",
                    List.of(
                            "LockDefectsTest.fairLockDeadLocks",
                            "LockStressTest.locks_",
                            "HouseTest.locks_doNotReadTheClockOfTheMachine")),
            Map.entry("read lock zombies (7098, 1458)", List.of("LockDefectsTest.readLockZombies")),
            Map.entry("read lock renewal leaks on re-entry (7251)", List.of("LockDefectsTest.readLockRenewalLeaks")),
            Map.entry(
                    "re-entry with a shorter lease cuts the outer one (1110, 2144)",
                    List.of("LockDefectsTest.reentryCutsTheLease")),
            Map.entry("downgrade loses the renewal (4217)", List.of("LockDefectsTest.downgradeLosesTheRenewal")),
            Map.entry("unlock refused to its owner (change log)", List.of("LockDefectsTest.unlockRefusedToItsOwner")),
            Map.entry(
                    "rate limiter exceeds or starves (2072, 4176)",
                    List.of(
                            "RateModelTest.tryAcquire_byManyThreads_neverGivesMore",
                            "RedisRateLimiterTest.tryAcquire_afterIdleness")),
            Map.entry("set permits overwritten (4678)", List.of("LockDefectsTest.permitsOverwritten"))));

    private static final Map<String, String> PACKAGES = Map.of(
            "HouseTest",
            "io.jambry.",
            "RateModelTest",
            "io.jambry.structure.",
            "RedisRateLimiterTest",
            "io.jambry.structure.");

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pattern MESSAGES = Pattern.compile("cmdstat_publish:calls=(\\d+)");
    private static final Pattern SCRIPTS = Pattern.compile("cmdstat_evalsha:calls=(\\d+)");

    /** The membership of the managers is renewed so seldom that it does not disturb counts and strikes. */
    private static final Map<String, String> QUIET = Map.of("lease", "10m", "timeout", "300ms");

    /** What ends a connection instead of delivering a reply, though not that to HELLO. */
    private static final Fault LOSE_REPLY = Fault.closeUnless("%+");

    /** What ends a connection instead of delivering a reply, on one that is open already. */
    private static final Fault LOSE_ANY_REPLY = Fault.closeUnless("%");

    private final ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final Site site = Site.at(server.port());

    @AfterEach
    void close() {
        proxy.heal();
        site.close();
        proxy.close();
        server.close();
    }

    @Test
    void table_eachRow_hasItsTests() throws ClassNotFoundException {
        for (Map.Entry<String, List<String>> row : TABLE.entrySet()) {
            for (String test : row.getValue()) {
                String[] words = test.split("\\.");
                Class<?> where = Class.forName(PACKAGES.getOrDefault(words[0], "io.jambry.lock.") + words[0]);
                assertThat(tests(where)).as(row.getKey()).anyMatch(name -> name.startsWith(words[1]));
            }
        }
    }

    private static List<String> tests(Class<?> where) {
        return Stream.<AccessibleObject>concat(
                        Arrays.stream(where.getDeclaredMethods()), Arrays.stream(where.getDeclaredFields()))
                .filter(member -> member.isAnnotationPresent(Test.class)
                        || member.isAnnotationPresent(ParameterizedTest.class)
                        || member.isAnnotationPresent(ArchTest.class))
                .map(member -> ((Member) member).getName())
                .toList();
    }

    private Locks open() {
        return site.open(server.port(), QUIET);
    }

    private Locks openThroughProxy() {
        Locks locks = site.open(proxy.port(), QUIET);
        // the server knows the scripts, and there are connections
        locks.lock("warm-up").lock();
        locks.lock("warm-up").unlock();
        return locks;
    }

    private static LockOptions renewed(Duration lease) {
        return LockOptions.builder().renewedLease(lease).build();
    }

    private long messages() {
        Matcher line = MESSAGES.matcher(server.text("INFO", "commandstats"));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private long scripts() {
        Matcher line = SCRIPTS.matcher(server.text("INFO", "commandstats"));
        return line.find() ? Long.parseLong(line.group(1)) : 0;
    }

    private void assertNobodyAsksTheServer(Duration time) {
        long before = scripts();
        Awaitility.await()
                .pollInSameThread()
                .during(time)
                .atMost(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> scripts() == before);
    }

    // ---- the rows

    @Test
    void renewalOutlivesUnlock_lockedAndUnlockedQuickly_nothingIsRenewedAfterwards() throws Exception {
        renewalOutlivesUnlock(3_000);
    }

    @Tag("faults")
    @Test
    void renewalOutlivesUnlock_lockedAndUnlockedForLong_nothingIsRenewedAfterwards() throws Exception {
        renewalOutlivesUnlock(100_000);
    }

    private void renewalOutlivesUnlock(int times) throws Exception {
        DistributedLock lock = open().lock("l", renewed(Duration.ofMillis(50)));
        for (int i = 0; i < times; i++) {
            lock.lock();
            try {
                lock.unlock();
            } catch (LockLostException e) {
                // this machine stood still for the length of a lease
            }
        }
        Awaitility.await().pollInSameThread().until(() -> site.keys().isEmpty());
        assertNobodyAsksTheServer(Duration.ofMillis(500));

        assertThat(lock.tryLock(Duration.ZERO, Duration.ofSeconds(2))).isTrue();
        try (Jedis jedis = site.server()) {
            // a lease that is not to be renewed is not
            long before = Long.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long left = jedis.pttl(site.key("lock", "l", "lk"));
                assertThat(left).isLessThanOrEqualTo(before);
                before = left;
                TestServer.pass(Duration.ofMillis(10));
            }
        }
        lock.unlock();
    }

    @Test
    void renewalStopsAfterAnError_serverStandsStill_goesOnOrIsToldAndBeginsAnew() throws Exception {
        Duration lease = Duration.ofSeconds(2);
        AtomicLong lostAt = new AtomicLong();
        DistributedLock lock = open().lock(
                        "l",
                        renewed(lease).toBuilder()
                                .lossListener(loss -> lostAt.set(System.nanoTime()))
                                .build());
        lock.lock();
        server.pause();
        TestServer.pass(Duration.ofMillis(800));
        server.resume();
        // longer than what was left of the lease
        assertHeldFor(lock, lease.plusMillis(500));

        long pausedAt = System.nanoTime();
        server.pause();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> lostAt.get() != 0);
        server.resume();
        assertThat(lostAt.get() - pausedAt).isLessThan(lease.plusSeconds(1).toNanos());
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("its lease of 2000 ms could not be renewed: ");

        // the link leaves a server alone for a while that did not answer
        Awaitility.await()
                .pollInSameThread()
                .ignoreExceptionsInstanceOf(JambryException.class)
                .until(lock::tryLock);
        assertHeldFor(lock, lease.plusMillis(500));
        lock.unlock();
    }

    private static void assertHeldFor(DistributedLock lock, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) {
            assertThat(lock.isHeldByCurrentThread()).isTrue();
            TestServer.pass(Duration.ofMillis(50));
        }
    }

    @Test
    @SuppressWarnings("try") // a thread is to end in the middle
    void renewalStopsAfterAnError_noThreadsForAWhile_goesOnAndMakesUpForIt() throws Exception {
        AtomicBoolean exhausted = new AtomicBoolean();
        ExecutorService threads = Executors.newCachedThreadPool();
        Executor background = task -> {
            if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(task);
        };
        try (RedisLink link = RedisLink.open(LinkSettings.of(ServerProcess.HOST, server.port()));
                NamespaceLocks locks = NamespaceLocks.open(link, site.namespace(), background);
                Actor ending = new Actor()) {
            AtomicReference<LockLostException> told = new AtomicReference<>();
            DistributedLock lost = locks.lock(
                    "lost",
                    renewed(Duration.ofMillis(300)).toBuilder()
                            .lossListener(told::set)
                            .build());
            Duration lease = Duration.ofSeconds(3);
            DistributedLock kept = locks.lock("kept", renewed(lease));
            DistributedLock handed = locks.lock("handed", renewed(LONG));
            DistributedLock orphan = locks.lock("orphan", renewed(Duration.ofSeconds(1)));
            for (DistributedLock each : List.of(lost, kept, handed)) {
                each.lock();
            }
            ending.act(orphan::lock);
            CompletionStage<LockHandle> waiting = handed.acquireAsync(LockOptions.DEFAULT);

            exhausted.set(true);
            ending.close();
            ending.thread().join();
            handed.unlock();
            Awaitility.await().pollInSameThread().until(() -> !lost.isHeldByCurrentThread());
            TestServer.pass(Duration.ofMillis(400));
            assertThat(told.get()).isNull();
            exhausted.set(false);

            Awaitility.await().pollInSameThread().until(() -> told.get() != null);
            waiting.toCompletableFuture().get(30, TimeUnit.SECONDS).close();
            assertThat(orphan.tryLock(30, TimeUnit.SECONDS)).isTrue();
            orphan.unlock();
            assertHeldFor(kept, lease.plusMillis(500));
            kept.unlock();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void noCallbackOnLoss_serverDies_listenerIsToldWithinTheLease() {
        AtomicLong lostAt = new AtomicLong();
        Duration lease = Duration.ofMillis(900);
        DistributedLock lock = open().lock(
                        "l",
                        renewed(lease).toBuilder()
                                .lossListener(loss -> lostAt.set(System.nanoTime()))
                                .build());
        lock.lock();
        long killedAt = System.nanoTime();
        server.kill();
        Awaitility.await().pollInSameThread().until(() -> lostAt.get() != 0);
        assertThat(lostAt.get() - killedAt).isLessThan(lease.plusSeconds(1).toNanos());
        assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class);
    }

    @Test
    void noCallbackOnLoss_keyIsDeleted_listenerIsToldWithinTheLease() {
        AtomicLong lostAt = new AtomicLong();
        Duration lease = Duration.ofMillis(900);
        DistributedLock lock = open().lock(
                        "l",
                        renewed(lease).toBuilder()
                                .lossListener(loss -> lostAt.set(System.nanoTime()))
                                .build());
        lock.lock();
        long deletedAt = System.nanoTime();
        server.command("DEL", site.key("lock", "l", "lk"));
        Awaitility.await().pollInSameThread().until(() -> lostAt.get() != 0);
        assertThat(lostAt.get() - deletedAt).isLessThan(lease.plusSeconds(1).toNanos());
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("the server had ended its lease");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void lockStuckAfterALostReply_lockedOnce_isUnlockedOnce(boolean fair) throws Exception {
        LockOptions options = LockOptions.builder().fair(fair).build();
        Locks locks = openThroughProxy();
        assertThat(locks.lock("connected", options).tryLock()).isTrue();
        DistributedLock lock = locks.lock("l", options);
        int connections = proxy.accepted();
        proxy.next(Direction.REPLIES, LOSE_ANY_REPLY, 1);
        lock.lock();
        assertThat(proxy.accepted()).as("connections, one of which was lost").isGreaterThan(connections);
        assertThat(lock.holdCount()).isOne();
        lock.unlock();
        DistributedLock other = open().lock("l", options);
        assertThat(other.info().isHeld()).isFalse();
        assertThat(other.tryLock()).isTrue();
    }

    @Test
    void missedUnlockMessage_noRightToSubscribe_isGotByAskingAgain() {
        server.command("ACL", "SETUSER", "default", "-subscribe");
        DistributedLock lock = open().lock("l");
        DistributedLock other = open().lock("l");
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<Long> waiting = actor.ask(() -> {
                other.lock();
                return System.nanoTime();
            });
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> lock.info().waiters().size() == 1);
            lock.unlock();
            long unlocked = System.nanoTime();
            assertThat(Actor.get(waiting) - unlocked)
                    .isLessThan(Duration.ofMillis(2500).toNanos());
            actor.act(other::unlock);
        }
    }

    @Test
    void missedUnlockMessage_connectionIsLostBeforeIt_isGotByAskingAgain() {
        DistributedLock lock = open().lock("l");
        DistributedLock other = open().lock("l");
        try (Actor actor = new Actor()) {
            for (int i = 0; i < 3; i++) {
                lock.lock();
                Future<Long> waiting = actor.ask(() -> {
                    other.lock();
                    return System.nanoTime();
                });
                Awaitility.await()
                        .pollInSameThread()
                        .until(() -> lock.info().waiters().size() == 1
                                && !server.text("PUBSUB", "CHANNELS", site.namespace() + ":locks:*")
                                        .isEmpty());
                server.command("CLIENT", "KILL", "TYPE", "pubsub");
                lock.unlock();
                long unlocked = System.nanoTime();
                assertThat(Actor.get(waiting) - unlocked)
                        .isLessThan(Duration.ofMillis(2500).toNanos());
                actor.act(other::unlock);
            }
        }
    }

    @Test
    void missedUnlockMessage_firstHadNotWaitedLongEnough_isCalledByWhoMustNotPassIt() {
        Holdable lock = Holdable.lock(site.namespace(), "l");
        Holdable writer = Holdable.writer(site.namespace(), "rw");
        Holdable reader = Holdable.reader(site.namespace(), "rw-too");
        Holdable writerToo = Holdable.writer(site.namespace(), "rw-too");
        try (RedisLink link = RedisLink.open(LinkSettings.of(ServerProcess.HOST, server.port()))) {
            isCalled(link, lock, lock);
            isCalled(link, writer, writer);
            isCalled(link, writerToo, reader);
        }
    }

    private void isCalled(RedisLink link, Holdable what, Holdable next) {
        long lease = LONG.toMillis();
        long patient = TimeUnit.HOURS.toMicros(1);
        String holder = what.owner("a", 1, 1);
        String first = what.owner("b", 1, 1);
        assertThat(link.call(what.acquire(holder, lease, 0, patient))).isInstanceOf(byte[].class);
        assertThat(link.call(what.acquire(first, lease, lease, patient))).isInstanceOf(Long.class);
        assertThat(link.call(what.release(holder, patient, /* refuseMillis= */ 0)))
                .isEqualTo(1L);
        long before = messages();
        assertThat(link.call(next.acquire(next.owner("c", 1, 1), lease, lease, /* patienceMicros= */ 0)))
                .isEqualTo(-1L);
        assertThat(messages()).as("%s", next).isEqualTo(before + 1);
        assertThat(link.call(what.acquire(first, lease, lease, 0))).isInstanceOf(byte[].class);
    }

    @Test
    void missedUnlockMessage_ofASemaphore_isGotByAskingAgain() throws Exception {
        server.command("ACL", "SETUSER", "default", "-subscribe");
        DistributedSemaphore semaphore = open().semaphore("s");
        semaphore.trySetPermits(1);
        LockHandle taken = semaphore.acquire(LockOptions.DEFAULT);
        try (Actor actor = new Actor()) {
            DistributedSemaphore other = open().semaphore("s");
            Future<LockHandle> waiting = actor.ask(() -> other.acquire(LockOptions.DEFAULT));
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> semaphore.info().waiters().size() == 1);
            taken.close();
            Actor.get(waiting).close();
        }
    }

    @Test
    void fairLockDeadLocks_randomWaitsAndAHolderThatDies_everyWaiterEnds() {
        LockOptions fair = LockOptions.builder()
                .fair(true)
                .renewedLease(Duration.ofMillis(500))
                .build();
        List<Locks> jvms = List.of(open(), open(), open());
        long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
        List<Actor> actors = new ArrayList<>();
        List<Future<Integer>> ends = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            DistributedLock lock = jvms.get(i % jvms.size()).lock("l", fair);
            Actor actor = new Actor();
            actors.add(actor);
            ends.add(actor.ask(() -> sections(lock, end)));
        }
        TestServer.pass(Duration.ofSeconds(1));
        Actor dying = new Actor();
        actors.add(dying);
        dying.act(jvms.get(2).lock("l", fair)::lock);
        site.crash(jvms.get(2));
        int sections = 0;
        for (Future<Integer> each : ends) {
            sections += Actor.get(each);
        }
        actors.forEach(Actor::close);
        assertThat(sections).isGreaterThan(20);
        // who died leaves the queue when its place is not asked for any more
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(15)).until(() -> {
            open().lock("l", fair).tryLock();
            return site.keys().stream().noneMatch(key -> key.endsWith(":q") || key.endsWith(":w"));
        });
    }

    private static int sections(DistributedLock lock, long end) throws InterruptedException {
        int sections = 0;
        while (System.nanoTime() - end < 0) {
            try {
                if (lock.tryLock(ThreadLocalRandom.current().nextInt(300), TimeUnit.MILLISECONDS)) {
                    sections++;
                    lock.unlock();
                }
            } catch (LockLostException e) {
                // the manager was closed
            } catch (IllegalStateException e) {
                return sections;
            }
        }
        return sections;
    }

    @Test
    void readLockZombies_readerDiesWhileAnotherGoesOn_writerWaitsForTheOtherAlone() {
        Locks dying = open();
        DistributedReadWriteLock reader = open().readWriteLock("l", renewed(Duration.ofMillis(600)));
        DistributedReadWriteLock writer = open().readWriteLock("l", renewed(Duration.ofMillis(600)));
        dying.readWriteLock("l", renewed(Duration.ofMillis(600))).readLock().lock();
        reader.readLock().lock();
        site.crash(dying);
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ofMillis(700))
                .until(() -> reader.info().holders().size() == 1);
        assertThat(writer.writeLock().tryLock()).isFalse();
        assertThat(reader.readLock().isHeldByCurrentThread()).isTrue();
        reader.readLock().unlock();
        assertThat(writer.writeLock().tryLock()).isTrue();
        writer.writeLock().unlock();
    }

    @Test
    void readLockRenewalLeaks_lockedAndUnlockedManyTimes_nothingIsRenewedAfterwards() {
        Locks locks = open();
        DistributedLock reading =
                locks.readWriteLock("l", renewed(Duration.ofMillis(150))).readLock();
        for (int i = 0; i < 100; i++) {
            reading.lock();
        }
        assertThat(locks.monitor().statistics().held()).isOne();
        for (int i = 0; i < 100; i++) {
            reading.unlock();
        }
        assertThat(locks.monitor().statistics().held()).isZero();
        assertThat(site.keys()).isEmpty();
        assertNobodyAsksTheServer(Duration.ofMillis(500));
    }

    @Test
    void reentryCutsTheLease_shorterLeaseInside_keepsTheOuterOne() throws Exception {
        DistributedLock lock = open().lock("l");
        assertThat(lock.tryLock(LONG, Duration.ofSeconds(10))).isTrue();
        assertThat(lock.tryLock(LONG, Duration.ofSeconds(1))).isTrue();
        lock.unlock();
        assertThat(lock.remainingLease()).isGreaterThan(Duration.ofSeconds(7));
        assertThat((Long) server.command("PTTL", site.key("lock", "l", "lk"))).isGreaterThan(7000);
        assertThat(lock.tryLock(LONG, Duration.ofSeconds(60))).isTrue();
        assertThat(lock.remainingLease()).isGreaterThan(Duration.ofSeconds(50));
        lock.unlock();
        lock.unlock();
    }

    @Test
    void downgradeLosesTheRenewal_heldForLongerThanALease_isStillHeld() {
        Duration lease = Duration.ofMillis(600);
        DistributedReadWriteLock lock = open().readWriteLock("l", renewed(lease));
        DistributedReadWriteLock other = open().readWriteLock("l");
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.writeLock().unlock();
        assertHeldFor(lock.readLock(), lease.multipliedBy(2).plusMillis(200));
        assertThat(other.writeLock().tryLock()).isFalse();
        lock.readLock().unlock();
        assertThat(other.writeLock().tryLock()).isTrue();
        other.writeLock().unlock();
    }

    @Test
    void unlockRefusedToItsOwner_replyIsLost_unlocksAllTheSame() throws Exception {
        Locks locks = openThroughProxy();
        DistributedLock lock = locks.lock("l");
        DistributedReadWriteLock readWrite = locks.readWriteLock("l");
        readWrite.readLock().lock();
        readWrite.readLock().unlock();
        for (DistributedLock each : List.of(lock, readWrite.readLock(), readWrite.writeLock())) {
            each.lock();
            proxy.next(Direction.REPLIES, LOSE_REPLY, 1);
            assertThatCode(each::unlock).doesNotThrowAnyException();
        }
        assertThat(site.keys()).isEmpty();
        assertThat(open().lock("l").tryLock(LONG, LONG)).isTrue();
    }

    @Test
    void unlockRefusedToItsOwner_serverCannotBeReached_unlocksLater() throws Exception {
        DistributedLock lock = openThroughProxy().lock("l", renewed(Duration.ofSeconds(60)));
        DistributedLock other = open().lock("l");
        lock.lock();
        proxy.set(Fault.DROP);
        assertThatCode(lock::unlock).doesNotThrowAnyException();
        assertThat(lock.holdCount()).isZero();
        assertThat(other.tryLock()).isFalse();
        proxy.heal();
        assertThat(other.tryLock(LONG, LONG)).isTrue();
    }

    @Test
    void permitsOverwritten_setWhileNoneIsFree_staysAsItWas() throws Exception {
        DistributedSemaphore semaphore = open().semaphore("s");
        assertThat(semaphore.trySetPermits(1)).isTrue();
        LockHandle permit = semaphore.acquire(LockOptions.DEFAULT);
        assertThat(open().semaphore("s").trySetPermits(5)).isFalse();
        assertThat(semaphore.permits()).hasValue(1);
        assertThat(semaphore.availablePermits()).isZero();
        permit.close();
    }

    // ---- beyond the table

    @Test
    void lateRequest_ofWhoHasGivenUp_isRefused() throws Exception {
        Locks locks = openThroughProxy();
        DistributedLock lock = locks.lock("l", renewed(Duration.ofSeconds(60)));
        proxy.set(Direction.REQUESTS, Fault.HOLD);
        assertThatThrownBy(lock::tryLock).isInstanceOf(JambryException.class);
        proxy.heal();
        // what was held arrives now, in whatever order
        DistributedLock other = open().lock("l");
        assertThat(other.tryLock(Duration.ofSeconds(10), LONG)).isTrue();
        assertThat(other.isHeldByCurrentThread()).isTrue();
        other.unlock();
    }

    @Test
    void server_forgetsEverything_tokensStillGrow() {
        DistributedLock lock = open().lock("l");
        lock.lock();
        long before = lock.fencingToken();
        server.command("FLUSHALL");
        DistributedLock other = open().lock("l");
        assertThat(other.tryLock()).isTrue();
        assertThat(other.fencingToken()).isGreaterThan(before);
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("the server had ended its lease");
        other.unlock();
    }

    @Test
    void server_memoryIsFull_locksAreKept() {
        Duration lease = Duration.ofSeconds(2);
        DistributedLock lock = open().lock("l", renewed(lease));
        DistributedLock other = open().lock("other", renewed(lease));
        lock.lock();
        other.lock();
        server.command("CONFIG", "SET", "maxmemory", "1");
        assertThat(other.fencingToken()).isPositive();
        Awaitility.await()
                .pollInSameThread()
                .during(lease.plusSeconds(1))
                .until(() -> lock.isHeldByCurrentThread() && other.isHeldByCurrentThread());
        assertThat(lock.fencingToken()).isPositive();
        lock.unlock();
        other.unlock();
    }

    @Test
    void serverUnreachable_whileWaiting_isWaitedFor() {
        DistributedLock lock = openThroughProxy().lock("l", renewed(Duration.ofSeconds(10)));
        DistributedLock other = open().lock("l");
        other.lock();
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(lock::lock);
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> other.info().waiters().size() == 1);
            proxy.set(Fault.DROP);
            other.unlock();
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ofSeconds(1))
                    .until(() -> !waiting.isDone());
            proxy.heal();
            Actor.get(waiting);
            actor.act(lock::unlock);
        }
    }

    @Test
    void tryLock_serverUnreachable_failsNamingTheLock() {
        DistributedLock lock = openThroughProxy().lock("l");
        proxy.set(Fault.DROP);
        assertThatThrownBy(lock::tryLock)
                .isInstanceOf(JambryException.class)
                .hasMessageStartingWith("lock 'l': SET on 127.0.0.1:" + proxy.port());
        assertThat(lock.holdCount()).isZero();
    }
}
