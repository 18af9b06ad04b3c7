// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.structure.Batch;
import io.jambry.structure.RateLimit;
import io.jambry.structure.RedisMap;
import io.jambry.structure.RedisRateLimiter;
import io.jambry.structure.Script;
import io.jambry.structure.ScriptResult;
import io.jambry.structure.Structures;
import java.util.List;
import javax.cache.CacheManager;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A thousand operations of several kinds in a batch, and the same one by one. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public class JambryBatch implements Contender {

    private static final int OPERATIONS = 1000;

    private static final Script<Long> LENGTH =
            Script.of("length", 1, "return redis.call('HLEN', KEYS[1])", ScriptResult.number());

    private CacheManager manager;
    private Structures structures;
    private RedisMap<String, String> texts;
    private RedisMap<String, Long> numbers;
    private RedisRateLimiter limiter;

    @Setup
    @Override
    public void prepare() {
        manager = Jambry.manager();
        structures = manager.unwrap(Structures.class);
        texts = structures.map("texts", String.class, String.class);
        numbers = structures.map("numbers", String.class, Long.class);
        limiter =
                structures.rateLimiter("bench", RateLimit.steady(LimiterOperations.PERMITS, LimiterOperations.PERIOD));
    }

    @TearDown
    @Override
    public void close() {
        manager.getCachingProvider().close();
    }

    private io.jambry.structure.Operation<?> mixed(int kind, String name) {
        return switch (kind % 16) {
            case 0, 1, 2, 3, 4, 5 -> texts.get(name);
            case 6, 7, 8 -> texts.put(name, Workload.VALUE);
            case 9, 10 -> numbers.add(name, 1L);
            case 11, 12 -> texts.containsKey(name);
            case 13 -> texts.size();
            case 14 -> limiter.tryAcquire();
            default -> structures.run(LENGTH, List.of("texts"));
        };
    }

    @Benchmark
    public Object batch(Cursor cursor) {
        Batch batch = structures.batch();
        for (int i = 0; i < OPERATIONS; i++) {
            batch.add(mixed(i, Workload.NAMES.get(cursor.next())));
        }
        batch.execute();
        return batch;
    }

    @Benchmark
    public Object oneByOne(Cursor cursor) {
        for (int i = 0; i < OPERATIONS; i++) {
            mixed(i, Workload.NAMES.get(cursor.next())).call();
        }
        return cursor;
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "batch" -> this::batch;
            case "oneByOne" -> this::oneByOne;
            default -> throw Contender.unknown(this, name);
        };
    }
}
