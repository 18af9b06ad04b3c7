// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheEntryGapListener;
import io.jambry.JambryCache;
import io.jambry.LogLines;
import io.jambry.event.ListenerFailures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Listeners and filters that throw or block: counted, logged once, and no harm to anybody else. */
class FailingListenersTest {

    private static final String STORES = "io.jambry.cache.CacheSetup#stores";
    private static final int EVENTS = 30;

    private final LogLines log = LogLines.of(ListenerFailures.class.getName());

    @AfterEach
    void close() {
        log.close();
    }

    private static final class Failing implements CacheEntryCreatedListener<String, String> {

        @Override
        public void onCreated(Iterable<javax.cache.event.CacheEntryEvent<? extends String, ? extends String>> events) {
            throw events.iterator().next().getKey().startsWith("state")
                    ? new IllegalStateException("on purpose")
                    : new UnsupportedOperationException("on purpose");
        }
    }

    private static MutableCacheEntryListenerConfiguration<String, String> configuration(
            CacheEntryListener<String, String> listener,
            CacheEntryEventFilter<String, String> filter,
            boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(listener),
                filter == null ? null : new SingletonFactory<>(filter),
                /* isOldValueRequired= */ false,
                synchronous);
    }

    private static long failures(Cache<?, ?> cache) {
        return cache.unwrap(StandardCache.class).life().listenerFailures();
    }

    private List<String> logged() {
        return log.all().stream().map(LogRecord::getMessage).toList();
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void asynchronousListener_failsOnEveryEvent_isCountedAndLoggedOnceOfEachKind(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> other = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(configuration(new Failing(), null, /* synchronous= */ false));
            scene.cache.registerCacheEntryListener(other.asynchronous());

            for (int i = 0; i < EVENTS; i++) {
                scene.cache.put("state-" + i, "secret");
            }
            scene.cache.put("another", "secret");

            Awaitility.await().until(() -> failures(scene.cache) == EVENTS + 1);
            Awaitility.await().until(() -> other.heard().size() == EVENTS + 1);
            assertThat(logged())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .startsWith("cache '" + scene.cache.getName() + "': listener " + Failing.class.getName()
                                    + " failed, and nobody waits for it")
                            .endsWith("further failures like this are counted silently")
                            .doesNotContain("secret"));
            assertThat(log.all())
                    .extracting(line -> line.getThrown().getCause().getClass().getSimpleName())
                    .containsExactly("IllegalStateException", "UnsupportedOperationException");
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void asynchronousFilter_failsOnEveryEvent_isCountedAndLoggedOnce(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> filtered = new RecordingListener<>();
            RecordingListener<String, String> other = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(configuration(
                    filtered,
                    event -> {
                        throw new IllegalStateException("on purpose");
                    },
                    /* synchronous= */ false));
            scene.cache.registerCacheEntryListener(other.asynchronous());

            for (int i = 0; i < EVENTS; i++) {
                scene.cache.put("k" + i, "v");
            }

            Awaitility.await().until(() -> failures(scene.cache) == EVENTS);
            Awaitility.await().until(() -> other.heard().size() == EVENTS);
            assertThat(filtered.heard()).isEmpty();
            assertThat(logged()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void synchronousListener_fails_isCountedAndToldToTheCallerAlone(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.registerCacheEntryListener(configuration(new Failing(), null, /* synchronous= */ true));

            for (int i = 0; i < 3; i++) {
                String key = "state-" + i;
                assertThatThrownBy(() -> scene.cache.put(key, "v")).isInstanceOf(CacheEntryListenerException.class);
                assertThat(scene.cache.get(key)).isEqualTo("v");
            }

            assertThat(failures(scene.cache)).isEqualTo(3);
            assertThat(logged()).isEmpty();
        }
    }

    /** Nobody waits for it, so an error must not end the search for what else has expired. */
    @ParameterizedTest
    @MethodSource(STORES)
    void expiryListener_throwsAnError_laterEntriesExpireAllTheSame(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.expired-sweep", "100ms")
                .open()) {
            CacheEntryExpiredListener<String, String> failing = events -> {
                throw new AssertionError("on purpose");
            };
            RecordingListener<String, String> other = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(configuration(failing, null, /* synchronous= */ true));
            scene.cache.registerCacheEntryListener(other.asynchronous());

            for (int i = 1; i <= 3; i++) {
                String key = "k" + i;
                int expected = i;
                scene.cache.put(key, "v");
                scene.cache.touch(key, new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 50));
                // nobody reads it
                Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> failures(scene.cache) >= expected);
            }

            assertThat(failures(scene.cache)).isEqualTo(3);
            assertThat(logged()).hasSizeLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void asynchronousListenerAndFilter_block_holdUpNobodyAndDoNotKeepTheCacheOpen(CacheSetup setup) {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(2);
        RecordingListener<String, String> other = new RecordingListener<>();
        long closing;
        try (Scene<String> scene = Scene.open(setup);
                Scene.Neighbour<String> neighbour = scene.neighbour()) {
            CacheEntryCreatedListener<String, String> blocking = events -> blockOn(never, blocked);
            scene.cache.registerCacheEntryListener(configuration(blocking, null, /* synchronous= */ false));
            scene.cache.registerCacheEntryListener(configuration(
                    new RecordingListener<>(),
                    event -> {
                        blockOn(never, blocked);
                        return true;
                    },
                    /* synchronous= */ false));
            scene.cache.registerCacheEntryListener(other.asynchronous());

            scene.cache.put("first", "v");
            Awaitility.await().until(() -> blocked.getCount() == 0);
            JambryCache<String, String> there = neighbour.cache();
            for (int i = 0; i < EVENTS; i++) {
                there.put("k" + i, "v");
            }

            Awaitility.await().until(() -> other.heard().size() == EVENTS + 1);
            closing = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(8));
        assertThat(never.getCount()).isEqualTo(1);
    }

    private static void blockOn(CountDownLatch never, CountDownLatch blocked) {
        blocked.countDown();
        try {
            never.await();
        } catch (InterruptedException e) {
            // the manager closes
            Thread.currentThread().interrupt();
        }
    }

    private static final class FailingOnGaps extends RecordingListener<String, String>
            implements CacheEntryGapListener<String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void onGap(String reason, Cache<String, String> cache) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void gapListener_fails_isCountedLoggedOnceAndHearsOn() {
        try (SharedScene<String> scene = new SharedScene<>(String.class)) {
            StandardCache<String, String> cache = scene.open();
            FailingOnGaps listener = new FailingOnGaps();
            cache.registerCacheEntryListener(listener.synchronous());

            for (int i = 1; i <= 3; i++) {
                scene.hub.losing(true);
                cache.put("lost" + i, "v");
                scene.hub.losing(false);
                cache.put("told" + i, "v");
            }

            assertThat(listener.heard()).containsExactly("CREATED told1=v", "CREATED told2=v", "CREATED told3=v");
            assertThat(failures(cache)).isEqualTo(3);
            assertThat(logged()).hasSize(1);
        }
    }
}
