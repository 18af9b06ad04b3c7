// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.Trap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Order, failures, filters and registration of listeners. */
class ListeningTest {

    private static final String HEARD = "io.jambry.cache.CacheSetup#heard";
    private static final String STORES = "io.jambry.cache.CacheSetup#stores";

    @Trap({24, 28})
    @ParameterizedTest
    @MethodSource(HEARD)
    void events_manyThreadsOnOneKey_comeInTheOrderOfTheChanges(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            Crowd.run(8, () -> {
                for (int i = 0; i < 20; i++) {
                    if (i % 5 == 4) {
                        scene.cache.remove("k");
                    } else if (i % 2 == 0) {
                        scene.cache.getAndPut("k", Thread.currentThread().getId() * 1_000 + i);
                    } else {
                        long next = Thread.currentThread().getId() * 1_000 + i;
                        scene.cache.invoke("k", (entry, arguments) -> {
                            entry.setValue(next);
                            return null;
                        });
                    }
                }
                return null;
            });

            assertChain(scene.events.heard());
        }
    }

    /** Each event begins where the one before ended. */
    private static void assertChain(List<String> events) {
        String value = "nothing";
        for (String event : events) {
            String before = event.contains("<-") ? event.substring(event.indexOf("<-") + 2) : "nothing";
            assertThat(before).as("%s in %s", event, events).isEqualTo(value);
            value = event.startsWith("REMOVED")
                    ? "nothing"
                    : event.substring(event.indexOf('=') + 1).split("<-", 2)[0];
        }
        assertThat(events).hasSizeGreaterThan(100);
    }

    @Trap(26)
    @ParameterizedTest
    @MethodSource(HEARD)
    void put_listenerThrows_isCommittedCountedAndThrown(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> second = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(second.synchronous());
            scene.events.then(event -> {
                throw new IllegalStateException("on purpose");
            });

            assertThatThrownBy(() -> scene.cache.put("k", "v"))
                    .isInstanceOf(CacheEntryListenerException.class)
                    .hasMessage("cache '" + scene.cache.getName() + "': a listener failed on an event of type CREATED")
                    .hasRootCauseMessage("on purpose");

            assertThat(scene.tally()).isEqualTo(Tally.PUT);
            assertThat(second.heard()).containsExactly("CREATED k=v");
            assertThat(scene.cache.get("k")).isEqualTo("v");
        }
    }

    @Trap(26)
    @ParameterizedTest
    @MethodSource(HEARD)
    void put_twoListenersThrow_theSecondIsSuppressed(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> second = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(second.then(event -> {
                        throw new IllegalStateException("second");
                    })
                    .synchronous());
            CacheEntryListenerException own = new CacheEntryListenerException("first");
            scene.events.then(event -> {
                throw own;
            });

            assertThatThrownBy(() -> scene.cache.put("k", "v"))
                    .isSameAs(own)
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .satisfies(other -> assertThat(other).hasRootCauseMessage("second")));
        }
    }

    @Trap(26)
    @ParameterizedTest
    @MethodSource(HEARD)
    void putAll_listenerThrowsOnOneKey_allAreStoredAndTold(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.events.then(event -> {
                if (event.getKey().equals("bad")) {
                    throw new IllegalStateException("on purpose");
                }
            });
            Map<String, String> entries = Map.of("a", "1", "bad", "2", "c", "3");

            assertThatThrownBy(() -> scene.cache.putAll(entries)).isInstanceOf(CacheEntryListenerException.class);

            assertThat(scene.events.heard()).hasSize(3);
            assertThat(scene.tally().puts()).isEqualTo(3);
            assertThat(scene.cache.getAll(entries.keySet())).isEqualTo(entries);
        }
    }

    /** Passes, refuses or throws by the new value. */
    private static final class ByValue implements CacheEntryEventFilter<String, String> {
        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
            if ("throw".equals(event.getValue())) {
                throw new IllegalStateException("filter on purpose");
            }
            return !"refuse".equals(event.getValue());
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void register_filterCannotBeMade_listenerIsClosed(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> listener = new RecordingListener<>();

            assertThatThrownBy(
                            () -> scene.cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                                    new SingletonFactory<>(listener),
                                    () -> {
                                        throw new IllegalStateException("on purpose");
                                    },
                                    false,
                                    true)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("on purpose");

            assertThat(listener.closed()).isEqualTo(1);
        }
    }

    @Trap(27)
    @ParameterizedTest
    @MethodSource(HEARD)
    void put_filterThrows_isCommittedAndNotDelivered(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> filtered = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    new SingletonFactory<>(filtered), new SingletonFactory<>(new ByValue()), false, true));

            assertThatThrownBy(() -> scene.cache.put("k", "throw"))
                    .isInstanceOf(CacheEntryListenerException.class)
                    .hasRootCauseMessage("filter on purpose");
            scene.cache.put("k", "refuse");
            scene.cache.put("k", "v");

            assertThat(filtered.heard()).containsExactly("UPDATED k=v<-null");
            assertThat(scene.events.heard())
                    .containsExactly("CREATED k=throw", "UPDATED k=refuse<-throw", "UPDATED k=v<-refuse");
        }
    }

    @Trap(28)
    @ParameterizedTest
    @MethodSource(STORES)
    void asynchronousListener_slow_getsAllInOrderWithoutHoldingUpTheWriter(CacheSetup setup) throws Exception {
        try (Scene<String> scene = Scene.open(setup)) {
            CountDownLatch open = new CountDownLatch(1);
            RecordingListener<String, String> slow = new RecordingListener<>();
            slow.then(event -> {
                try {
                    open.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                if (event.getValue() != null && event.getValue().equals("v2")) {
                    throw new IllegalStateException("logged and gone");
                }
            });
            scene.cache.registerCacheEntryListener(slow.asynchronous());

            for (int i = 1; i <= 4; i++) {
                scene.cache.put("k", "v" + i);
            }
            open.countDown();

            Awaitility.await().until(() -> slow.heard().size() == 4);
            assertThat(slow.heard())
                    .containsExactly("CREATED k=v1", "UPDATED k=v2<-v1", "UPDATED k=v3<-v2", "UPDATED k=v4<-v3");
        }
    }

    @Trap(29)
    @ParameterizedTest
    @MethodSource(STORES)
    void asynchronousListener_cacheClosed_hearsNothingAfterItWasClosed(CacheSetup setup) throws Exception {
        try (Scene<String> scene = Scene.open(setup)) {
            CountDownLatch open = new CountDownLatch(1);
            CountDownLatch first = new CountDownLatch(1);
            AtomicReference<String> afterClose = new AtomicReference<>();
            RecordingListener<String, String> listener = new RecordingListener<>();
            listener.then(event -> {
                if (listener.closed() > 0) {
                    afterClose.set(event.toString());
                }
                first.countDown();
                try {
                    open.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            scene.cache.registerCacheEntryListener(listener.asynchronous());
            scene.cache.put("k", "v1");
            assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            scene.cache.put("k", "v2");
            scene.cache.close();
            open.countDown();
            scene.manager.close();

            assertThat(afterClose).hasValue(null);
        }
    }

    @Trap(29)
    @ParameterizedTest
    @MethodSource(STORES)
    void register_equalConfiguration_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            MutableCacheEntryListenerConfiguration<String, String> configuration =
                    new MutableCacheEntryListenerConfiguration<>(
                            new SingletonFactory<>(new RecordingListener<>()), null, true, true);
            scene.cache.registerCacheEntryListener(configuration);

            assertThatThrownBy(() -> scene.cache.registerCacheEntryListener(
                            new MutableCacheEntryListenerConfiguration<>(configuration)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("an equal listener configuration is registered already");
        }
    }

    @Trap(29)
    @ParameterizedTest
    @MethodSource(STORES)
    void deregister_unknownConfiguration_isHarmless(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> listener = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(listener.synchronous());
            scene.cache.deregisterCacheEntryListener(new RecordingListener<String, String>().synchronous());
            scene.cache.put("k", "v");

            assertThat(listener.heard()).hasSize(1);
        }
    }

    @Trap(24)
    @ParameterizedTest
    @MethodSource(HEARD)
    void listener_writesTheSameKey_doesNotLockUp(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.events.then(event -> {
                if ("first".equals(event.getValue())) {
                    scene.cache.put("k", "second");
                }
            });

            scene.cache.put("k", "first");

            assertThat(scene.cache.get("k")).isEqualTo("second");
            // a listener does not wait for listeners
            await().untilAsserted(() ->
                    assertThat(scene.events.heard()).containsExactly("CREATED k=first", "UPDATED k=second<-first"));
        }
    }

    @Trap({25, 26})
    @ParameterizedTest
    @MethodSource(HEARD)
    void put_listenerOfAnotherThreadIsStuck_isCommittedAndSaysWhoWasNotTold(CacheSetup setup) throws Exception {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.invoke-wait", "100ms")
                .setting("defaults.listener-timeout", "100ms")
                .open()) {
            CountDownLatch stuck = new CountDownLatch(1);
            CountDownLatch open = new CountDownLatch(1);
            scene.events.then(event -> {
                stuck.countDown();
                try {
                    open.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> scene.cache.put("k", "v"));
            assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();

            if (setup.backing().isShared()) {
                // events wait in the order of their key; who made them does not
                scene.cache.put("k", "w");
            } else {
                assertThatThrownBy(() -> scene.cache.put("k", "w"))
                        .isInstanceOf(CacheEntryListenerException.class)
                        .hasMessageContaining(scene.cache.getName())
                        .hasMessageContaining("the entry has changed, but its listeners were not told");
            }
            assertThat(scene.cache.containsKey("k")).isTrue();
            assertThat(scene.tally().puts()).isEqualTo(2);
            open.countDown();
            first.join();
            assertThat(scene.cache.get("k")).isEqualTo("w");
        }
    }

    @Trap(30)
    @ParameterizedTest
    @MethodSource(HEARD)
    void oldValue_notRequired_isNotAvailable(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            AtomicReference<CacheEntryEvent<?, ?>> last = new AtomicReference<>();
            scene.cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    new SingletonFactory<>(new RecordingListener<String, String>().then(last::set)),
                    null,
                    false,
                    true));
            scene.cache.put("k", "v");
            scene.cache.put("k", "w");
            assertThat(last.get().isOldValueAvailable()).isFalse();
            assertThat(last.get().getOldValue()).isNull();
            scene.cache.remove("k");

            assertThat(last.get().isOldValueAvailable()).isFalse();
            assertThat(last.get().getValue()).isNull();
        }
    }

    @Trap(30)
    @ParameterizedTest
    @MethodSource(HEARD)
    void removedEvent_oldValueRequired_hasItAsItsValueToo(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            AtomicReference<CacheEntryEvent<?, ?>> last = new AtomicReference<>();
            scene.events.then(last::set);
            scene.cache.remove("k");

            assertThat(last.get().isOldValueAvailable()).isTrue();
            assertThat(last.get().getOldValue()).isEqualTo("v");
            assertThat(last.get().getValue()).isEqualTo("v");
            assertThat((Object) last.get().getSource()).isSameAs(scene.cache);
            assertThat(last.get().toString()).isEqualTo("CacheEntryEvent[REMOVED]");
        }
    }

    @Trap(15)
    @ParameterizedTest
    @MethodSource(HEARD)
    void put_updateIsZero_isUpdatedThenExpired(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "old")) {
            scene.cache
                    .withExpiry(new io.jambry.FixedExpiryPolicy(Duration.ETERNAL, null, Duration.ZERO))
                    .put("k", "new");

            assertThat(scene.tally()).isEqualTo(Tally.PUT);
            assertThat(scene.events.take()).containsExactly("UPDATED k=new<-old", "EXPIRED k<-new");
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(HEARD)
    void get_accessIsZero_givesTheValueThenExpires(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            assertThat(scene.cache
                            .withExpiry(new TouchedExpiryPolicy(Duration.ZERO))
                            .get("k"))
                    .isEqualTo("v");

            assertThat(scene.tally()).isEqualTo(Tally.HIT);
            assertThat(scene.events.take()).containsExactly("EXPIRED k<-v");
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(HEARD)
    void touch_zero_expiresOnceWithItsValue(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            assertThat(scene.cache.touch("k", Duration.ZERO)).isTrue();
            assertThat(scene.cache.touch("k", Duration.ZERO)).isFalse();

            assertThat(scene.events.take()).containsExactly("EXPIRED k<-v");
        }
    }

    @Trap(14)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#all")
    void creationZero_everyWrite_storesNothingAndTellsNobodyButTheWriter(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .expiry(new ModifiedExpiryPolicy(Duration.ZERO))
                .open()) {
            Tally tally = scene.counting(() -> {
                scene.cache.put("k", "v");
                assertThat(scene.cache.putIfAbsent("k", "v")).isFalse();
                assertThat(scene.cache.getAndPut("k", "v")).isNull();
                scene.cache.putAll(Map.of("k", "v"));
                scene.cache.invoke("k", (entry, arguments) -> {
                    entry.setValue("v");
                    return null;
                });
                scene.cache.getOrCompute("k", key -> "v");
                assertThat(scene.cache.getAll(Set.of("k"))).isEmpty();
            });

            assertThat(tally).isEqualTo(new Tally(0, 5, 0, 0));
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.writer.take()).hasSize(setup.writer() ? 6 : 0);
        }
    }

    @Trap(14)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#unwritten")
    void increment_creationZero_countsAndStoresNothing(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class)
                .expiry(new ModifiedExpiryPolicy(Duration.ZERO))
                .open()) {
            Tally tally = scene.counting(
                    () -> assertThat(scene.cache.increment("k", 5)).isEqualTo(5));

            assertThat(tally).isEqualTo(Tally.NOTHING);
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }
}
