// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.CacheSettings;
import io.jambry.codec.Envelope;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.KeyFallback;
import io.jambry.codec.ValueCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.event.FeedCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** One cache and several members that have it open, as if each were another JVM. */
final class SharedScene<V> implements AutoCloseable {

    static final String NAME = "shared";

    final ChangeHub hub = new ChangeHub();
    private final Class<V> valueType;
    private final CacheManager manager = Backing.MEMORY.manager(Map.of());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<StandardCache<String, V>> caches = new ArrayList<>();

    SharedScene(Class<V> valueType) {
        this.valueType = valueType;
    }

    MutableConfiguration<String, V> configuration() {
        return new MutableConfiguration<String, V>()
                .setTypes(String.class, valueType)
                .setStatisticsEnabled(true);
    }

    StandardCache<String, V> open() {
        return open(hub.join(), configuration(), settings -> {}, threads);
    }

    StandardCache<String, V> open(
            ChangeHub.Member member,
            MutableConfiguration<String, V> configuration,
            Consumer<CacheSettings.Builder> settings,
            Executor background) {
        JdkCodec codec = new JdkCodec(
                List.of(String.class, valueType), "", JdkLimits.DEFAULT, SharedScene.class.getClassLoader(), NAME);
        CacheSettings.Builder builder = CacheSettings.builder();
        settings.accept(builder);
        StandardCache<String, V> cache = new CacheAssembly<String, V>(
                        NAME,
                        manager,
                        CacheConfiguration.copyOf(configuration),
                        builder.build(),
                        member.store(),
                        new KeyCodec(String.class, SharedScene.class.getClassLoader(), NAME, KeyFallback.REFUSE, codec),
                        new ValueCodec(
                                valueType, codec, List.of(), Envelope.NONE, SharedScene.class.getClassLoader(), NAME),
                        Validation.NONE,
                        /* near= */ null,
                        /* queue= */ null,
                        background,
                        threads,
                        member::feed,
                        life -> {})
                .open();
        caches.add(cache);
        return cache;
    }

    ExecutorService threads() {
        return threads;
    }

    static FeedCounters counters(StandardCache<?, ?> cache) {
        return cache.life().feedCounters().orElseThrow();
    }

    @Override
    public void close() {
        caches.forEach(StandardCache::close);
        hub.close();
        threads.shutdownNow();
        manager.getCachingProvider().close();
    }
}
