// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import io.jambry.FixedExpiryPolicy;
import io.jambry.Jambry;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/**
 * Write-through: the application reads and writes the cache only. A write goes to the system of record first; if that refuses it, the cache
 * stays as it was, and the write throws.
 *
 * <p>The cache has this as its {@code CacheLoader} and {@code CacheWriter}, so all that JSR-107 offers writes: {@code putAll},
 * {@code replace}, {@code invoke}.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class WriteThroughStrategy<K, V> extends ReadThroughStrategy<K, V> {

    private final Factory<CacheWriter<K, V>> writers = Writer::new;

    /**
     * Makes the strategy; nothing is opened yet.
     *
     * @param manager where the cache lives
     * @param namespace the name of the cache, which nobody else may have opened in this manager
     * @param keyType the type of the keys
     * @param valueType the type of the values
     * @param ttl how long an entry lives, a millisecond at least; the system of record keeps what has ended in the cache
     */
    protected WriteThroughStrategy(
            Jambry manager, String namespace, Class<K> keyType, Class<V> valueType, Duration ttl) {
        super(manager, namespace, keyType, valueType, ttl);
    }

    /**
     * Writes one value to the system of record.
     *
     * @param key its key
     * @param value the value
     * @throws Exception if it cannot be written
     */
    protected abstract void write(K key, V value) throws Exception;

    /**
     * Deletes one value from the system of record; no matter if there is none.
     *
     * @param key its key
     * @throws Exception if it cannot be deleted
     */
    protected abstract void delete(K key) throws Exception;

    /**
     * Writes several values to the system of record; one by one, as long as this is not overridden.
     *
     * @param values by key, one at least. If this returns, all count as written. If it throws, those count as written that it has
     *     taken out of this map: so one that writes all or none need not care.
     * @throws Exception if some cannot be written
     */
    protected void writeAll(Map<K, V> values) throws Exception {
        for (Iterator<Map.Entry<K, V>> rest = values.entrySet().iterator(); rest.hasNext(); ) {
            Map.Entry<K, V> next = rest.next();
            write(next.getKey(), next.getValue());
            rest.remove();
        }
    }

    /**
     * Deletes several values from the system of record; one by one, as long as this is not overridden.
     *
     * @param keys one at least. If this returns, all count as deleted. If it throws, those that it has taken out of this set.
     * @throws Exception if some cannot be deleted
     */
    protected void deleteAll(Set<K> keys) throws Exception {
        for (Iterator<K> rest = keys.iterator(); rest.hasNext(); ) {
            delete(rest.next());
            rest.remove();
        }
    }

    /**
     * Writes a value.
     *
     * @param key its key
     * @param value the value
     * @throws CacheWriterException if the system of record did not take it; the cache is unchanged
     */
    public void put(K key, V value) {
        cache().put(key, value);
    }

    /**
     * Writes a value whose entry lives otherwise than those of this strategy do.
     *
     * @param key its key
     * @param value the value
     * @param ttl how long, a millisecond at least
     * @throws CacheWriterException if the system of record did not take it; the cache is unchanged
     */
    public void put(K key, V value, Duration ttl) {
        javax.cache.expiry.Duration life = standard(requirePositive(ttl));
        cache().withExpiry(new FixedExpiryPolicy(life, null, life)).put(key, value);
    }

    /**
     * Removes a value, from the system of record, too.
     *
     * @param key its key
     * @throws CacheWriterException if the system of record did not delete it; the cache is unchanged
     */
    public void remove(K key) {
        cache().remove(key);
    }

    /** A removal would reach the system of record, so the entry ends. */
    @Override
    public void evict(K key) {
        cache().touch(key, javax.cache.expiry.Duration.ZERO);
    }

    @Override
    void configure(MutableConfiguration<K, V> configuration) {
        super.configure(configuration);
        configuration.setWriteThrough(true).setCacheWriterFactory(writers);
    }

    /** What the cache calls. What it leaves in a collection counts as not written, as JSR-107 says. */
    private final class Writer implements CacheWriter<K, V> {

        @Override
        public void write(Cache.Entry<? extends K, ? extends V> entry) {
            written(() -> WriteThroughStrategy.this.write(entry.getKey(), entry.getValue()));
        }

        @Override
        @SuppressWarnings("unchecked") // keys of this cache
        public void delete(Object key) {
            written(() -> WriteThroughStrategy.this.delete((K) key));
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
            Map<K, V> rest = new LinkedHashMap<>();
            entries.forEach(entry -> rest.put(entry.getKey(), entry.getValue()));
            boolean done = false;
            try {
                written(() -> WriteThroughStrategy.this.writeAll(rest));
                done = true;
            } finally {
                boolean all = done;
                entries.removeIf(entry -> all || !rest.containsKey(entry.getKey()));
            }
        }

        @Override
        @SuppressWarnings("unchecked") // keys of this cache
        public void deleteAll(Collection<?> keys) {
            Set<K> rest = new LinkedHashSet<>((Collection<K>) keys);
            boolean done = false;
            try {
                written(() -> WriteThroughStrategy.this.deleteAll(rest));
                done = true;
            } finally {
                boolean all = done;
                keys.removeIf(key -> all || !rest.contains(key));
            }
        }

        private void written(Write write) {
            try {
                write.run();
            } catch (CacheWriterException failed) {
                throw failed;
            } catch (Exception failed) {
                if (failed instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw new CacheWriterException("the system of record could not be written", failed);
            }
        }
    }

    /** A call that may throw. */
    @FunctionalInterface
    private interface Write {

        void run() throws Exception;
    }
}
