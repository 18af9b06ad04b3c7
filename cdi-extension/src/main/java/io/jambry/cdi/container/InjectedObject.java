// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.io.Serializable;

/**
 * What an injection point asks for.
 *
 * @param <T> its type
 */
sealed interface InjectedObject<T> extends Serializable {

    Class<T> type();

    T find(ApplicationCaches caches);

    /** The cache of a name with these types. */
    record NamedCache<K, V>(String name, Class<K> keyType, Class<V> valueType)
            implements InjectedObject<JambryCache<K, V>> {

        @Override
        @SuppressWarnings("unchecked") // a class has no type arguments
        public Class<JambryCache<K, V>> type() {
            return (Class<JambryCache<K, V>>) (Class<?>) JambryCache.class;
        }

        @Override
        public JambryCache<K, V> find(ApplicationCaches caches) {
            return JambryCache.of(caches.cache(name, keyType, valueType));
        }
    }

    /** The manager of the application. */
    record Manager() implements InjectedObject<Jambry> {

        @Override
        public Class<Jambry> type() {
            return Jambry.class;
        }

        @Override
        public Jambry find(ApplicationCaches caches) {
            return caches.manager();
        }
    }
}
