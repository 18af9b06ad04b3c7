// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/** The only place that calls the writer; turns whatever it throws into {@link CacheWriterException}. */
final class WriteThrough<K, V> implements Writes<K, V> {

    private final String cacheName;
    private final CacheWriter<? super K, ? super V> writer;

    WriteThrough(String cacheName, CacheWriter<? super K, ? super V> writer) {
        this.cacheName = cacheName;
        this.writer = writer;
    }

    @Override
    public void tell(Attempt<K, V, ?> attempt) {
        Plan<V, ?> plan = attempt.planned();
        switch (plan.through()) {
            case WRITE -> write(attempt.key, Objects.requireNonNull(plan.written()));
            case DELETE -> delete(attempt.key);
            case NOTHING -> {
                // the writer hears of changes only
            }
        }
    }

    @Override
    public @Nullable CacheWriterException tellAll(List<Attempt<K, V, ?>> attempts) {
        Collection<Cache.Entry<? extends K, ? extends V>> entries = entries(attempts.size());
        Collection<K> keys = new ArrayList<>();
        for (Attempt<K, V, ?> attempt : attempts) {
            switch (attempt.planned().through()) {
                case WRITE ->
                    entries.add(new CacheEntry<>(
                            attempt.key,
                            Objects.requireNonNull(attempt.planned().written())));
                case DELETE -> keys.add(attempt.key);
                case NOTHING -> {
                    // the writer hears of changes only
                }
            }
        }
        CacheWriterException refused = null;
        try {
            // the contract of the writer: what stays in the collection was not written, exception or not
            if (!entries.isEmpty()) {
                writeAll(entries);
            }
            if (!keys.isEmpty()) {
                deleteAll(keys);
            }
        } catch (CacheWriterException e) {
            refused = e;
        }
        Set<Object> failed = new HashSet<>(keys);
        entries.forEach(entry -> failed.add(entry.getKey()));
        attempts.removeIf(attempt -> failed.contains(attempt.key));
        return refused;
    }

    void write(K key, V value) {
        call(() -> writer.write(new CacheEntry<>(key, value)));
    }

    void delete(K key) {
        call(() -> writer.delete(key));
    }

    /**
     * Writes many entries.
     *
     * @param entries the entries; the writer takes out what it has written, so that what stays in has failed
     */
    void writeAll(Collection<Cache.Entry<? extends K, ? extends V>> entries) {
        call(() -> writer.writeAll(asWriterTakesThem(entries)));
    }

    /**
     * Deletes many entries.
     *
     * @param keys the keys; the writer takes out what it has deleted, so that what stays in has failed
     */
    void deleteAll(Collection<K> keys) {
        call(() -> writer.deleteAll(keys));
    }

    static <K, V> Collection<Cache.Entry<? extends K, ? extends V>> entries(int size) {
        List<Cache.Entry<? extends K, ? extends V>> entries = new ArrayList<>(size);
        return entries;
    }

    // the writer is a consumer of K and V: that it is declared for supertypes changes nothing about the entries it
    // takes
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <A, B> Collection<Cache.Entry<? extends A, ? extends B>> asWriterTakesThem(Collection entries) {
        return entries;
    }

    private void call(Runnable write) {
        try {
            write.run();
        } catch (CacheWriterException e) {
            throw e;
        } catch (Exception e) {
            throw new CacheWriterException(
                    "cache '" + cacheName + "': the cache writer failed; the entries it did not write are unchanged",
                    e);
        }
    }
}
