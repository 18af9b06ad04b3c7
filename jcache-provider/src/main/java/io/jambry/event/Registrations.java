// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.io.Closeable;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;

/** Where the listeners of one cache in this JVM are registered. Thread-safe. */
public interface Registrations<K, V> {

    /**
     * Adds a listener.
     *
     * @param configuration where it comes from; an equal one must not be registered
     * @throws IllegalArgumentException if an equal configuration is registered
     * @throws io.jambry.NotExecutedException if those who change the cache could not be told; nothing is registered then
     */
    void register(CacheEntryListenerConfiguration<K, V> configuration);

    /**
     * Takes a listener away.
     *
     * @param configuration equal to the one it was registered by
     * @return what wants to be closed, empty if there was no such listener
     */
    List<Closeable> deregister(CacheEntryListenerConfiguration<K, V> configuration);

    /**
     * Takes all listeners away, for good.
     *
     * @return what wants to be closed
     */
    List<Closeable> clear();

    /**
     * What the listeners threw.
     *
     * @return live
     */
    ListenerFailures failures();
}
