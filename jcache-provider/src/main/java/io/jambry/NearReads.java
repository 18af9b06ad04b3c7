// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import org.jspecify.annotations.Nullable;

/**
 * Reads of the values that a cache keeps near, see {@link JambryCache#nearReads}: for who reads so often that each step shows, and has another way
 * where nothing is found.
 *
 * <p>Thread-safe.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@FunctionalInterface
public interface NearReads<K, V> {

    /**
     * Looks for the value of an entry in this JVM. It is as current as what {@link JambryCache#get} answers. No server is asked, no loader is called,
     * and nothing is counted.
     *
     * @param key the key, of the type of the cache's keys
     * @return null if the value is not at hand, whether there is an entry or not; also while the statistics of the cache are on, so that reads are
     *     counted and timed, and once the cache is closed
     * @throws NullPointerException if the key is null
     * @throws EncodingException if the key has to be encoded to be found, and cannot be
     */
    @Nullable
    V find(K key);
}
