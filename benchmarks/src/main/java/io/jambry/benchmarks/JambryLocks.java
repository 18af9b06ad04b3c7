// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.lock.Locks;
import java.util.concurrent.locks.Lock;
import javax.cache.CacheManager;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The column of Jambry's locks. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // open comes first
public class JambryLocks extends LockOperations {

    private CacheManager manager;
    private Locks opened;

    @Override
    void open() {
        manager = Jambry.manager();
        opened = manager.unwrap(Locks.class);
    }

    @Override
    Lock lock(String name) {
        return opened.lock(name);
    }

    @Override
    public void close() {
        manager.getCachingProvider().close();
    }
}
