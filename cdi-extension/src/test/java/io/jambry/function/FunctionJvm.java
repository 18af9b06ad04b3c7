// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** What another JVM runs: many threads call one cached function for one key at the same time, when they are told to. */
public final class FunctionJvm {

    private FunctionJvm() {}

    /**
     * The name of the cache, the number of threads, and how many milliseconds the function takes. Says {@code ready}, waits for a line, says
     * {@code called} for each call of the function and {@code got} for each result, and waits to be killed.
     */
    public static void main(String[] arguments) throws Exception {
        Cache<String, Object> cache = Caching.getCachingProvider()
                .getCacheManager()
                .createCache(
                        arguments[0], new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
        FunctionCache<String, Object> functions =
                FunctionCache.of(cache).lock(CacheLock.CLUSTER).lockTimeout(Duration.ofSeconds(60));
        int threads = Integer.parseInt(arguments[1]);
        long millis = Long.parseLong(arguments[2]);
        // all that is done once is done
        String self = "warm-" + ProcessHandle.current().pid();
        if (!self.equals(functions.get(self, () -> self))) {
            throw new IllegalStateException("the function has another result");
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        lines.readLine();
        List<Future<Object>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            results.add(pool.submit(() -> functions.get("cold", () -> {
                System.out.println("called");
                Thread.sleep(millis);
                return self;
            })));
        }
        for (Future<Object> result : results) {
            System.out.println("got " + result.get());
        }
        lines.readLine();
        pool.shutdownNow();
    }
}
