// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConcurrentUpdateException;
import io.jambry.JambryCache;
import io.jambry.MigrationResult;
import io.jambry.cache.Parcel;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * A hundred thousand live entries that are brought from one codec to another while JVMs of the old and of the new settings read and
 * write them, and the migrating JVM is killed on the way.
 */
@Tag("faults")
class MigrationFaultsTest {

    private static final int ENTRIES = 100_000;

    /** Entries that are written meanwhile; all are read. */
    private static final int BUSY = 5_000;

    private static final int KILL_AFTER = ENTRIES / 4;
    private static final Map<String, String> OLD = Map.of("defaults.codec", "jdk", "defaults.codec-read", "json");
    private static final Map<String, String> NEW_ONLY = Map.of("defaults.codec", "json");

    private final List<JambryCachingProvider> providers = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicIntegerArray increments = new AtomicIntegerArray(BUSY);
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong writes = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean oldGoesOn = true;
    private volatile boolean newGoesOn = true;

    @Test
    void migration_readersAndWritersAndAKill_losesNothing() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of())) {
            try {
                migrate(server);
            } finally {
                end();
            }
        }
    }

    private void migrate(ServerProcess server) throws Exception {
        String url = "redis://" + ServerProcess.HOST + ":" + server.port();
        JambryCache<String, Parcel> old = open(url, OLD);
        fill(old);
        List<Long> ends = ends(server);
        JambryCache<String, Parcel> now = open(url, MigratingJvm.settings());
        List<Future<?>> oldUsers = use(old, () -> oldGoesOn);
        List<Future<?>> newUsers = use(now, () -> newGoesOn);

        String killed = kill(url);
        long resumed = System.nanoTime();
        String second = toTheEnd(url);
        long secondMillis = millisSince(resumed);

        oldGoesOn = false;
        finish(oldUsers);
        // what the JVMs of the old settings wrote behind its back
        MigrationResult rest = now.migration().run();
        newGoesOn = false;
        finish(newUsers);

        long start = System.nanoTime();
        MigrationResult look = now.migration().run();
        long lookMillis = millisSince(start);

        System.out.printf(
                "[jambry] migration: killed at '%s'; then '%s' in %d ms; rest %s; %d entries only looked at in %d ms; %d reads"
                        + " and %d updates meanwhile, %d updates refused%n",
                killed, second, secondMillis, rest, ENTRIES, lookMillis, reads.get(), writes.get(), refused.get());
        assertThat(look).isEqualTo(new MigrationResult(ENTRIES, ENTRIES, 0, 0, 0, 0, 0, true));
        assertThat(rest.undecodable() + rest.unwritable() + rest.gone()).isZero();
        assertThat(Long.parseLong(second.split(" ")[3]))
                .as("entries that the killed one has done, but for those that were written since")
                .isGreaterThan(KILL_AFTER - BUSY);
        assertThat(reads).hasPositiveValue();
        assertThat(writes).hasPositiveValue();
        requireNoLostUpdate(now);
        requireSameEnds(ends, ends(server));
        old.getCacheManager().getCachingProvider().close();
        now.getCacheManager().getCachingProvider().close();
        requireReadable(open(url, NEW_ONLY));
    }

    private void end() throws Exception {
        oldGoesOn = false;
        newGoesOn = false;
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        providers.forEach(JambryCachingProvider::close);
    }

    private JambryCache<String, Parcel> open(String url, Map<String, String> settings) {
        JambryCachingProvider provider = new JambryCachingProvider();
        providers.add(provider);
        return JambryCache.of(provider.getCacheManager(
                        URI.create(url), MigrationFaultsTest.class.getClassLoader(), Client.properties(settings))
                .createCache(
                        MigratingJvm.CACHE,
                        new MutableConfiguration<String, Parcel>().setTypes(String.class, Parcel.class)));
    }

    private static void fill(JambryCache<String, Parcel> cache) {
        JambryCache<String, Parcel> ending =
                cache.withExpiry(new javax.cache.expiry.CreatedExpiryPolicy(new Duration(TimeUnit.HOURS, 1)));
        Map<String, Parcel> some = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            some.put(key(i), Parcel.of(0));
            if (some.size() == 1_000) {
                // every other thousand without an end, of the busy ones too
                (i / 1_000 % 2 == 0 ? ending : cache).putAll(some);
                some.clear();
            }
        }
    }

    private static String key(int i) {
        return "k" + i;
    }

    /** When entries end, as the server says, in milliseconds since the epoch; -1 for never. */
    private static List<Long> ends(ServerProcess server) {
        List<Response<Long>> answers = new ArrayList<>(ENTRIES);
        try (Jedis jedis = new Jedis(ServerProcess.HOST, server.port())) {
            Pipeline pipeline = jedis.pipelined();
            for (int i = 0; i < ENTRIES; i++) {
                answers.add(pipeline.pexpireTime("jambry:" + MigratingJvm.CACHE + ":{" + key(i) + "}"));
            }
            pipeline.sync();
        }
        return answers.stream().map(Response::get).toList();
    }

    /** Goes on or does not. */
    private interface GoesOn {

        boolean yes();
    }

    private List<Future<?>> use(JambryCache<String, Parcel> cache, GoesOn goesOn) {
        return List.of(
                threads.submit(() -> read(cache, goesOn)),
                threads.submit(() -> readMany(cache, goesOn)),
                threads.submit(() -> invoke(cache, goesOn)),
                threads.submit(() -> replace(cache, goesOn)));
    }

    private void read(JambryCache<String, Parcel> cache, GoesOn goesOn) {
        while (goesOn.yes()) {
            Parcel found = cache.get(key(ThreadLocalRandom.current().nextInt(ENTRIES)));
            assertThat(found).isNotNull();
            reads.incrementAndGet();
        }
    }

    private void readMany(JambryCache<String, Parcel> cache, GoesOn goesOn) {
        while (goesOn.yes()) {
            Set<String> keys = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                keys.add(key(ThreadLocalRandom.current().nextInt(ENTRIES)));
            }
            assertThat(cache.getAll(keys)).hasSize(keys.size());
            reads.addAndGet(keys.size());
        }
    }

    /** Counts in an entry that others count in, too. */
    private void invoke(JambryCache<String, Parcel> cache, GoesOn goesOn) {
        while (goesOn.yes()) {
            int i = ThreadLocalRandom.current().nextInt(BUSY);
            try {
                cache.invoke(key(i), (entry, arguments) -> {
                    entry.setValue(Parcel.of(entry.getValue().number() + 1));
                    return null;
                });
                increments.incrementAndGet(i);
                writes.incrementAndGet();
            } catch (ConcurrentUpdateException e) {
                // others wrote the entry again and again; it says that nothing was changed
                refused.incrementAndGet();
            }
        }
    }

    /** The same by comparing. */
    private void replace(JambryCache<String, Parcel> cache, GoesOn goesOn) {
        while (goesOn.yes()) {
            int i = ThreadLocalRandom.current().nextInt(BUSY);
            Parcel seen = cache.get(key(i));
            if (cache.replace(key(i), seen, Parcel.of(seen.number() + 1))) {
                increments.incrementAndGet(i);
                writes.incrementAndGet();
            }
        }
    }

    private static void finish(List<Future<?>> users) throws Exception {
        for (Future<?> user : users) {
            user.get(20, TimeUnit.SECONDS);
        }
    }

    /** Has another JVM migrate, and kills it on the way; what it said last. */
    private static String kill(String url) throws Exception {
        Process jvm = migratingJvm(url);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String last = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
                if (Long.parseLong(line.split(" ")[2]) >= KILL_AFTER) {
                    break;
                }
            }
            assertThat(last).startsWith("sofar ");
            assertThat(jvm.isAlive()).isTrue();
            return last;
        } finally {
            jvm.destroyForcibly().waitFor();
        }
    }

    private static String toTheEnd(String url) throws Exception {
        Process jvm = migratingJvm(url);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String last = lines.lines().reduce("", (before, line) -> line);
            assertThat(last).startsWith("result ").endsWith(" true");
            assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return last;
        } finally {
            jvm.destroyForcibly().waitFor();
        }
    }

    private static Process migratingJvm(String url) throws Exception {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MigratingJvm.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void requireNoLostUpdate(JambryCache<String, Parcel> cache) {
        for (int i = 0; i < BUSY; i++) {
            assertThat(cache.get(key(i)).number()).as(key(i)).isEqualTo(increments.get(i));
        }
    }

    private static void requireSameEnds(List<Long> before, List<Long> after) {
        for (int i = 0; i < ENTRIES; i++) {
            assertThat(Math.abs(after.get(i) - before.get(i))).as(key(i)).isLessThanOrEqualTo(1_000);
            assertThat(after.get(i) == -1).as(key(i)).isEqualTo(before.get(i) == -1);
        }
        assertThat(before.stream().filter(end -> end == -1)).hasSize(ENTRIES / 2);
    }

    private static void requireReadable(JambryCache<String, Parcel> cache) {
        int met = 0;
        for (var entry : cache) {
            assertThat(entry.getValue()).isNotNull();
            met++;
        }
        assertThat(met).isEqualTo(ENTRIES);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
