// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.StoreEntry;
import io.jambry.spi.Ttl;
import java.util.Objects;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** What JSR-107 wants of the entries an iterator returns: each is a hit and an access. */
final class EntryVisitor<K, V> implements EntryIterator.Visitor<K, V> {

    private final CacheParts<K, V> parts;
    private final ExpiryRules expiry;
    private final EntryEngine<K, V> engine;

    EntryVisitor(CacheParts<K, V> parts, ExpiryRules expiry, EntryEngine<K, V> engine) {
        this.parts = parts;
        this.expiry = expiry;
        this.engine = engine;
    }

    @Override
    public Cache.@Nullable Entry<K, V> decode(StoreEntry met) {
        V value = parts.values().decode(Objects.requireNonNull(met.value(), "value"), met.key());
        return value == null ? null : new CacheEntry<>(engine.decodedKey(met.key()), value);
    }

    @Override
    public void visit(StoreEntry met, K key) {
        parts.counters().lookup(/* hit= */ true, parts.counters().start());
        Ttl ttl = expiry.access();
        if (ttl.isKeep()) {
            return;
        }
        engine.touch(key, met.key(), Objects.requireNonNull(met.value(), "value"), ttl);
    }

    @Override
    public void remove(K key) {
        engine.write(Operation.REMOVE, key, null, null);
    }
}
