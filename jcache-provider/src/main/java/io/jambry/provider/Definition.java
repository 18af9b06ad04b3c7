// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.codec.EntryNames;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import io.jambry.spi.Namespace;
import io.jambry.spi.Store;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.cache.configuration.Configuration;

/**
 * What binds the data of a cache: two caches with the same definition can share entries.
 *
 * @param properties name by name, as the registry keeps them
 */
record Definition(Map<String, String> properties) {

    private static final String KEY_TYPE = "key-type";
    private static final String VALUE_TYPE = "value-type";
    private static final String KEYS = "keys";
    private static final String LAYOUT = "layout";
    private static final String ENTRY_NAMES = "entry-names";
    private static final String ENTRY_NAMES_KEY = "entry-names-key";
    private static final String ENTRY_NAMES_CHECK = "entry-names-check";

    /** Who wrote past the queue would overtake it. */
    private static final String WRITE_BEHIND = "write-behind";

    /** Sorted sets and hashes in shards. */
    private static final String QUEUE_LAYOUT = "queue-1";

    private static final String MAX_ENTRIES = "max-entries";
    private static final String MAX_BYTES = "max-bytes";
    private static final String EVICTION = "eviction";
    private static final String SHARDS = "shards";

    /** One key per entry. */
    private static final String ENTRY_LAYOUT = "entry-1";

    /** Shards of hashes, of caches that have limits. */
    private static final String BOUNDED_LAYOUT = "bounded-1";

    static Definition of(Configuration<?, ?> configuration, CacheSettings settings) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                KEY_TYPE, configuration.getKeyType().getName(),
                VALUE_TYPE, configuration.getValueType().getName(),
                KEYS, settings.keys().name().toLowerCase(Locale.ROOT),
                LAYOUT, ENTRY_LAYOUT,
                ENTRY_NAMES, settings.entryNames().name().toLowerCase(Locale.ROOT)));
        settings.entryNamesKey().ifPresent(key -> properties.put(ENTRY_NAMES_KEY, Integer.toString(key)));
        settings.bounds().ifPresent(bounds -> {
            properties.put(LAYOUT, BOUNDED_LAYOUT);
            properties.put(EVICTION, bounds.eviction().name().toLowerCase(Locale.ROOT));
            properties.put(SHARDS, Integer.toString(bounds.shards()));
            putLimit(properties, MAX_ENTRIES, bounds.maxEntries());
            putLimit(properties, MAX_BYTES, bounds.maxBytes());
        });
        if (settings.writeBehind()) {
            properties.put(WRITE_BEHIND, QUEUE_LAYOUT);
        }
        return new Definition(properties);
    }

    private static void putLimit(Map<String, String> properties, String name, long limit) {
        if (limit != Bounds.UNLIMITED) {
            properties.put(name, Long.toString(limit));
        }
    }

    /** The limits of the cache; empty if it has none. */
    Optional<Bounds> bounds() {
        if (!get(LAYOUT).equals(BOUNDED_LAYOUT)) {
            return Optional.empty();
        }
        return Optional.of(new Bounds(
                limit(MAX_ENTRIES),
                limit(MAX_BYTES),
                Eviction.valueOf(get(EVICTION).toUpperCase(Locale.ROOT)),
                Integer.parseInt(get(SHARDS))));
    }

    private long limit(String name) {
        return Long.parseLong(properties.getOrDefault(name, Long.toString(Bounds.UNLIMITED)));
    }

    /** The store of the cache, laid out as this says. */
    Store store(Namespace namespace, String cacheName) {
        Optional<Bounds> bounds = bounds();
        if (bounds.isEmpty()) {
            return namespace.store(cacheName);
        }
        return namespace
                .bounded(cacheName, bounds.get())
                .orElseThrow(() -> new ConfigurationException("cache '" + cacheName
                        + "' has 'max-entries' or 'max-bytes', but caches of memory: have no limits; leave them out, or set 'url' to that of a"
                        + " server, which may be embedded:"));
    }

    /** The same with what tells whether two name entries by the same secret. */
    Definition with(EntryNames names) {
        if (names.check().isEmpty()) {
            return this;
        }
        Map<String, String> more = new TreeMap<>(properties);
        more.put(ENTRY_NAMES_CHECK, names.check());
        return new Definition(more);
    }

    /** Whether writes wait in a queue. */
    boolean writesBehind() {
        return properties.containsKey(WRITE_BEHIND);
    }

    /** What the settings say of a cache that nobody has created; empty if they name neither of its types. */
    static Optional<Definition> ofTypes(Optional<String> keyType, Optional<String> valueType) {
        Map<String, String> types = new TreeMap<>();
        keyType.ifPresent(type -> types.put(KEY_TYPE, type));
        valueType.ifPresent(type -> types.put(VALUE_TYPE, type));
        return Optional.of(types).filter(some -> !some.isEmpty()).map(Definition::new);
    }

    Class<?> keyType(String cacheName, ClassLoader loader) {
        return type(KEY_TYPE, cacheName, loader);
    }

    Class<?> valueType(String cacheName, ClassLoader loader) {
        return type(VALUE_TYPE, cacheName, loader);
    }

    private Class<?> type(String property, String cacheName, ClassLoader loader) {
        String name = properties.getOrDefault(property, Object.class.getName());
        try {
            return Class.forName(name, /* initialize= */ false, loader);
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "cache '" + cacheName + "' has the " + property + " " + name
                            + ", which the class loader of this cache manager does not find; correct '" + property
                            + "', create the cache with types it finds, or put the class on its class path",
                    e);
        }
    }

    /**
     * Tells whether entries written under another definition can be read under this one. Values describe their codec
     * themselves; types and the form of keys do not.
     */
    boolean canReadEntriesOf(Definition other) {
        return same(other, KEY_TYPE)
                && same(other, VALUE_TYPE)
                && same(other, KEYS)
                && same(other, LAYOUT)
                && same(other, EVICTION)
                && same(other, SHARDS)
                // bytes are counted where they are limited
                && properties.containsKey(MAX_BYTES) == other.properties.containsKey(MAX_BYTES)
                && same(other, ENTRY_NAMES)
                && same(other, ENTRY_NAMES_KEY)
                && same(other, ENTRY_NAMES_CHECK);
    }

    private boolean same(Definition other, String property) {
        return get(property).equals(other.get(property));
    }

    private String get(String property) {
        return properties.getOrDefault(property, "nothing");
    }

    /** Names what differs, such as {@code value-type: java.lang.Long there, java.lang.String here}. */
    String differenceTo(Definition there) {
        Map<String, String> all = new TreeMap<>(there.properties);
        all.putAll(properties);
        return all.keySet().stream()
                .filter(property -> !same(there, property))
                .map(property -> property + ": " + there.get(property) + " there, " + get(property) + " here")
                .collect(Collectors.joining("; "));
    }
}
