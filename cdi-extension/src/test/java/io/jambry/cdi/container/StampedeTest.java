// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.Cached;
import io.jambry.function.CacheLock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Annotated methods that many call at once, that are evicted meanwhile, and that are refreshed early. */
class StampedeTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ApplicationScoped
    static class Reports {

        final AtomicInteger calls = new AtomicInteger();
        final CountDownLatch release = new CountDownLatch(1);

        @Cached(cache = "reports", lock = CacheLock.CLUSTER)
        public String report(long customer) throws InterruptedException {
            calls.incrementAndGet();
            release.await();
            return "report " + calls.get();
        }

        @CacheEvict(cache = "reports")
        public void forget(long customer) {
            // nothing else is to be done
        }

        @Cached(cache = "early", ttl = "300ms", earlyRefresh = 100)
        public String early(long customer) throws InterruptedException {
            // as long as a call takes, so early its result is made anew, a hundred times over
            Thread.sleep(20);
            return "report " + calls.incrementAndGet();
        }

        int calls() {
            return calls.get();
        }

        void release() {
            release.countDown();
        }
    }

    @Test
    void resultEvictedWhileItIsMade_isNotKept() throws Exception {
        try (Container container = Container.of(Reports.class)) {
            Reports reports = container.get(Reports.class);
            Future<String> first = threads.submit(() -> reports.report(1));
            await().until(() -> reports.calls() == 1);

            reports.forget(1);
            reports.release();

            assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("report 1");
            assertThat(reports.report(1)).isEqualTo("report 2");
            assertThat(reports.report(1)).isEqualTo("report 2");
        }
    }

    @Test
    void earlyRefresh_makesResultsAnewInTheBackground() throws Exception {
        try (Container container = Container.of(Reports.class)) {
            Reports reports = container.get(Reports.class);
            assertThat(reports.early(1)).isEqualTo("report 1");

            await().pollInSameThread().until(() -> !reports.early(1).equals("report 1"));
        }
    }

    @Test
    void earlyRefresh_setOff_leavesResultsAlone() throws Exception {
        Map<String, String> settings =
                Map.of("jambry.cdi.cache.early.early-refresh", "0", "jambry.cdi.cache.early.ttl", "1h");
        try (Container container = Container.with(settings, Reports.class)) {
            Reports reports = container.get(Reports.class);

            for (int i = 0; i < 1000; i++) {
                assertThat(reports.early(1)).isEqualTo("report 1");
            }
        }
    }

    @ApplicationScoped
    static class Unfit {

        @Cached(cache = "a")
        public String get(long key) {
            return "";
        }
    }

    @Test
    void unfitSettings_areRefused() {
        assertThat(Container.refusal(Map.of("jambry.cdi.cache.a.early-refresh", "soon"), Unfit.class))
                .contains(
                        "setting 'jambry.cdi.cache.a.early-refresh' is 'soon': give a number from 0 to 100, such as 1");
        assertThat(Container.refusal(Map.of("jambry.cdi.cache.a.early-refresh", "101"), Unfit.class))
                .contains("setting 'jambry.cdi.cache.a.early-refresh' is '101': give a number from 0 to 100");
    }
}
