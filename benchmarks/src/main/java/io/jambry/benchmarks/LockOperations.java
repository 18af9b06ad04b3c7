// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.List;
import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Locking and unlocking over a server; each library is a subclass that opens its locks. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // prepare comes first
public abstract class LockOperations implements Contender {

    private List<Lock> locks;
    private Lock hot;

    /** Opens the library on the server that was given. */
    abstract void open();

    /** A lock of a name, renewed while it is held. */
    abstract Lock lock(String name);

    @Setup
    @Override
    public void prepare() {
        open();
        locks = Workload.NAMES.stream().map(this::lock).toList();
        hot = lock(Workload.HOT);
    }

    @TearDown
    @Override
    public abstract void close();

    /** A lock that no other thread wants. */
    @Benchmark
    public Object lock(Cursor cursor) {
        return section(locks.get(cursor.next()));
    }

    /** The same lock for all threads. */
    @Benchmark
    public Object lockHot(Cursor cursor) {
        return section(hot);
    }

    private static Object section(Lock lock) {
        lock.lock();
        try {
            return lock;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Operation operation(String name) {
        return switch (name) {
            case "lock" -> this::lock;
            case "lockHot" -> this::lockHot;
            default -> throw Contender.unknown(this, name);
        };
    }
}
