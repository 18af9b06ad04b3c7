// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The attributes of a session as a map. Its key set decodes nothing. Thread-safe; iterators go over the names of their beginning. */
final class AttributeView extends AbstractMap<String, Object> implements ConcurrentMap<String, Object> {

    private final SessionData session;

    AttributeView(SessionData session) {
        this.session = session;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String text ? session.get(text) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && session.has(text);
    }

    @Override
    public @Nullable Object put(String name, Object value) {
        return session.set(requireNonNull(name, "name"), value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        return name instanceof String text ? session.remove(text) : null;
    }

    @Override
    public int size() {
        return session.names().size();
    }

    @Override
    public Set<String> keySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<String> iterator() {
                return new Names();
            }

            @Override
            public int size() {
                return AttributeView.this.size();
            }
        };
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Map.Entry<String, Object>> iterator() {
                return new Entries();
            }

            @Override
            public int size() {
                return AttributeView.this.size();
            }
        };
    }

    @Override
    public @Nullable Object putIfAbsent(String name, Object value) {
        synchronized (session) {
            Object before = session.get(name);
            return before == null ? session.set(name, value) : before;
        }
    }

    @Override
    public boolean remove(Object name, @Nullable Object value) {
        synchronized (session) {
            boolean equal = value != null && Objects.equals(get(name), value);
            return equal && remove(name) != null;
        }
    }

    @Override
    public boolean replace(String name, Object before, Object value) {
        synchronized (session) {
            boolean equal = Objects.equals(session.get(name), before);
            return equal && session.set(name, value) != null;
        }
    }

    @Override
    public @Nullable Object replace(String name, Object value) {
        synchronized (session) {
            return session.get(name) == null ? null : session.set(name, value);
        }
    }

    private class Names implements Iterator<String> {

        private final Iterator<String> names = session.names().iterator();
        private @Nullable String last;

        @Override
        public boolean hasNext() {
            return names.hasNext();
        }

        @Override
        public String next() {
            String name = names.next();
            last = name;
            return name;
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("next() has to be called first");
            }
            session.remove(last);
            last = null;
        }
    }

    /** Of those that can be decoded. */
    private final class Entries implements Iterator<Map.Entry<String, Object>> {

        private final Iterator<Map.Entry<String, Object>> entries;
        private @Nullable String last;

        Entries() {
            Map<String, Object> all = new LinkedHashMap<>();
            for (String name : session.names()) {
                Object value = session.get(name);
                if (value != null) {
                    all.put(name, value);
                }
            }
            entries = all.entrySet().iterator();
        }

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Map.Entry<String, Object> next() {
            Map.Entry<String, Object> entry = entries.next();
            last = entry.getKey();
            return Map.entry(entry.getKey(), entry.getValue());
        }

        @Override
        public void remove() {
            if (last == null) {
                throw new IllegalStateException("next() has to be called first");
            }
            session.remove(last);
            last = null;
        }
    }
}
