// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.JambryCache;
import java.util.concurrent.TimeUnit;

/** Results that are kept near. */
public class NearMethods extends MethodOperations {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Override
    String near() {
        return "invalidate";
    }

    @Override
    void warm(JambryCache<?, ?> cache, Runnable readAll) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (cache.near().orElseThrow().size() < Workload.KEYS) {
            readAll.run();
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("nothing is kept near: " + cache.near());
            }
        }
    }
}
