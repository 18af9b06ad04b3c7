// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** One change of one entry of a shared cache, as listeners see it. Decodes what they look at. */
final class ToldEvent<K, V> extends CacheEntryEvent<K, V> {

    private static final long serialVersionUID = 1L;

    private final transient ToldChange<K, V> change;
    private final transient boolean oldValueWanted;

    ToldEvent(Cache<?, ?> source, ToldChange<K, V> change, boolean oldValueWanted) {
        super(source, change.type());
        this.change = change;
        this.oldValueWanted = oldValueWanted;
    }

    @Override
    public K getKey() {
        return change.key();
    }

    @Override
    public @Nullable V getValue() {
        return getEventType() == EventType.REMOVED || getEventType() == EventType.EXPIRED
                ? getOldValue()
                : change.value();
    }

    @Override
    public @Nullable V getOldValue() {
        return isOldValueAvailable() ? change.oldValue() : null;
    }

    @Override
    public boolean isOldValueAvailable() {
        return oldValueWanted && change.hasOldValue();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a cache entry event cannot be unwrapped to " + type.getName());
    }

    /** Keys and values do not belong into logs. */
    @Override
    public String toString() {
        return "CacheEntryEvent[" + getEventType() + "]";
    }
}
