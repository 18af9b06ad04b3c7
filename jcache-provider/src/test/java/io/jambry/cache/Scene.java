// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.JambryCache;
import io.jambry.cache.CacheSetup.Expiry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.management.CacheStatisticsMXBean;
import org.awaitility.Awaitility;

/** A cache of its own name in a manager of its own, with everything around it that notes what happens. */
final class Scene<V> implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Duration SHORTEST = new Duration(TimeUnit.MILLISECONDS, 1);

    final CacheSetup setup;
    final CacheManager manager;
    final JambryCache<String, V> cache;
    final RecordingListener<String, V> events;
    final RecordingWriter<String, V> writer;
    final RecordingLoader<String, V> loader;
    final ExpiryPolicy expiry;
    private final Map<String, String> settings;

    private Scene(Plan<V> plan, CacheManager manager, JambryCache<String, V> cache) {
        this.setup = plan.setup;
        this.manager = manager;
        this.cache = cache;
        this.events = plan.events;
        this.writer = plan.writer;
        this.loader = plan.loader;
        this.expiry = plan.policy();
        this.settings = plan.settings;
    }

    static Scene<String> open(CacheSetup setup) {
        return of(setup, String.class).open();
    }

    static <V> Plan<V> of(CacheSetup setup, Class<V> valueType) {
        return new Plan<>(setup, valueType);
    }

    /** What a scene is made of. */
    static final class Plan<V> {

        private final CacheSetup setup;
        private final MutableConfiguration<String, V> configuration = new MutableConfiguration<>();
        private final Map<String, String> settings = new HashMap<>();
        private final RecordingListener<String, V> events = new RecordingListener<>();
        private final RecordingWriter<String, V> writer = new RecordingWriter<>();
        private RecordingLoader<String, V> loader;
        private ExpiryPolicy answers = new EternalExpiryPolicy();
        private ExpiryPolicy made;

        private Plan(CacheSetup setup, Class<V> valueType) {
            this.setup = setup;
            configuration.setTypes(String.class, valueType).setStatisticsEnabled(true);
        }

        Plan<V> expiry(ExpiryPolicy policy) {
            answers = policy;
            return this;
        }

        Plan<V> setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** Reads through. */
        Plan<V> loader(Function<String, V> source) {
            loader = new RecordingLoader<>(source);
            configuration.setReadThrough(true);
            return this;
        }

        /** Loads on demand only. */
        Plan<V> loaderForLoadAll(Function<String, V> source) {
            loader = new RecordingLoader<>(source);
            return this;
        }

        private ExpiryPolicy policy() {
            if (made == null) {
                made = setup.expiry() == Expiry.FIXED ? answers : new RecordingExpiry(answers);
            }
            return made;
        }

        Scene<V> open() {
            configuration.setExpiryPolicyFactory(new SingletonFactory<>(policy()));
            if (loader != null) {
                configuration.setCacheLoaderFactory(new SingletonFactory<>(loader));
            }
            if (setup.writer()) {
                configuration.setWriteThrough(true).setCacheWriterFactory(new SingletonFactory<>(writer));
            }
            if (setup.listeners()) {
                configuration.addCacheEntryListenerConfiguration(events.synchronous());
            }
            CacheManager manager = setup.backing().manager(settings);
            String name = "scene-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
            @SuppressWarnings("unchecked")
            JambryCache<String, V> cache =
                    manager.createCache(name, configuration).unwrap(JambryCache.class);
            return new Scene<>(this, manager, cache);
        }
    }

    CacheStatisticsMXBean statistics() {
        return cache.unwrap(StandardCache.class).life().statistics();
    }

    Tally tally() {
        return Tally.of(statistics());
    }

    /** What an action adds to the statistics; the records of events, writer and loader begin anew with it. */
    Tally counting(Runnable action) {
        forget();
        action.run();
        return tally();
    }

    /** Begins the records of statistics, events, writer and loader anew. */
    void forget() {
        statistics().clear();
        events.take();
        writer.take();
        if (loader != null) {
            loader.take();
        }
        if (expiry instanceof RecordingExpiry recording) {
            recording.take();
        }
    }

    List<String> asked() {
        return ((RecordingExpiry) expiry).take();
    }

    /** Puts entries and forgets what was noted. */
    @SafeVarargs
    final Scene<V> with(String key, V value, Map.Entry<String, V>... more) {
        cache.put(key, value);
        for (Map.Entry<String, V> entry : more) {
            cache.put(entry.getKey(), entry.getValue());
        }
        forget();
        return this;
    }

    /** Lets an entry expire, in a way that nobody has noticed yet. */
    void expire(String key) {
        cache.touch(key, SHORTEST);
        Awaitility.await()
                .pollDelay(java.time.Duration.ofMillis(2))
                .pollInterval(java.time.Duration.ofMillis(1))
                .until(() -> !cache.containsKey(key));
    }

    /** The same cache in another manager: what another JVM has. In memory there is no such thing, it is this very cache. */
    Neighbour<V> neighbour() {
        if (setup.backing() == Backing.MEMORY) {
            return new Neighbour<>(manager, cache);
        }
        CacheManager other = setup.backing().manager(settings);
        MutableConfiguration<String, V> configuration = new MutableConfiguration<>(
                cache.<MutableConfiguration<String, V>>getConfiguration(configurationType()));
        @SuppressWarnings("unchecked")
        JambryCache<String, V> same =
                other.createCache(cache.getName(), configuration).unwrap(JambryCache.class);
        return new Neighbour<>(other, same);
    }

    @SuppressWarnings("unchecked")
    private static <C> Class<C> configurationType() {
        return (Class<C>) MutableConfiguration.class;
    }

    /** A cache in a manager of its own. */
    record Neighbour<V>(CacheManager manager, JambryCache<String, V> cache) implements AutoCloseable {

        @Override
        public void close() {
            manager.getCachingProvider().close();
        }
    }

    @Override
    public void close() {
        try {
            if (!manager.isClosed()) {
                manager.destroyCache(cache.getName());
            }
        } finally {
            manager.getCachingProvider().close();
        }
    }
}
