// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.OutcomeUnknownException;
import io.jambry.servers.ReplicatedServer;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks that a replica must know of. Since Redis 7.2, {@code WAIT} waits for nothing on a connection that has written nothing. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.servers.ServerBinary#all")
@Tag("servers")
class ReplicatedLockTest {

    private static final LockOptions REPLICATED =
            LockOptions.builder().minReplicas(1).build();

    private static ReplicatedServer servers;
    private static ServerProcess primary;
    private static ServerProcess replica;
    private static Site site;
    private static Locks locks;

    @Parameter
    ServerBinary binary;

    private String name;
    private DistributedLock lock;

    @BeforeParameterizedClassInvocation
    static void start(ServerBinary binary) {
        servers = ReplicatedServer.start(binary);
        primary = servers.primary();
        replica = servers.replica();
        site = Site.at(primary.port());
        locks = site.open(primary.port(), Map.of("timeout", "500ms"));
        // the server learns the scripts, which would take its time behind a WAIT
        DistributedLock first = locks.lock("first");
        first.lock();
        first.fencingToken();
        first.unlock();
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        try {
            site.close();
        } finally {
            servers.close();
        }
    }

    @BeforeEach
    void makeLock(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        lock = locks.lock(name, REPLICATED);
        servers.awaitFollowing();
    }

    private String atReplica(String command, String what) {
        return replica.text(command, site.key("lock", name, what));
    }

    @Test
    void lock_replicaAnswers_isKnownThere() {
        lock.lock();
        assertThat(atReplica("TYPE", "lk")).isNotEqualTo("none");
        lock.unlock();
    }

    @Test
    void fencingToken_replicaAnswers_isKnownThere() {
        lock.lock();
        long token = lock.fencingToken();
        assertThat(token).isPositive();
        assertThat(atReplica("GET", "f")).isEqualTo(Long.toString(token));
        lock.unlock();
    }

    @Test
    void fencingToken_replicaSilent_isNotToldAndTheLockStaysHeld() {
        lock.lock();
        replica.pause();
        try {
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(lock::fencingToken)
                        .isInstanceOf(OutcomeUnknownException.class)
                        .hasMessageStartingWith("lock '" + name + "': ")
                        .hasMessageContaining("0 of 1 replicas acknowledged it");
                // the next one is asked for on a connection that has written nothing
                primary.command("CLIENT", "KILL", "TYPE", "normal");
            }
            assertThat(lock.isHeldByCurrentThread()).isTrue();
        } finally {
            replica.resume();
        }
        await().ignoreExceptionsMatching(OutcomeUnknownException.class::isInstance)
                .pollInSameThread()
                .until(() -> lock.fencingToken() > 0);
        assertThat(atReplica("GET", "f")).isEqualTo(Long.toString(lock.fencingToken()));
        lock.unlock();
    }

    @Test
    void fencingToken_givenByARenewal_isNotToldBeforeTheReplicaKnowsIt() {
        lock = locks.lock(
                name, REPLICATED.toBuilder().renewedLease(Duration.ofSeconds(2)).build());
        lock.lock();
        replica.pause();
        try {
            await().until(() ->
                    !primary.text("EXISTS", site.key("lock", name, "f")).equals("0"));
            primary.command("CLIENT", "KILL", "TYPE", "normal");
            assertThatThrownBy(lock::fencingToken).isInstanceOf(OutcomeUnknownException.class);
        } finally {
            replica.resume();
        }
        lock.unlock();
    }

    @Test
    void tryUpgrade_replicaAnswers_isGot() {
        DistributedReadWriteLock both = locks.readWriteLock(name, REPLICATED);
        both.readLock().lock();
        assertThat(both.tryUpgrade()).isTrue();
        both.writeLock().unlock();
        both.readLock().unlock();
    }

    @Test
    void tryUpgrade_replicaSilent_isNotGot() {
        DistributedReadWriteLock both = locks.readWriteLock(name, REPLICATED);
        both.readLock().lock();
        replica.pause();
        try {
            assertThatThrownBy(both::tryUpgrade)
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageStartingWith("write lock '" + name + "': ")
                    .hasMessageContaining("0 of 1 replicas acknowledged it");
            assertThat(both.writeLock().isHeldByCurrentThread()).isFalse();
        } finally {
            replica.resume();
        }
    }
}
