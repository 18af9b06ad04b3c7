// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.jambry.JambryCache;
import io.jambry.cdi.Cached;
import io.jambry.cdi.Managed;
import io.jambry.structure.RedisServer;
import io.jambry.structure.Structures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a call costs that the cache answers: commands that the server is asked for, and bytes that are allocated. */
class HitCostTest {

    private static final int CALLS = 1000;

    /** What the manager sends of its own accord while the calls last. */
    private static final int OTHER_COMMANDS = CALLS / 4;

    /** Before compilers have seen the methods, calls allocate what they later do not. */
    private static final int CALLS_BEFORE = 20_000;

    /**
     * What a call may allocate beside what asking the cache does: the container's part, which is 336 bytes in Weld while no request
     * lasts, and a little of ours. The data of a call, which containers make for those who ask, would not fit.
     */
    private static final long MOST_BYTES = 600;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Container container;
    private static Titles titles;

    @BeforeAll
    static void deploy() {
        container = Container.with(
                Map.of("jambry.url", "embedded:hit-cost", "jambry.caches.near-*.near", "invalidate"), Titles.class);
        titles = container.get(Titles.class);
    }

    @AfterAll
    static void undeploy() {
        container.close();
    }

    @ApplicationScoped
    static class Titles {

        final AtomicInteger calls = new AtomicInteger();

        @Inject
        @Managed
        CacheManager manager;

        @Cached(cache = "remote-cached")
        public String remoteCached(long isbn) {
            return title(isbn);
        }

        @CacheResult(cacheName = "remote-result")
        public String remoteResult(long isbn) {
            return title(isbn);
        }

        @Cached(cache = "near-cached")
        public String nearCached(long isbn) {
            return title(isbn);
        }

        @CacheResult(cacheName = "near-result")
        public String nearResult(long isbn) {
            return title(isbn);
        }

        private String title(long isbn) {
            calls.incrementAndGet();
            return "title " + isbn;
        }

        int calls() {
            return calls.get();
        }

        RedisServer server() {
            return manager.unwrap(Structures.class).servers().primaries().get(0);
        }

        JambryCache<Object, Object> cache(String name) {
            return JambryCache.of(manager.getCache(name));
        }
    }

    private static long commands() {
        return titles.server().info("stats").call().traffic().commands();
    }

    private static void assertCommands(int expected, LongFunction<String> method) {
        int called = titles.calls();
        long before = commands();
        for (int i = 0; i < CALLS; i++) {
            assertThat(method.apply(7)).isEqualTo("title 7");
        }
        assertThat(commands() - before).isBetween((long) expected, (long) expected + OTHER_COMMANDS);
        assertThat(titles.calls()).isEqualTo(called);
    }

    private static void bringNear(String cache, LongConsumer method) {
        await().until(() -> {
            method.accept(7);
            return titles.cache(cache).near().orElseThrow().size() == 1;
        });
    }

    @Test
    void cached_hitOnTheServer_costsOneCommand() {
        titles.remoteCached(7);

        assertCommands(CALLS, titles::remoteCached);
    }

    @Test
    void cacheResult_hitOnTheServer_costsOneCommand() {
        titles.remoteResult(7);

        assertCommands(CALLS, titles::remoteResult);
    }

    @Test
    void cached_hitNear_costsNoCommand() {
        bringNear("near-cached", titles::nearCached);

        assertCommands(0, titles::nearCached);
    }

    @Test
    void cacheResult_hitNear_costsNoCommand() {
        bringNear("near-result", titles::nearResult);

        assertCommands(0, titles::nearResult);
    }

    private static double allocated(LongConsumer call) {
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < CALLS_BEFORE; i++) {
            call.accept(7);
        }
        long before = THREADS.getThreadAllocatedBytes(thread);
        for (int i = 0; i < CALLS; i++) {
            call.accept(7);
        }
        return (double) (THREADS.getThreadAllocatedBytes(thread) - before) / CALLS;
    }

    @Test
    void cached_hitNear_allocatesLittleMoreThanAskingTheCache() {
        bringNear("near-cached", titles::nearCached);
        JambryCache<Object, Object> cache = titles.cache("near-cached");

        assertThat(allocated(titles::nearCached)).isLessThan(allocated(cache::get) + MOST_BYTES);
    }
}
