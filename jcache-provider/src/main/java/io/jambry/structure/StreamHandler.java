// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * Does what the entries of a stream stand for. Called by one thread of each {@link StreamConsumer}.
 *
 * <p>An entry may come more than once, also after it was done: when the acknowledgement is lost, or when handling it takes longer than
 * {@link StreamConsumer.Builder#claimAfter}. So doing it twice should be the same as doing it once.
 *
 * @param <V> what an entry is
 */
@FunctionalInterface
public interface StreamHandler<V> {

    /**
     * Handles an entry. When this returns, the entry is acknowledged.
     *
     * @param delivery the entry, and how often it was delivered
     * @throws Exception whatever went wrong; the entry is delivered again later, or becomes a dead letter
     */
    void handle(StreamDelivery<V> delivery) throws Exception;
}
