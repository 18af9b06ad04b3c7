// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import javax.cache.Cache;
import javax.cache.event.CacheEntryListener;

/**
 * Is told when events may be missing between those heard before and those that follow: the connection to the server was lost, another JVM
 * fell silent, or this listener was too slow for its queue.
 *
 * <p>A listener implements it beside {@link javax.cache.event.CacheEntryCreatedListener} and its kin; by itself it asks for no
 * events. Who keeps a copy of the entries reads them anew when it is called: whatever it reads then includes every change whose event is
 * missing. Only caches that several JVMs share have gaps; a listener that does not implement this interface is not told of
 * them, and a warning is logged instead.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface CacheEntryGapListener<K, V> extends CacheEntryListener<K, V> {

    /**
     * Events may be missing. Called after the events heard before the gap and before those that follow, in the thread of
     * an event. What it throws is counted, and the first of a kind logged. Several gaps without an event between them may be told as one.
     *
     * @param reason what happened, for people
     * @param cache the cache
     */
    void onGap(String reason, Cache<K, V> cache);
}
