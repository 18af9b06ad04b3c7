// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Decisions of a thousand rate limiters, all of them allowed; each library is a subclass that makes them. */
@State(Scope.Benchmark)
public abstract class LimiterOperations implements Contender {

    /** So many that no decision is refused, whatever the rate. */
    static final long PERMITS = 1_000_000;

    static final Duration PERIOD = Duration.ofSeconds(1);

    /** Makes the limiters on the server that was given. */
    abstract void open();

    /** Asks a limiter for a permit. */
    abstract boolean decide(int limiter);

    /** Closes what was opened. */
    abstract void shut();

    @Setup
    @Override
    public void prepare() {
        open();
    }

    @TearDown
    @Override
    public void close() {
        shut();
    }

    @Benchmark
    public Object tryAcquire(Cursor cursor) {
        if (!decide(cursor.next())) {
            throw new IllegalStateException("a decision was refused, so others are compared than should be");
        }
        return cursor;
    }

    @Override
    public Operation operation(String name) {
        if (name.equals("tryAcquire")) {
            return this::tryAcquire;
        }
        throw Contender.unknown(this, name);
    }
}
