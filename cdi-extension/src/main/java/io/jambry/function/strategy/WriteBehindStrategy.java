// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import io.jambry.CacheSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.WriteBehind;
import java.time.Duration;

/**
 * Write-behind: as {@link WriteThroughStrategy}, but a write waits in a durable queue on the server, and is brought to the system of record
 * from there: later, together with others, in order for each key, and at least once.
 *
 * <p>The queue is the provider's {@code write-behind}; its other settings, such as {@code write-delay}, stand beside it. What waits from
 * before is delivered once the cache is open, so call {@link #cache} when the application starts.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class WriteBehindStrategy<K, V> extends WriteThroughStrategy<K, V> {

    /**
     * Makes the strategy; nothing is opened yet.
     *
     * @param manager where the cache lives
     * @param namespace the name of the cache, which nobody else may have opened in this manager
     * @param keyType the type of the keys
     * @param valueType the type of the values
     * @param ttl how long an entry lives, a millisecond at least; a write that waits does not end with it
     */
    protected WriteBehindStrategy(
            Jambry manager, String namespace, Class<K> keyType, Class<V> valueType, Duration ttl) {
        super(manager, namespace, keyType, valueType, ttl);
    }

    /**
     * The queue: what waits there, and what was given up.
     *
     * @return that of the cache
     */
    public final WriteBehind<K, V> queue() {
        return queue(cache());
    }

    @Override
    CacheSettings effectiveSettings() {
        return settings().toBuilder().writeBehind(true).build();
    }

    @Override
    void requireOwn(JambryCache<K, V> cache) {
        super.requireOwn(cache);
        queue(cache);
    }

    private WriteBehind<K, V> queue(JambryCache<K, V> cache) {
        return cache.writeBehind()
                .orElseThrow(() -> new IllegalStateException("cache '" + cache.getName()
                        + "' writes through: 'write-behind' is set to false for it, which goes before what "
                        + getClass().getName() + " says; take that away, or extend WriteThroughStrategy"));
    }
}
