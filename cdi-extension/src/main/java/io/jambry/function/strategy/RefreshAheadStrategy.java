// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.function.FunctionCache;
import java.time.Duration;

/**
 * Refresh-ahead: as {@link CacheAsideStrategy}, but values that are read are loaded anew in the background before they expire, so that
 * nobody waits for the system of record but those who ask first, or not for long.
 *
 * <p>When is decided by {@link FunctionCache#earlyRefresh} with a factor of 1, the earlier the longer loading takes; {@link #adjust} may say
 * otherwise.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class RefreshAheadStrategy<K, V> extends CacheAsideStrategy<K, V> {

    /**
     * Makes the strategy; nothing is opened yet.
     *
     * @param manager where the cache lives
     * @param namespace the name of the cache
     * @param keyType the type of the keys
     * @param valueType the type of the values
     * @param ttl how long an entry lives, a millisecond at least
     */
    protected RefreshAheadStrategy(
            Jambry manager, String namespace, Class<K> keyType, Class<V> valueType, Duration ttl) {
        super(manager, namespace, keyType, valueType, ttl);
    }

    @Override
    FunctionCache<K, V> reads(JambryCache<K, V> cache) {
        return super.reads(cache).earlyRefresh(1);
    }
}
