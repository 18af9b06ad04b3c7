// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Each script once, on every server version that is to be had. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.servers.ServerBinary#all")
@Tag("servers")
class ServersLocksTest {

    @Parameter
    ServerBinary binary;

    private ServerProcess server;
    private Site site;
    private Locks here;
    private Locks there;

    @BeforeEach
    void start() {
        server = ServerProcess.start(binary, List.of());
        site = Site.at(server.port());
        here = site.open();
        there = site.open();
    }

    @AfterEach
    void stop() {
        site.close();
        server.close();
    }

    @Test
    void locks_ofEachKind_doWhatTheyPromise() throws Exception {
        lock();
        readWriteLock();
        semaphore();
        latch();
        assertThat(here.monitor().locks()).isEmpty();
    }

    private void lock() {
        DistributedLock lock = here.lock(
                "l", LockOptions.builder().renewedLease(Duration.ofMillis(300)).build());
        lock.lock();
        long token = lock.fencingToken();
        try (Actor actor = new Actor()) {
            Future<Long> waiting = actor.ask(() -> {
                there.lock("l").lock();
                return there.lock("l").fencingToken();
            });
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ofMillis(500))
                    .until(() -> here.monitor().locks().get(0).waiters().size() == 1);
            lock.unlock();
            assertThat(Actor.get(waiting)).isGreaterThan(token);
            here.monitor().forceRelease(LockInfo.Kind.LOCK, "l", "test");
        }
    }

    private void readWriteLock() {
        DistributedReadWriteLock lock = here.readWriteLock("l");
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.writeLock().unlock();
        assertThat(there.readWriteLock("l").readLock().tryLock()).isTrue();
        assertThat(lock.tryUpgrade()).isFalse();
        there.readWriteLock("l").readLock().unlock();
        assertThat(lock.tryUpgrade()).isTrue();
        assertThat(there.readWriteLock("l").readLock().tryLock()).isFalse();
        lock.readLock().unlock();
        lock.writeLock().unlock();
    }

    private void semaphore() throws Exception {
        assertThat(here.semaphore("s").trySetPermits(1)).isTrue();
        LockHandle permit = here.semaphore("s")
                .acquire(LockOptions.builder()
                        .renewedLease(Duration.ofMillis(300))
                        .build());
        CompletableFuture<LockHandle> waiting =
                there.semaphore("s").acquireAsync(LockOptions.DEFAULT).toCompletableFuture();
        Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ofMillis(500))
                .until(() -> here.semaphore("s").info().waiters().size() == 1);
        assertThat(permit.isHeld()).isTrue();
        permit.close();
        waiting.get(10, TimeUnit.SECONDS).close();
    }

    private void latch() throws Exception {
        assertThat(here.latch("l").trySetCount(2, Duration.ofMinutes(1))).isTrue();
        assertThat(here.latch("l").countDown()).isOne();
        assertThat(there.latch("l").await(Duration.ZERO)).isFalse();
        assertThat(there.latch("l").countDown()).isZero();
        assertThat(here.latch("l").await(Duration.ZERO)).isTrue();
        assertThat(here.latch("l").delete()).isTrue();
    }
}
