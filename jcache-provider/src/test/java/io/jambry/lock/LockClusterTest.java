// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryException;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks of a cluster, whose primaries share them. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockClusterTest {

    private ClusterTopology cluster;
    private Site site;
    private Locks here;
    private Locks there;

    @BeforeEach
    void start() {
        cluster = TestCluster.start("cluster-require-full-coverage no");
        site = Site.at(cluster.nodes().get(0).port());
        String url = "redis+cluster://" + String.join(",", cluster.addresses());
        here = site.open(url, Map.of());
        there = site.open(url, Map.of());
    }

    @AfterEach
    void stop() {
        site.close();
        cluster.close();
    }

    @Test
    void locks_onAllNodes_excludeAndAreSeen() {
        List<DistributedLock> locks = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            locks.add(here.lock("lock-" + i));
            locks.get(i).lock();
            assertThat(there.lock("lock-" + i).tryLock()).isFalse();
        }
        assertThat(there.monitor().locks()).hasSize(20);
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(there.lock("lock-7")::lock);
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> here.lock("lock-7").info().waiters().size() == 1);
            locks.forEach(DistributedLock::unlock);
            Actor.get(waiting);
            actor.act(there.lock("lock-7")::unlock);
        }
        assertThat(there.monitor().locks()).isEmpty();
        DistributedReadWriteLock readWrite = here.readWriteLock("data");
        readWrite.writeLock().lock();
        readWrite.readLock().lock();
        readWrite.writeLock().unlock();
        assertThat(there.readWriteLock("data").writeLock().tryLock()).isFalse();
        readWrite.readLock().unlock();
    }

    @Test
    void lock_primaryDies_isRenewedByItsReplicaOrLostButNeverHeldTwice() throws Exception {
        LockOptions options = LockOptions.builder()
                .renewedLease(Duration.ofSeconds(15))
                .waitLimit(Duration.ofSeconds(40))
                .build();
        DistributedLock lock = here.lock("lock", options);
        lock.lock();
        long token = lock.fencingToken();
        ServerProcess primary = cluster.primaryOf(site.key("lock", "lock", "lk"));
        // the replica has heard of it
        Awaitility.await()
                .pollInSameThread()
                .until(() -> primary.text("WAIT", "1", "1000").equals("1"));
        primary.kill();
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(JambryException.class)
                .until(() -> lock.info().isHeld());
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        DistributedLock other = there.lock("lock", options);
        assertThat(other.tryLock(30, TimeUnit.SECONDS)).isTrue();
        assertThat(other.fencingToken()).isGreaterThan(token);
        other.unlock();
    }
}
