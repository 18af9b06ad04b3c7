// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheEntryGapListener;
import io.jambry.DecodingException;
import io.jambry.NotExecutedException;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners of a cache that several members change, in each of them. */
class SharedListeningTest {

    private static final Set<ChangeKind> ALL = Set.of(ChangeKind.values());

    private final SharedScene<String> scene = new SharedScene<>(String.class);

    @AfterEach
    void close() {
        scene.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Notes gaps between the events. */
    private static final class WithGaps extends RecordingListener<String, String>
            implements CacheEntryGapListener<String, String> {

        private static final long serialVersionUID = 1L;

        private final transient List<String> all = Collections.synchronizedList(new ArrayList<>());
        private final transient AtomicReference<Cache<String, String>> source = new AtomicReference<>();

        WithGaps() {
            then(event -> all.add(String.valueOf(event.getValue())));
        }

        @Override
        public void onGap(String reason, Cache<String, String> cache) {
            source.set(cache);
            all.add("gap: " + reason);
        }

        List<String> all() {
            synchronized (all) {
                return List.copyOf(all);
            }
        }
    }

    // ---- hearing

    @Test
    void changes_ofAnotherMember_areHeardBeforeItsMethodsReturn() {
        StandardCache<String, String> here = scene.open();
        StandardCache<String, String> there = scene.open();
        RecordingListener<String, String> listener = new RecordingListener<>();
        here.registerCacheEntryListener(listener.synchronous());

        there.put("k", "v");
        assertThat(listener.take()).containsExactly("CREATED k=v");
        there.put("k", "w");
        assertThat(listener.take()).containsExactly("UPDATED k=w<-v");
        here.getAndReplace("k", "x");
        assertThat(listener.take()).containsExactly("UPDATED k=x<-w");
        there.remove("k");
        assertThat(listener.take()).containsExactly("REMOVED k<-x");
        there.putAll(Map.of("a", "1", "b", "2"));
        assertThat(listener.take()).containsExactlyInAnyOrder("CREATED a=1", "CREATED b=2");
        there.clear();
        assertThat(listener.take()).isEmpty();
    }

    @Test
    void changes_ofOneKeyByManyThreadsOfTwoMembers_comeInOneOrder() {
        List<StandardCache<String, String>> caches = List.of(scene.open(), scene.open());
        List<RecordingListener<String, String>> listeners =
                List.of(new RecordingListener<>(), new RecordingListener<>(), new RecordingListener<>());
        caches.get(0).registerCacheEntryListener(listeners.get(0).synchronous());
        caches.get(1).registerCacheEntryListener(listeners.get(1).synchronous());
        caches.get(1).registerCacheEntryListener(listeners.get(2).asynchronous());
        AtomicInteger next = new AtomicInteger();

        Crowd.run(8, () -> {
            for (int i = 0; i < 25; i++) {
                int turn = next.incrementAndGet();
                caches.get(turn % 2).put("k", String.valueOf(turn));
            }
            return null;
        });

        assertThat(listeners.get(0).heard())
                .hasSize(200)
                .isEqualTo(listeners.get(1).heard());
        Awaitility.await()
                .until(() -> listeners.get(2).heard().equals(listeners.get(0).heard()));
        String before = null;
        for (String event : listeners.get(0).heard()) {
            if (before != null) {
                assertThat(event).endsWith("<-" + before);
            }
            before = event.substring(event.indexOf('=') + 1).split("<-", 2)[0];
        }
    }

    @Test
    void synchronousListener_differentKeys_runsSideBySide() {
        StandardCache<String, String> cache = scene.open();
        CyclicBarrier together = new CyclicBarrier(4);
        RecordingListener<String, String> listener = new RecordingListener<>();
        listener.then(event -> {
            try {
                together.await(10, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        cache.registerCacheEntryListener(listener.synchronous());
        AtomicInteger next = new AtomicInteger();

        List<Object> outcomes = Crowd.run(4, () -> {
            cache.put("k" + next.incrementAndGet(), "v");
            return "done";
        });

        assertThat(outcomes).containsOnly("done");
    }

    @Test
    void synchronousListener_sameKey_runsOnceAtATime() {
        StandardCache<String, String> cache = scene.open();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RecordingListener<String, String> listener = new RecordingListener<>();
        listener.then(event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.yield();
            inside.decrementAndGet();
        });
        cache.registerCacheEntryListener(listener.synchronous());

        Crowd.run(8, () -> {
            for (int i = 0; i < 50; i++) {
                cache.put("k", "v");
            }
            return null;
        });

        assertThat(most).hasValue(1);
        assertThat(listener.heard()).hasSize(400);
    }

    @Test
    void listener_writesTheSameKey_doesNotWaitForItself() {
        ChangeHub.Member member = scene.hub.join();
        StandardCache<String, String> cache =
                scene.open(member, scene.configuration(), settings -> {}, scene.threads());
        RecordingListener<String, String> listener = new RecordingListener<>();
        listener.then(event -> {
            if ("first".equals(event.getValue())) {
                cache.put("k", "second");
            }
        });
        cache.registerCacheEntryListener(listener.synchronous());

        cache.put("k", "first");

        assertThat(member.timeouts()).isZero();
        Awaitility.await().until(() -> listener.heard().size() == 2);
        assertThat(listener.heard()).containsExactly("CREATED k=first", "UPDATED k=second<-first");
    }

    // ---- failing

    @Test
    void put_listenersOfTwoMembersThrow_isCommittedCountedAndTellsBoth() {
        StandardCache<String, String> here = scene.open();
        StandardCache<String, String> there = scene.open();
        CacheEntryListenerException own = new CacheEntryListenerException("here");
        here.registerCacheEntryListener(new RecordingListener<String, String>()
                .then(event -> {
                    throw own;
                })
                .synchronous());
        RecordingListener<String, String> second = new RecordingListener<>();
        here.registerCacheEntryListener(second.synchronous());
        there.registerCacheEntryListener(new RecordingListener<String, String>()
                .then(event -> {
                    throw new AssertionError("there");
                })
                .synchronous());

        assertThatThrownBy(() -> here.put("k", "v"))
                .isSameAs(own)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other)
                                .hasMessage("cache 'shared': a listener failed on an event of type CREATED")
                                .hasRootCauseMessage("there")));

        assertThat(here.get("k")).isEqualTo("v");
        assertThat(here.statistics().getCachePuts()).isEqualTo(1);
        assertThat(second.heard()).containsExactly("CREATED k=v");
    }

    @Test
    void put_failsAfterItsChange_listenerFailureIsSuppressed() {
        MutableConfiguration<String, String> configuration =
                scene.configuration().setReadThrough(true);
        configuration.setCacheLoaderFactory(new SingletonFactory<>(new RecordingLoader<String, String>(key -> {
            throw new CacheLoaderException("loader");
        })));
        ChangeHub.Member member = scene.hub.join();
        StandardCache<String, String> cache = scene.open(member, configuration, settings -> {}, scene.threads());
        cache.registerCacheEntryListener(new RecordingListener<String, String>()
                .then(event -> {
                    throw new IllegalStateException("listener");
                })
                .synchronous());
        // a change of this thread that nobody has waited for yet
        member.store()
                .execute(
                        "other".getBytes(StandardCharsets.UTF_8),
                        new StoreRequest.Put(
                                "v".getBytes(StandardCharsets.UTF_8),
                                Ttl.ETERNAL,
                                Ttl.KEEP,
                                Condition.NONE,
                                Want.NOTHING));

        assertThatThrownBy(() -> cache.get("k"))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessage("loader")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .satisfies(other -> assertThat(other)
                                .isInstanceOf(CacheEntryListenerException.class)
                                .hasRootCauseMessage("listener")));
    }

