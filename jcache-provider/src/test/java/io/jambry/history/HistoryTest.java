// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.provider.JambryCachingProvider;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several JVMs see of a cache on one server without faults, and the way from there to the checker. */
@Timeout(60)
class HistoryTest {

    private static final String NAME = "history";
    private static final Duration SHORT = Duration.ofMillis(700);
    private static final int LONGEST_SECONDS = 30;

    private final JambryCachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void twoJvmsOfFourThreads_areLinearizable() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
                JambryCachingProvider here = new JambryCachingProvider()) {
            cache(here, server.url());
            List<WorkloadJvm> jvms = new ArrayList<>();
            try {
                for (String name : List.of("a", "b")) {
                    jvms.add(WorkloadJvm.start(server.url(), Map.of(), NAME, WorkloadSettings.of(name, SHORT)));
                }
                for (WorkloadJvm jvm : jvms) {
                    jvm.awaitReady();
                }
                for (WorkloadJvm jvm : jvms) {
                    jvm.go();
                }
                List<History> parts = new ArrayList<>();
                for (WorkloadJvm jvm : jvms) {
                    parts.add(jvm.history(LONGEST_SECONDS));
                }

                assertSharedAndLinearizable(parts);
            } finally {
                jvms.forEach(WorkloadJvm::close);
            }
        }
    }

    private static void assertSharedAndLinearizable(List<History> parts) {
        History history = History.merge(parts);
        Verdict verdict = LinearizabilityChecker.ofEntries().check(history);
        System.out.println(verdict + ", longest call " + history.longestCall().toMillis() + " ms");

        assertThat(verdict.isLinearizable()).as(verdict::toString).isTrue();
        // an update gives way after its fourth run if others wrote the entry each time: rare, and allowed
        assertThat(history.count(Outcome.UNKNOWN)).isZero();
        assertThat(history.count(Outcome.NOT_EXECUTED))
                .isLessThanOrEqualTo(history.operations().size() / 100);
        assertThat(history.operations()).extracting(Operation::process).contains("a0", "a3", "b0", "b3");
        assertThat(begin(parts.get(0))).isLessThan(end(parts.get(1)));
        assertThat(begin(parts.get(1))).isLessThan(end(parts.get(0)));
        assertThat(history.operations()).extracting(Operation::verb).contains(Verb.APPEND, Verb.INCREMENT);
    }

    private static long begin(History history) {
        return history.operations().stream().mapToLong(Operation::invoked).min().orElseThrow();
    }

    private static long end(History history) {
        return history.operations().stream()
                .mapToLong(Operation::returned)
                .max()
                .orElseThrow();
    }

    @Test
    void stop_endsAWorkloadBeforeItsTime() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
                JambryCachingProvider here = new JambryCachingProvider()) {
            cache(here, server.url());
            WorkloadSettings endless =
                    WorkloadSettings.of("a", Duration.ofHours(1)).withOperations(Integer.MAX_VALUE);
            try (WorkloadJvm jvm = WorkloadJvm.start(server.url(), Map.of(), NAME, endless)) {
                jvm.awaitReady();
                jvm.go();
                jvm.stop();

                assertThat(jvm.history(LONGEST_SECONDS).operations()).hasSizeLessThan(100_000);
            }
        }
    }

    @Test
    void invoke_asGetThenPutOfARealCache_isSeen() throws Exception {
        Cache<String, String> cache = disguised(cacheInMemory(), (method, call) -> {
            if (!method.equals("invoke")) {
                return call.proceed();
            }
            Object result = call.proceed();
            Thread.yield();
            call.cache().put((String) call.arguments()[0], (String) result);
            return result;
        });

        Verdict verdict = LinearizabilityChecker.ofEntries()
                .check(new CacheWorkload(
                                cache,
                                WorkloadSettings.of("a", Duration.ofSeconds(10))
                                        .with(/* newThreads= */ 4, /* newKeys= */ 4))
                        .run());

        assertThat(verdict.violations()).as(verdict::toString).isNotEmpty();
    }

    @Test
    void failures_whichPromiseAnOutcome_arePartOfTheHistory() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Cache<String, String> cache = disguised(cacheInMemory(), (method, call) -> {
            switch (calls.incrementAndGet() % 4) {
                case 0 -> throw new NotExecutedException("refused");
                case 1 -> {
                    call.proceed();
                    throw new OutcomeUnknownException("the reply was lost");
                }
                case 2 -> throw new OutcomeUnknownException("the request was lost");
                default -> {
                    return call.proceed();
                }
            }
        });

        History history = new CacheWorkload(
                        cache, WorkloadSettings.of("a", Duration.ofSeconds(10)).withOperations(200))
                .run();

        assertThat(history.operations()).hasSize(800);
        assertThat(history.count(Outcome.NOT_EXECUTED)).isEqualTo(200);
        assertThat(history.count(Outcome.UNKNOWN)).isEqualTo(400);
        Verdict verdict = LinearizabilityChecker.ofEntries().check(history);
        assertThat(verdict.isLinearizable()).as(verdict::toString).isTrue();
    }

    @Test
    void failure_whichPromisesNothing_endsTheRun() {
        Cache<String, String> cache = disguised(cacheInMemory(), (method, call) -> {
            throw new UnsupportedOperationException("not of the family");
        });
        CacheWorkload workload = new CacheWorkload(cache, WorkloadSettings.of("a", Duration.ofHours(1)));

        assertThatThrownBy(workload::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without promising an outcome")
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void settings_asText_areReadBack() {
        WorkloadSettings settings =
                WorkloadSettings.of("a", SHORT).with(3, 5).withSeed(7).withOperations(9);

        assertThat(WorkloadSettings.parse(settings.text())).isEqualTo(settings);
        assertThatThrownBy(() -> WorkloadSettings.parse("a,4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name,threads,keys,seed,operations,duration");
        assertThatThrownBy(() -> settings.with(0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be above 0");
    }

    private Cache<String, String> cacheInMemory() {
        return cache(provider, "memory:history");
    }

    private static Cache<String, String> cache(CachingProvider provider, String url) {
        return provider.getCacheManager(URI.create(url), HistoryTest.class.getClassLoader(), new Properties())
                .createCache(NAME, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    @SuppressWarnings("unchecked")
    private static Cache<String, String> disguised(Cache<String, String> cache, Disguise disguise) {
        return (Cache<String, String>) Proxy.newProxyInstance(
                HistoryTest.class.getClassLoader(),
                new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> disguise.call(method.getName(), new Call(cache, method, arguments)));
    }

    /** What a cache does instead. */
    private interface Disguise {
        @Nullable
        Object call(String method, Call call) throws Throwable;
    }

    private record Call(Cache<String, String> cache, Method method, Object[] arguments) {

        @Nullable
        Object proceed() throws Throwable {
            try {
                return method.invoke(cache, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
