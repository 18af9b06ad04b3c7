// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.time.Duration;

/**
 * How much an operation asks of replicas. Redis and Valkey replicate asynchronously: without waiting, a failover may lose writes
 * that were acknowledged, whatever a client does.
 *
 * @param waitReplicas how many replicas have to acknowledge a write before it returns; 0 for none. The server is asked with
 *     {@code WAIT}. Where too few acknowledge in time, the write fails with
 *     {@code io.jambry.OutcomeUnknownException}: it is done on the primary, and a failover may lose it
 * @param waitTimeout how long to wait for them; not longer than the deadline of the call
 * @param readsReplicas whether replicas may answer reads. A read may then miss what was written a moment ago, also by the same
 *     thread, and a replica that has lost its primary may answer with old values for as long as its settings allow. What decides
 *     about a change is read from the primary all the same, and so is everything where no replica answers
 * @see <a href="https://redis.io/docs/latest/commands/wait/">WAIT</a>
 */
public record Consistency(int waitReplicas, Duration waitTimeout, boolean readsReplicas) {

    /** Writes return when the primary has done them, and reads ask the primary. */
    public static final Consistency PRIMARY = new Consistency(0, Duration.ofSeconds(1), /* readsReplicas= */ false);

    /** Refuses numbers that mean nothing. */
    public Consistency {
        if (waitReplicas < 0 || waitTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("wait replicas is " + waitReplicas + " and wait timeout is "
                    + waitTimeout + "; they must be 0 and 1 ms at least");
        }
    }

    /**
     * The same with writes that wait for replicas.
     *
     * @param replicas how many
     * @param limit how long
     * @return another consistency
     */
    public Consistency waitingFor(int replicas, Duration limit) {
        return new Consistency(replicas, limit, readsReplicas);
    }

    /**
     * The same with reads that replicas may answer.
     *
     * @return another consistency
     */
    public Consistency readingFromReplicas() {
        return new Consistency(waitReplicas, waitTimeout, /* readsReplicas= */ true);
    }

    /**
     * The same with reads that the primary answers.
     *
     * @return another consistency
     */
    public Consistency readingFromPrimary() {
        return readsReplicas ? new Consistency(waitReplicas, waitTimeout, /* readsReplicas= */ false) : this;
    }
}