    @Test
    void loadAll_listenerThrows_isToldToTheCompletionListener() {
        MutableConfiguration<String, String> configuration = scene.configuration();
        configuration.setCacheLoaderFactory(
                new SingletonFactory<>(new RecordingLoader<String, String>(key -> "loaded")));
        StandardCache<String, String> cache =
                scene.open(scene.hub.join(), configuration, settings -> {}, scene.threads());
        cache.registerCacheEntryListener(new RecordingListener<String, String>()
                .then(event -> {
                    throw new IllegalStateException("on purpose");
                })
                .synchronous());
        CompletionListenerFuture done = new CompletionListenerFuture();

        cache.loadAll(Set.of("k"), true, done);

        assertThatThrownBy(() -> done.get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CacheEntryListenerException.class)
                .hasRootCauseMessage("on purpose");
        assertThat(cache.get("k")).isEqualTo("loaded");
    }

    @Test
    void put_noThreadForTheListener_saysSoAndLeavesAGap() {
        AtomicBoolean refusing = new AtomicBoolean();
        Executor executor = work -> {
            if (refusing.get()) {
                throw new RejectedExecutionException("on purpose");
            }
            scene.threads().execute(work);
        };
        StandardCache<String, String> cache =
                scene.open(scene.hub.join(), scene.configuration(), settings -> {}, executor);
        WithGaps listener = new WithGaps();
        WithGaps asynchronous = new WithGaps();
        cache.registerCacheEntryListener(listener.synchronous());
        cache.registerCacheEntryListener(asynchronous.asynchronous());

        refusing.set(true);
        assertThatThrownBy(() -> cache.put("k", "v"))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasMessageContaining("cache 'shared'")
                .hasMessageContaining("raise 'listener-queue' or shorten what they do");
        refusing.set(false);
        cache.put("k", "w");

        assertThat(listener.all()).hasSize(2).first().asString().startsWith("gap: synchronous listeners did not hear");
        assertThat(listener.all()).last().isEqualTo("w");
        Awaitility.await().until(() -> asynchronous.all().size() == 2);
        assertThat(asynchronous.all()).containsExactly("gap: there was no thread for the listener", "w");
        assertThat(SharedScene.counters(cache).dropped()).isEqualTo(2);
        assertThat(cache.get("k")).isEqualTo("w");
    }

