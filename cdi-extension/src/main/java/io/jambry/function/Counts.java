// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a cached function does. Thread-safe. */
final class Counts {

    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder shared = new LongAdder();
    final LongAdder timeouts = new LongAdder();
    final LongAdder failures = new LongAdder();

    FunctionStatistics snapshot() {
        return new FunctionStatistics(
                hits.sum(), misses.sum(), calls.sum(), shared.sum(), timeouts.sum(), failures.sum());
    }
}
