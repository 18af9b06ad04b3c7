// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What maps of the server have in common, as {@code java.util.concurrent} sees them. */
abstract class EntriesView<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

    /** Walks over all entries. */
    abstract Iterator<Map.Entry<K, V>> walk();

    @Override
    public abstract int size();

    @Override
    public abstract boolean containsKey(Object key);

    @Override
    public abstract @Nullable V get(Object key);

    @Override
    public abstract @Nullable V remove(Object key);

    @Override
    public abstract void clear();

    @Override
    public final Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    @Override
    public final Set<K> keySet() {
        return new Keys();
    }

    /** The entries, which write through. */
    private final class Entries extends AbstractSet<Map.Entry<K, V>> {

        @Override
        public int size() {
            return EntriesView.this.size();
        }

        @Override
        public boolean isEmpty() {
            return EntriesView.this.isEmpty();
        }

        @Override
        public boolean contains(Object entry) {
            return entry instanceof Map.Entry<?, ?> asked
                    && asked.getKey() != null
                    && asked.getValue() != null
                    && asked.getValue().equals(get(asked.getKey()));
        }

        @Override
        public boolean remove(Object entry) {
            return entry instanceof Map.Entry<?, ?> asked
                    && asked.getKey() != null
                    && asked.getValue() != null
                    && EntriesView.this.remove(asked.getKey(), asked.getValue());
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            Iterator<Map.Entry<K, V>> walk = walk();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return walk.hasNext();
                }

                @Override
                public Map.Entry<K, V> next() {
                    return new Written(walk.next());
                }

                @Override
                public void remove() {
                    walk.remove();
                }
            };
        }

        /** Without a size: it may change until all entries have come. */
        @Override
        public Spliterator<Map.Entry<K, V>> spliterator() {
            return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.NONNULL);
        }

        @Override
        public void clear() {
            EntriesView.this.clear();
        }
    }

    /** The keys; those removed here are removed there. */
    private final class Keys extends AbstractSet<K> {

        @Override
        public int size() {
            return EntriesView.this.size();
        }

        @Override
        public boolean isEmpty() {
            return EntriesView.this.isEmpty();
        }

        @Override
        public boolean contains(Object key) {
            return containsKey(key);
        }

        @Override
        public boolean remove(Object key) {
            return EntriesView.this.remove(key) != null;
        }

        @Override
        public Iterator<K> iterator() {
            Iterator<Map.Entry<K, V>> walk = walk();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return walk.hasNext();
                }

                @Override
                public K next() {
                    return walk.next().getKey();
                }

                @Override
                public void remove() {
                    walk.remove();
                }
            };
        }

        /** Without a size: it may change until all keys have come. */
        @Override
        public Spliterator<K> spliterator() {
            return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.NONNULL);
        }

        @Override
        public void clear() {
            EntriesView.this.clear();
        }
    }

    /** An entry whose new values are written to the server. */
    private final class Written extends SimpleEntry<K, V> {

        private static final long serialVersionUID = 1L;

        Written(Map.Entry<K, V> entry) {
            super(entry);
        }

        @Override
        public V setValue(V value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
