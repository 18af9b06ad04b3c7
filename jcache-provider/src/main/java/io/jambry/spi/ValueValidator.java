// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Optional;

/**
 * Decides whether a value may be stored.
 *
 * <p>Asked about each value that a put, a replace, a processor, a loader or a computation is about to store, before anything
 * is sent and before a {@code CacheWriter} is called. The type of the value and its size have been checked by then. A value that
 * is stored only under a condition is asked about before the condition is known, and once more for each run of a processor.
 *
 * <p>Thread-safe. A validator that is named in a configuration has a public constructor without parameters. It may take its
 * time: that does not count as waiting. It must not use the cache that it validates for.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface ValueValidator<K, V> {

    /**
     * Looks at a value.
     *
     * @param cacheName the name of the cache
     * @param key the key that the value is to be stored under; not to be modified
     * @param value the value; not to be modified
     * @return empty if it may be stored; else why not, for a message that may be logged: without key and value
     * @throws RuntimeException if it must not be stored; becomes the cause of what the caller of the cache gets
     */
    Optional<String> validate(String cacheName, K key, V value);
}
