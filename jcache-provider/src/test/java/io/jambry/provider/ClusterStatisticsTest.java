// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.CacheClusterMXBean;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.cache.Backing;
import io.jambry.cache.StandardCache;
import io.jambry.spi.SharedCounters.Totals;
import java.io.BufferedReader;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMX;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link CacheClusterMXBean} shows, of one JVM and of all. */
class ClusterStatisticsTest {

    private static final Map<String, String> COUNTING = Map.of("defaults.cluster-statistics", "true", "lease", "600ms");

    private final String name = "cluster-statistics-" + UUID.randomUUID();
    private final List<CacheManager> managers = new ArrayList<>();

    @AfterEach
    void close() {
        for (CacheManager manager : managers) {
            if (!manager.isClosed()) {
                manager.destroyCache(name);
            }
            manager.getCachingProvider().close();
        }
    }

    private Cache<String, String> cache(Backing backing, Map<String, String> settings) {
        CacheManager manager = backing.manager(settings);
        managers.add(manager);
        return manager.createCache(
                name,
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true));
    }

    private static Totals all(Cache<?, ?> cache) {
        CacheClusterMXBean bean = bean(cache);
        return new Totals(
                bean.getClusterHits(), bean.getClusterMisses(), bean.getClusterPuts(), bean.getClusterRemovals());
    }

    private static Totals here(Cache<?, ?> cache) {
        return cache.unwrap(StandardCache.class).life().totals();
    }

    /** The bean of a cache itself, since two managers of one URI share the object name. */
    private static CacheClusterMXBean bean(Cache<?, ?> cache) {
        JambryCacheManager manager = cache.getCacheManager().unwrap(JambryCacheManager.class);
        return manager.clusterBean(cache.unwrap(StandardCache.class).life());
    }

    private static void work(Cache<String, String> cache, Random random, int operations) {
        for (int i = 0; i < operations; i++) {
            String key = "k" + random.nextInt(20);
            switch (random.nextInt(5)) {
                case 0 -> cache.put(key, "v");
                case 1 -> cache.remove(key);
                case 2 -> cache.getAndPut(key, "w");
                case 3 -> cache.getAll(java.util.Set.of(key, "other"));
                default -> cache.get(key);
            }
        }
    }

    @Test
    void members_ofACacheOnTheHeap_isOne() {
        assertThat(bean(cache(Backing.MEMORY, Map.of())).getClusterMembers()).isEqualTo(1);
    }

    @Test
    void members_ofTwoManagers_areTwoUntilOneCloses() {
        Cache<String, String> first = cache(Backing.EMBEDDED, COUNTING);
        Cache<String, String> second = cache(Backing.EMBEDDED, COUNTING);
        assertThat(bean(first).getClusterMembers()).isEqualTo(2);

        second.close();

        assertThat(bean(first).getClusterMembers()).isEqualTo(1);
    }

    @Test
    void totals_twoManagersAndRandomOperations_areTheSumOfBothAndStay() {
        Cache<String, String> one = cache(Backing.EMBEDDED, COUNTING);
        Cache<String, String> other = cache(Backing.EMBEDDED, COUNTING);
        Random random = new Random(40);
        work(one, random, 500);
        work(other, random, 300);
        Totals sum = here(one).plus(here(other));

        assertThat(sum.hits() + sum.misses()).isGreaterThan(200);
        assertThat(sum.puts()).isGreaterThan(100);
        assertThat(sum.removals()).isGreaterThan(10);
        Awaitility.await().untilAsserted(() -> assertThat(all(one)).isEqualTo(sum));
        Awaitility.await().untilAsserted(() -> assertThat(all(other)).isEqualTo(sum));

        // what was not written yet is not lost when the manager closes
        work(other, random, 100);
        Totals last = here(one).plus(here(other));
        other.getCacheManager().close();
        assertThat(all(one)).isEqualTo(last);

        // and who opens the cache again counts on
        Cache<String, String> again = cache(Backing.EMBEDDED, COUNTING);
        assertThat(all(again)).isEqualTo(last);
        again.put("k", "v");
        Awaitility.await().untilAsserted(() -> assertThat(all(one)).isEqualTo(last.plus(new Totals(0, 0, 1, 0))));
    }

    @Test
    void totals_cacheDestroyedAndMadeAnew_beginAnew() {
        Cache<String, String> cache = cache(Backing.EMBEDDED, COUNTING);
        cache.put("k", "v");
        CacheManager manager = cache.getCacheManager();

        manager.destroyCache(name);
        Cache<String, String> anew = cache(Backing.EMBEDDED, COUNTING);

        assertThat(all(anew)).isEqualTo(Totals.NONE);
    }

    @Test
    void totals_cacheDestroyedElsewhere_takesNothingOver() {
        Cache<String, String> here = cache(Backing.EMBEDDED, COUNTING);
        Cache<String, String> there = cache(Backing.EMBEDDED, COUNTING);
        here.put("k", "v");
        Awaitility.await().untilAsserted(() -> assertThat(all(there).puts()).isEqualTo(1));

        there.getCacheManager().destroyCache(name);
        here.close();

        assertThat(all(cache(Backing.EMBEDDED, COUNTING))).isEqualTo(Totals.NONE);
    }

    /** Each JVM counts what the model says, all together count the sum, and nothing of it goes with a JVM that leaves or dies. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void totals_ofTwoJvms_areTheModelsAndStayWhenOneIsGone(boolean leaves) throws Exception {
        Cache<String, String> cache = cache(Backing.EMBEDDED, COUNTING);
        Process process = child(cache.getCacheManager());
        CountedWork work = new CountedWork("here-", 42).on(cache, 500);
        Totals expected = work.expected().plus(CountingJvm.expected());
        try (BufferedReader answers = process.inputReader()) {
            assertThat(answers.readLine()).as("the other JVM by itself").isEqualTo("equal");
            assertThat(here(cache)).isEqualTo(work.expected());
            assertThat(expected.hits()).isGreaterThan(200);
            assertThat(expected.misses()).isGreaterThan(100);
            assertThat(expected.removals()).isGreaterThan(100);
            Awaitility.await()
                    .atMost(30, TimeUnit.SECONDS)
                    .untilAsserted(() -> assertThat(all(cache)).isEqualTo(expected));
            if (leaves) {
                process.getOutputStream().write('l');
                process.getOutputStream().flush();
                assertThat(answers.readLine()).isEqualTo("left");
                assertThat(all(cache)).isEqualTo(expected);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }

        // until its lease has ended, too
        CacheManager manager = cache.getCacheManager();
        Awaitility.await().until(() -> {
            List<String> open = new ArrayList<>();
            manager.getCacheNames().forEach(open::add);
            return open.contains(name) && !open.contains(name + CountingJvm.ALONE);
        });
        manager.destroyCache(name + CountingJvm.ALONE);
        assertThat(all(cache)).isEqualTo(expected);
        assertThat(bean(cache).getClusterHitPercentage())
                .isEqualTo(100.0 * expected.hits() / (expected.hits() + expected.misses()));
        work.on(cache, 100);
        assertThat(all(cache)).isEqualTo(work.expected().plus(CountingJvm.expected()));
    }

    @Test
    void totals_hitsFromNear_countLikeOthers() {
        Cache<String, String> near = cache(
                Backing.EMBEDDED,
                Map.of("defaults.cluster-statistics", "true", "defaults.near", "invalidate", "lease", "600ms"));
        Cache<String, String> other = cache(Backing.EMBEDDED, COUNTING);
        near.put("k", "v");
        Awaitility.await().until(() -> {
            near.get("k");
            return JambryCache.of(near).near().orElseThrow().hits() >= 10;
        });
        Totals counted = here(near);

        assertThat(counted.hits()).isGreaterThan(10);
        assertThat(counted.misses()).isZero();
        Awaitility.await().untilAsserted(() -> assertThat(all(other)).isEqualTo(counted));
    }

    private Process child(CacheManager manager) throws Exception {
        Properties connection = manager.unwrap(Jambry.class).connection().toProperties();
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CountingJvm.class.getName(),
                name);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAMBRY_NAMESPACE", "cache-tests");
        builder.environment().put("JAMBRY_LEASE", "600ms");
        builder.environment().put("JAMBRY_DEFAULTS_CLUSTER_STATISTICS", "true");
        connection.forEach((key, value) -> builder.environment()
                .put(
                        String.valueOf(key)
                                .toUpperCase(Locale.ROOT)
                                .replace('.', '_')
                                .replace('-', '_'),
                        (String) value));
        return builder.start();
    }

    @Test
    void totals_optionIsOff_areThoseOfThisJvm() {
        Cache<String, String> one = cache(Backing.EMBEDDED, Map.of());
        Cache<String, String> other = cache(Backing.EMBEDDED, Map.of());
        one.put("k", "v");
        other.put("k", "v");
        other.getCacheManager().close();

        assertThat(all(one)).isEqualTo(new Totals(0, 0, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "invalidate"})
    void estimateMemory_equalEntries_isTheirNumberTimesTheirWeight(String near) {
        Cache<String, String> cache =
                cache(Backing.EMBEDDED, Map.of("defaults.memory-sample", "50", "defaults.near", near));
        assertThat(bean(cache).estimateMemoryBytes()).isZero();
        for (int i = 0; i < 300; i++) {
            cache.put("key-" + (1000 + i), "x".repeat(1000));
        }

        // each at least its value, and a name, and what the server adds
        assertThat(bean(cache).estimateMemoryBytes()).isBetween(300L * 1000, 300L * 1500);
    }

    @Test
    void bean_ofMemory_isShownWhileStatisticsAreOn() throws Exception {
        Cache<String, String> cache = cache(Backing.MEMORY, Map.of());
        cache.put("k", "v");
        cache.get("k");
        cache.remove("k");
        ObjectName shown = new ObjectName("io.jambry:type=CacheCluster,CacheManager=memory.tests,Cache=" + name);
        var server = ManagementFactory.getPlatformMBeanServer();
        CacheClusterMXBean bean = JMX.newMXBeanProxy(server, shown, CacheClusterMXBean.class);

        assertThat(bean.getClusterPuts()).isEqualTo(1);
        assertThat(bean.getGetMicrosP50()).isPositive().isLessThanOrEqualTo(bean.getGetMicrosP999());
        assertThat(bean.getPutMicrosP50()).isPositive().isLessThanOrEqualTo(bean.getPutMicrosP99());
        assertThat(bean.getRemoveMicrosP50()).isPositive().isLessThanOrEqualTo(bean.getRemoveMicrosP999());
        assertThat(bean.estimateMemoryBytes()).isEqualTo(0);
        cache.put("k", "v");
        assertThat(bean.estimateMemoryBytes()).isEqualTo(-1);
        assertThat(bean.getEventsTold()
                        + bean.getEventGaps()
                        + bean.getEventsDropped()
                        + bean.getEventsUndecodable()
                        + bean.getValuesUndecodable()
                        + bean.getValuesRewritten()
                        + bean.getRewriteFailures())
                .isZero();
        assertThat(bean.getListenerTimeouts() + bean.getMessagesUnreadable() + bean.getListenerFailures())
                .isZero();
        cache.getCacheManager().enableStatistics(name, false);
        assertThat(server.isRegistered(shown)).isFalse();
        cache.getCacheManager().enableStatistics(name, true);
        assertThat(server.isRegistered(shown)).isTrue();
        cache.close();
        assertThat(server.isRegistered(shown)).isFalse();
    }
}
