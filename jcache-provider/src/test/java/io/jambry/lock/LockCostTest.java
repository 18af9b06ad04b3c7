// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server is asked for a lock, by its own count; commands called by scripts count too. */
class LockCostTest {

    private static final Pattern LINE = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private static ServerProcess server;
    private static Site site;
    private static Locks locks;

    @BeforeAll
    static void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        site = Site.at(server.port());
        // memberships are renewed while nobody counts
        locks = site.open(server.port(), Map.of("lease", "10m"));
        useAll();
    }

    @AfterAll
    static void stop() {
        site.close();
        server.close();
    }

    private static void useAll() {
        locks.lock("warm-up").lock();
        assertThat(locks.lock("warm-up").fencingToken()).isPositive();
        locks.lock("warm-up").unlock();
        acquire(locks.lock("warm-up")).close();
        DistributedReadWriteLock lock = locks.readWriteLock("warm-up");
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.writeLock().unlock();
        lock.readLock().unlock();
        lock.readLock().lock();
        lock.readLock().unlock();
        lock.writeLock().lock();
        lock.writeLock().unlock();
    }

    private static Map<String, Integer> count() {
        Map<String, Integer> calls = new TreeMap<>();
        Matcher lines = LINE.matcher(server.text("INFO", "commandstats"));
        while (lines.find()) {
            calls.put(lines.group(1), Integer.parseInt(lines.group(2)));
        }
        // what counting costs
        calls.keySet().removeAll(Set.of("info", "hello", "client|setinfo"));
        return calls;
    }

    private static Map<String, Integer> cost(Runnable work) {
        Map<String, Integer> before = count();
        work.run();
        Map<String, Integer> after = count();
        after.replaceAll((command, calls) -> calls - before.getOrDefault(command, 0));
        after.values().removeIf(calls -> calls == 0);
        return after;
    }

    @Test
    void lock_unlock_areTwoRoundTripsWithinTheLease() {
        DistributedLock lock = locks.lock("cost");
        assertThat(cost(() -> {
                    lock.lock();
                    lock.unlock();
                }))
                .isEqualTo(Map.of("set", 1, "evalsha", 1, "exists", 1, "get", 1, "unlink", 1));
    }

    @Test
    void fencingToken_isOneRoundTripMore() {
        DistributedLock lock = locks.lock("cost");
        lock.lock();
        assertThat(cost(lock::fencingToken)).containsEntry("evalsha", 1);
        lock.unlock();
        assertThat(cost(() -> {
                    try (LockHandle handle = acquire(lock)) {
                        assertThat(handle.fencingToken()).isPositive();
                    }
                }))
                .as("a handle comes with its token")
                .containsEntry("evalsha", 2);
    }

    private static LockHandle acquire(DistributedLock lock) {
        try {
            return lock.acquire(LockOptions.DEFAULT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tryLock_othersHaveIt_isOneRoundTripAfterTheFirst() {
        LockHandle handle =
                acquire(site.open(server.port(), Map.of("lease", "10m")).lock("wanted"));
        Runnable inVain = () -> assertThat(locks.lock("wanted").tryLock()).isFalse();
        assertThat(cost(inVain)).containsEntry("set", 1).containsEntry("evalsha", 1);
        for (int i = 0; i < 16; i++) {
            assertThat(cost(inVain)).doesNotContainKey("set").containsEntry("evalsha", 1);
        }
        assertThat(cost(inVain)).containsEntry("set", 1);
        handle.close();
    }

    @Test
    void lock_again_asksNobody() {
        DistributedLock lock = locks.lock("cost");
        lock.lock();
        assertThat(lock.fencingToken()).isPositive();
        assertThat(cost(() -> {
                    lock.lock();
                    lock.fencingToken();
                    lock.unlock();
                }))
                .isEmpty();
        lock.unlock();
    }

    @Test
    void readLock_writeLock_areTwoRoundTripsEach() {
        DistributedReadWriteLock lock = locks.readWriteLock("cost");
        assertThat(cost(() -> {
                    lock.readLock().lock();
                    lock.readLock().unlock();
                }))
                .containsEntry("evalsha", 2);
        assertThat(cost(() -> {
                    lock.writeLock().lock();
                    lock.writeLock().unlock();
                }))
                .containsEntry("evalsha", 2);
    }

    @Test
    void downgrade_isOneRoundTrip() {
        DistributedReadWriteLock lock = locks.readWriteLock("cost");
        lock.writeLock().lock();
        assertThat(cost(() -> {
                    lock.readLock().lock();
                    lock.writeLock().unlock();
                }))
                .containsEntry("evalsha", 1);
        lock.readLock().unlock();
    }
}
