// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.JambryCache;
import io.jambry.cdi.container.JambryCdiExtension;
import io.jambry.cdi.method.MethodKey;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.HashMap;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jboss.weld.context.bound.BoundLiteral;
import org.jboss.weld.context.bound.BoundRequestContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Calls of cached methods through a container, and asking the cache itself for the same entries. Either begins with a number, and makes
 * the key of it.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public abstract class MethodOperations implements Contender {

    private static final long FIRST = 100_000;

    private SeContainer container;
    private CachedTitles titles;
    private JambryCache<Long, String> declared;
    private JambryCache<Object, Object> generated;
    private JambryCache<Long, HeapOperations.Order> orders;

    /** The setting {@code near} of the caches. */
    abstract String near();

    /** Whether a request lasts while methods are called, as it does in a server. */
    boolean inRequest() {
        return true;
    }

    /** Does what is to be done before reading. */
    void warm(JambryCache<?, ?> cache, Runnable readAll) {
        // nothing
    }

    @Setup
    @Override
    public void prepare() {
        System.setProperty("jambry.url", serverUri());
        System.setProperty("jambry.namespace", "bench-" + getClass().getSimpleName());
        System.setProperty("jambry.defaults.near", near());
        // the one that the container finds, too
        io.jambry.Jambry manager = manager().unwrap(io.jambry.Jambry.class);
        declared = JambryCache.of(manager.getOrCreateCache(
                CachedTitles.DECLARED, new MutableConfiguration<Long, String>().setTypes(Long.class, String.class)));
        generated = JambryCache.of(manager.getOrCreateCache(CachedTitles.GENERATED, new MutableConfiguration<>()));
        orders = JambryCache.of(manager.getOrCreateCache(
                CachedTitles.ORDERS,
                new MutableConfiguration<Long, HeapOperations.Order>()
                        .setTypes(Long.class, HeapOperations.Order.class)));
        AnsweringInterceptor.cache = declared;
        container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addExtensions(new JambryCdiExtension())
                // which would log behind the figures that a process ends with
                .addProperty("org.jboss.weld.se.shutdownHook", false)
                .addBeanClasses(CachedTitles.class, AnsweringInterceptor.class)
                .initialize();
        titles = container.select(CachedTitles.class).get();
        readAll();
        warm(declared, this::readAll);
        warm(generated, this::readAll);
        warm(orders, this::readAll);
        titles.forbidCalls();
        if (inRequest()) {
            BoundRequestContext request = container
                    .select(BoundRequestContext.class, BoundLiteral.INSTANCE)
                    .get();
            request.associate(new HashMap<>());
            request.activate();
        }
    }

    private void readAll() {
        for (long id = FIRST; id < FIRST + Workload.KEYS; id++) {
            titles.cached(id);
            titles.cacheResultGenerated(id);
            titles.order(id);
        }
    }

    private static CacheManager manager() {
        return Caching.getCachingProvider(Jambry.PROVIDER).getCacheManager();
    }

    private static String serverUri() {
        return JCacheOperations.serverUri().toString();
    }

    @TearDown
    @Override
    public void close() {
        container.close();
    }

    private static long id(Cursor cursor) {
        return FIRST + cursor.next();
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "cached" -> this::cached;
            case "cacheResult" -> this::cacheResult;
            case "cacheResultGenerated" -> this::cacheResultGenerated;
            case "answered" -> this::answered;
            case "order" -> this::order;
            case "get" -> this::get;
            case "getGenerated" -> this::getGenerated;
            case "getOrder" -> this::getOrder;
            default -> throw Contender.unknown(this, name);
        };
    }

    @Benchmark
    public Object cached(Cursor cursor) {
        return titles.cached(id(cursor));
    }

    @Benchmark
    public Object cacheResult(Cursor cursor) {
        return titles.cacheResult(id(cursor));
    }

    @Benchmark
    public Object cacheResultGenerated(Cursor cursor) {
        return titles.cacheResultGenerated(id(cursor));
    }

    @Benchmark
    public Object answered(Cursor cursor) {
        return titles.answered(id(cursor));
    }

    @Benchmark
    public Object order(Cursor cursor) {
        return titles.order(id(cursor));
    }

    @Benchmark
    public Object get(Cursor cursor) {
        return declared.get(id(cursor));
    }

    @Benchmark
    public Object getGenerated(Cursor cursor) {
        return generated.get(new MethodKey(new Object[] {id(cursor)}));
    }

    @Benchmark
    public Object getOrder(Cursor cursor) {
        return orders.get(id(cursor));
    }
}
