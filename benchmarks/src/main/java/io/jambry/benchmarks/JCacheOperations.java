// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.processor.EntryProcessor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The operations of a JCache provider over a server; each provider is a subclass that opens a manager. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public abstract class JCacheOperations implements Contender {

    private static final Duration TTL = new Duration(TimeUnit.MILLISECONDS, Workload.TTL_MILLIS);

    private static final EntryProcessor<String, Long, Long> INCREMENT = (entry, arguments) -> {
        long next = entry.exists() ? entry.getValue() + 1 : 1;
        entry.setValue(next);
        return next;
    };

    private CacheManager manager;
    private Cache<String, String> eternal;
    private Cache<String, String> modified;
    private Cache<String, String> touched;
    private Cache<String, Long> numbers;
    private Cache<String, String> full;

    /** Opens the provider's manager on the server that was given. */
    abstract CacheManager open();

    /** What a cache is created with. */
    <V> javax.cache.configuration.Configuration<String, V> configuration(MutableConfiguration<String, V> plain) {
        return plain;
    }

    @Setup
    @Override
    public void prepare() {
        manager = open();
        eternal = cache("eternal", String.class, EternalExpiryPolicy.factoryOf());
        modified = cache("modified", String.class, ModifiedExpiryPolicy.factoryOf(TTL));
        touched = cache("touched", String.class, TouchedExpiryPolicy.factoryOf(TTL));
        numbers = cache("numbers", Long.class, EternalExpiryPolicy.factoryOf());
        full = cache(RawJedis.FULL, String.class, EternalExpiryPolicy.factoryOf());
        for (Map<String, String> map : Workload.MAPS) {
            eternal.putAll(map);
            touched.putAll(map);
        }
    }

    private <V> Cache<String, V> cache(String name, Class<V> type, Factory<? extends ExpiryPolicy> expiry) {
        return manager.createCache(
                name,
                configuration(new MutableConfiguration<String, V>()
                        .setTypes(String.class, type)
                        .setExpiryPolicyFactory(expiry)));
    }

    @TearDown
    @Override
    public void close() {
        manager.getCachingProvider().close();
    }

    @Benchmark
    public Object get(Cursor cursor) {
        return eternal.get(Workload.NAMES.get(cursor.next()));
    }

    @Benchmark
    public Object put(Cursor cursor) {
        eternal.put(Workload.NAMES.get(cursor.next()), Workload.VALUE);
        return cursor;
    }

    @Benchmark
    public Object replace(Cursor cursor) {
        return eternal.replace(Workload.NAMES.get(cursor.next()), Workload.VALUE);
    }

    @Benchmark
    public Object getAndPut(Cursor cursor) {
        return eternal.getAndPut(Workload.NAMES.get(cursor.next()), Workload.VALUE);
    }

    @Benchmark
    public Object invoke(Cursor cursor) {
        return numbers.invoke(Workload.NAMES.get(cursor.next()), INCREMENT);
    }

    @Benchmark
    public Object invokeHot(Cursor cursor) {
        return numbers.invoke(Workload.HOT, INCREMENT);
    }

    @Benchmark
    public Object getAll(Cursor cursor) {
        return eternal.getAll(Workload.SETS.get(cursor.nextBulk()));
    }

    @Benchmark
    public Object getAllTouched(Cursor cursor) {
        return touched.getAll(Workload.SETS.get(cursor.nextBulk()));
    }

    @Benchmark
    public Object putAll(Cursor cursor) {
        modified.putAll(Workload.MAPS.get(cursor.nextBulk()));
        return cursor;
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void clear(RawJedis.Full entries) {
        full.clear();
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "get" -> this::get;
            case "put" -> this::put;
            case "replace" -> this::replace;
            case "getAndPut" -> this::getAndPut;
            case "invoke" -> this::invoke;
            case "getAll" -> this::getAll;
            case "getAllTouched" -> this::getAllTouched;
            case "putAll" -> this::putAll;
            case "clear" -> new Clearing(full::clear);
            default -> throw Contender.unknown(this, name);
        };
    }

    static URI serverUri() {
        return URI.create("redis://" + Server.addressGiven());
    }
}
