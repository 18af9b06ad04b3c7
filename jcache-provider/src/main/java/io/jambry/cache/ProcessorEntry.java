// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the hands of a processor: collects what the processor does, and keeps only the net effect. Confined to one
 * thread, and to one run of the processor.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {

    /** The net effect so far. */
    enum Effect {
        NOTHING,
        READ,
        LOADED,
        SET,
        REMOVED
    }

    private final K key;
    private final Snapshot<V> before;
    private final @Nullable ReadThrough<K, V> loader;
    private Effect effect = Effect.NOTHING;

    /** The loader is asked once, by the first read. */
    private boolean asked;

    /** Whether what is behind the cache has the entry. */
    private boolean loaded;

    private @Nullable V value;

    ProcessorEntry(K key, Snapshot<V> before, @Nullable ReadThrough<K, V> loader) {
        this.key = key;
        this.before = before;
        this.loader = loader;
    }

    Effect effect() {
        return effect;
    }

    /** The value set or loaded. */
    @Nullable
    V value() {
        return value;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public boolean exists() {
        return switch (effect) {
            case NOTHING, READ -> before.present();
            case LOADED, SET -> true;
            case REMOVED -> false;
        };
    }

    @Override
    public @Nullable V getValue() {
        switch (effect) {
            case NOTHING, READ -> {
                if (before.present()) {
                    effect = Effect.READ;
                    return before.value();
                }
                return load();
            }
            case LOADED, SET -> {
                return value;
            }
            default -> {
                return null;
            }
        }
    }

    private @Nullable V load() {
        if (loader == null || asked) {
            return null;
        }
        asked = true;
        V found = loader.load(key);
        if (found != null) {
            loaded = true;
            value = found;
            effect = Effect.LOADED;
        }
        return found;
    }

    @Override
    public void setValue(V newValue) {
        if (newValue == null) {
            throw new NullPointerException("value");
        }
        value = newValue;
        effect = Effect.SET;
    }

    @Override
    public void remove() {
        // an entry made by this very processor leaves no trace
        boolean ownCreation = !before.present() && !loaded && effect == Effect.SET;
        effect = ownCreation ? Effect.NOTHING : Effect.REMOVED;
        value = null;
        // what was removed is gone for this processor, whatever is behind the cache
        asked = true;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a mutable entry cannot be unwrapped to " + type.getName());
    }

    /** Keys and values do not belong into logs. */
    @Override
    public String toString() {
        return "MutableEntry";
    }
}
