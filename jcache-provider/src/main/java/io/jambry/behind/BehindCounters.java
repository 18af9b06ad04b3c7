// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.behind;

import java.util.concurrent.atomic.LongAdder;

/** What this JVM has done for the queue of a cache. Thread-safe. */
public final class BehindCounters {

    private final LongAdder delivered = new LongAdder();
    private final LongAdder batches = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder givenUp = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /**
     * Writes that were carried out.
     *
     * @return a count
     */
    public long delivered() {
        return delivered.sum();
    }

    /**
     * Calls that carried out writes, or tried to.
     *
     * @return a count
     */
    public long batches() {
        return batches.sum();
    }

    /**
     * Attempts at writes that failed.
     *
     * @return a count
     */
    public long failures() {
        return failures.sum();
    }

    /**
     * Writes that were given up.
     *
     * @return a count
     */
    public long givenUp() {
        return givenUp.sum();
    }

    /**
     * Writes for which the queue had no room in time.
     *
     * @return a count
     */
    public long refused() {
        return refused.sum();
    }

    void delivered(long writes) {
        delivered.add(writes);
    }

    void batch() {
        batches.increment();
    }

    void failed(long writes) {
        failures.add(writes);
    }

    void gaveUp(long writes) {
        givenUp.add(writes);
    }

    void refused(long writes) {
        refused.add(writes);
    }
}