    // ---- decoding

    /** A value that counts how often it is read. */
    private static final class Counted implements Serializable {

        private static final long serialVersionUID = 1L;
        private static final AtomicInteger READ = new AtomicInteger();

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            READ.incrementAndGet();
        }
    }

    /** Passes one key. */
    private static final class ByKey implements CacheEntryEventFilter<String, Object> {
        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ? extends Object> event) {
            return event.getKey().equals("wanted");
        }
    }

    @Test
    void filter_thatLooksAtTheKey_decodesNoValue() {
        try (SharedScene<Counted> counted = new SharedScene<>(Counted.class)) {
            StandardCache<String, Counted> cache = counted.open();
            List<RecordingListener<String, Counted>> listeners =
                    List.of(new RecordingListener<>(), new RecordingListener<>());
            for (RecordingListener<String, Counted> listener : listeners) {
                cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(listener), new SingletonFactory<>(new ByKey()), true, true));
            }
            Counted.READ.set(0);

            cache.put("other", new Counted());
            cache.put("other", new Counted());
            assertThat(Counted.READ).hasValue(0);
            cache.put("wanted", new Counted());

            // once for both
            assertThat(Counted.READ).hasValue(1);
            assertThat(listeners)
                    .allSatisfy(listener -> assertThat(listener.heard()).hasSize(1));
        }
    }

    @Test
    void value_thatCannotBeDecoded_failsWhoLooksAndNobodyElse() {
        try (SharedScene<Counted> counted = new SharedScene<>(Counted.class)) {
            ChangeHub.Member member = counted.hub.join();
            StandardCache<String, Counted> cache =
                    counted.open(member, counted.configuration(), settings -> {}, counted.threads());
            List<String> keys = Collections.synchronizedList(new ArrayList<>());
            AtomicReference<Throwable> caught = new AtomicReference<>();
            cache.registerCacheEntryListener(new RecordingListener<String, Counted>().synchronous());
            cache.registerCacheEntryListener(listening(event -> {
                try {
                    event.getValue();
                } catch (DecodingException e) {
                    caught.set(e);
                }
            }));
            cache.registerCacheEntryListener(listening(event -> keys.add(event.getKey())));

            byte[] nonsense = "nonsense".getBytes(StandardCharsets.UTF_8);
            member.store()
                    .execute(
                            "k".getBytes(StandardCharsets.UTF_8),
                            new StoreRequest.Put(nonsense, Ttl.ETERNAL, Ttl.KEEP, Condition.NONE, Want.NOTHING));
            List<RuntimeException> failures = member.awaitListeners();

            assertThat(failures).isEmpty();
            assertThat(caught.get()).isInstanceOf(DecodingException.class).hasMessageContaining("cache 'shared'");
            assertThat(keys).containsExactly("k");
            assertThat(SharedScene.counters(cache).undecodable()).isEqualTo(1);
            assertThat(SharedScene.counters(cache).told()).isEqualTo(1);
        }
    }

    private static <V> MutableCacheEntryListenerConfiguration<String, V> listening(
            java.util.function.Consumer<CacheEntryEvent<? extends String, ? extends V>> action) {
        CacheEntryCreatedListener<String, V> listener = events -> events.forEach(action);
        return new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(listener), null, false, true);
    }

    // ---- gaps

    @Test
    void loss_gapListeners_areToldBetweenTheEvents() {
        StandardCache<String, String> cache = scene.open();
        WithGaps listener = new WithGaps();
        WithGaps asynchronous = new WithGaps();
        cache.registerCacheEntryListener(listener.synchronous());
        cache.registerCacheEntryListener(asynchronous.asynchronous());
        cache.registerCacheEntryListener(new RecordingListener<String, String>().synchronous());

        cache.put("a", "before");
        scene.hub.losing(true);
        cache.put("b", "lost");
        scene.hub.losing(false);
        cache.put("c", "after");

        assertThat(listener.all()).containsExactly("before", "gap: lost on purpose", "after");
        assertThat(listener.source.get()).isSameAs(cache);
        Awaitility.await().until(() -> asynchronous.all().size() == 3);
        assertThat(asynchronous.all()).isEqualTo(listener.all());
        assertThat(SharedScene.counters(cache).missed()).isEqualTo(1);
    }

    @Test
    void asynchronousListener_tooSlow_losesEventsAndIsToldWhere() {
        StandardCache<String, String> cache = scene.open(
                scene.hub.join(), scene.configuration(), settings -> settings.listenerQueue(2), scene.threads());
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        WithGaps listener = new WithGaps();
        listener.then(event -> {
            busy.countDown();
            await(open);
            listener.all.add(String.valueOf(event.getValue()));
        });
        cache.registerCacheEntryListener(listener.asynchronous());
        cache.put("k", "1");
        await(busy);

        for (int i = 2; i <= 6; i++) {
            cache.put("k", String.valueOf(i));
        }
        Awaitility.await().until(() -> SharedScene.counters(cache).told() == 6);
        open.countDown();
        Awaitility.await().until(() -> listener.all().size() == 4);
        cache.put("k", "7");
        Awaitility.await().until(() -> listener.all().size() == 5);

        assertThat(listener.all())
                .containsExactly(
                        "1",
                        "2",
                        "3",
                        "gap: 2 events waited for this listener, and more were dropped; raise 'listener-queue' or shorten"
                                + " what the listener does",
                        "7");
        assertThat(SharedScene.counters(cache).dropped()).isEqualTo(3);
    }

    // ---- registering

    @Test
    void register_hubOutOfReach_registersNothing() {
        ChangeHub.Member member = scene.hub.join();
        StandardCache<String, String> cache =
                scene.open(member, scene.configuration(), settings -> {}, scene.threads());
        RecordingListener<String, String> listener = new RecordingListener<>();
        scene.hub.unreachable(true);

        assertThatThrownBy(() -> cache.registerCacheEntryListener(listener.synchronous()))
                .isInstanceOf(NotExecutedException.class)
                .hasMessage(
                        "cache 'shared': the listener is not registered, because those who change the cache could not be"
                                + " asked to tell it (the hub is out of reach); register it when the server can be reached");

        assertThat(listener.closed()).isEqualTo(1);
        MutableConfiguration<String, String> now = cache.getConfiguration(configurationType());
        assertThat(now.getCacheEntryListenerConfigurations()).isEmpty();
        scene.hub.unreachable(false);
        cache.registerCacheEntryListener(listener.synchronous());
        cache.put("k", "v");
        assertThat(listener.heard()).containsExactly("CREATED k=v");
    }

    @SuppressWarnings("unchecked")
    private static <C> Class<C> configurationType() {
        return (Class<C>) MutableConfiguration.class;
    }

    @Test
    void open_hubOutOfReach_closesWhatItMade() {
        RecordingListener<String, String> listener = new RecordingListener<>();
        ChangeHub.Member member = scene.hub.join();
        scene.hub.unreachable(true);

        assertThatThrownBy(() -> scene.open(
                        member,
                        scene.configuration().addCacheEntryListenerConfiguration(listener.synchronous()),
                        settings -> {},
                        scene.threads()))
                .isInstanceOf(NotExecutedException.class);

        assertThat(listener.closed()).isEqualTo(1);
    }

    @Test
    void wish_ofAllListeners_isTheirUnionAndEndsWithThem() {
        ChangeHub.Member member = scene.hub.join();
        StandardCache<String, String> cache = scene.open(
                member,
                scene.configuration()
                        .addCacheEntryListenerConfiguration(new RecordingListener<String, String>().asynchronous()),
                settings -> {},
                scene.threads());
        assertThat(member.wish()).isEqualTo(new Wish(ALL, ALL, Set.of()));

        MutableCacheEntryListenerConfiguration<String, String> created = listening(event -> {});
        cache.registerCacheEntryListener(created);
        assertThat(member.wish()).isEqualTo(new Wish(ALL, ALL, Set.of(ChangeKind.CREATED)));
        assertThatThrownBy(
                        () -> cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(created)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an equal listener configuration is registered already");
        cache.deregisterCacheEntryListener(created);
        assertThat(member.wish()).isEqualTo(new Wish(ALL, ALL, Set.of()));
        cache.close();
        assertThat(member.wish()).isEqualTo(Wish.NONE);
    }

    @Test
    void deregister_eventsThatWait_areNotHeard() {
        StandardCache<String, String> cache = scene.open();
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        RecordingListener<String, String> first = new RecordingListener<>();
        first.then(event -> {
            busy.countDown();
            await(open);
        });
        RecordingListener<String, String> second = new RecordingListener<>();
        cache.registerCacheEntryListener(first.synchronous());
        var later = second.synchronous();
        cache.registerCacheEntryListener(later);
        CompletableFuture<Void> put = CompletableFuture.runAsync(() -> cache.put("k", "v"));
        await(busy);

        cache.deregisterCacheEntryListener(later);
        open.countDown();
        put.join();

        assertThat(second.heard()).isEmpty();
        assertThat(second.closed()).isEqualTo(1);
    }

    // ---- waiting

    @Test
    void get_plain_waitsForNobody() {
        ChangeHub.Member member = scene.hub.join();
        StandardCache<String, String> cache =
                scene.open(member, scene.configuration(), settings -> {}, scene.threads());
        cache.get("k");
        cache.getAll(Set.of("k"));
        cache.getVersioned("k");
        assertThat(cache.iterator()).isExhausted();

        assertThat(member.waits()).isZero();
    }

    @Test
    void get_loads_isHeardBeforeItReturns() {
        MutableConfiguration<String, String> configuration =
                scene.configuration().setReadThrough(true);
        configuration.setCacheLoaderFactory(
                new SingletonFactory<>(new RecordingLoader<String, String>(key -> "loaded")));
        RecordingListener<String, String> listener = new RecordingListener<>();
        StandardCache<String, String> cache =
                scene.open(scene.hub.join(), configuration, settings -> {}, scene.threads());
        cache.registerCacheEntryListener(listener.synchronous());

        assertThat(cache.get("k")).isEqualTo("loaded");
        assertThat(listener.take()).containsExactly("CREATED k=loaded");
        assertThat(cache.getAll(Set.of("l"))).containsOnlyKeys("l");
        assertThat(listener.take()).containsExactly("CREATED l=loaded");
    }

    @Test
    void iterator_remove_isHeardBeforeItReturns() {
        StandardCache<String, String> cache = scene.open();
        RecordingListener<String, String> listener = new RecordingListener<>();
        cache.put("k", "v");
        cache.registerCacheEntryListener(listener.synchronous());

        var entries = cache.iterator();
        entries.next();
        entries.remove();

        assertThat(listener.take()).containsExactly("REMOVED k<-v");
    }

    @Test
    void async_put_isHeardBeforeItsStageIsDone() {
        StandardCache<String, String> cache = scene.open();
        RecordingListener<String, String> listener = new RecordingListener<>();
        cache.registerCacheEntryListener(listener.synchronous());

        cache.async().put("k", "v").toCompletableFuture().join();

        assertThat(listener.take()).containsExactly("CREATED k=v");
    }

    @Test
    void randomLoss_everyChange_isHeardOrBehindAGap() {
        StandardCache<String, String> here = scene.open();
        StandardCache<String, String> there = scene.open();
        WithGaps listener = new WithGaps();
        here.registerCacheEntryListener(listener.synchronous());
        Map<String, String> truth = new HashMap<>();

        for (int i = 0; i < 300; i++) {
            if (i % 50 == 20) {
                scene.hub.losing(true);
            }
            String key = "k" + i % 7;
            there.put(key, String.valueOf(i));
            truth.put(key, String.valueOf(i));
            if (i % 50 == 30) {
                scene.hub.losing(false);
            }
        }

        assertThat(there.getAll(truth.keySet())).isEqualTo(truth);
        Map<Boolean, Long> counted = listener.all().stream()
                .collect(java.util.stream.Collectors.partitioningBy(
                        text -> text.startsWith("gap"), java.util.stream.Collectors.counting()));
        assertThat(counted).isEqualTo(Map.of(true, 6L, false, 300L - 66));
        // what is missing is missing right before a gap
        List<String> all = listener.all();
        for (int i = 1; i < all.size(); i++) {
            if (!all.get(i).startsWith("gap") && !all.get(i - 1).startsWith("gap")) {
                assertThat(Integer.parseInt(all.get(i))).isEqualTo(Integer.parseInt(all.get(i - 1)) + 1);
            }
        }
    }
}
