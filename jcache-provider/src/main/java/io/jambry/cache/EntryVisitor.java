// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.event.Interest;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.Ttl;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.event.EventType;
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
        V value = parts.values().decode(Objects.requireNonNull(met.value(), "value"));
        return value == null ? null : new CacheEntry<>(engine.decodedKey(met.key()), value);
    }

    @Override
    public void visit(StoreEntry met, K key) {
        parts.counters().lookup(/* hit= */ true, parts.counters().start());
        Ttl ttl = expiry.access();
        if (ttl.isKeep()) {
            return;
        }
        Condition same = Condition.bytes(Objects.requireNonNull(met.value(), "value"));
        boolean touched = parts.store()
                        .execute(met.key(), new StoreRequest.Touch(ttl, same))
                        .outcome()
                == Outcome.UPDATED;
        Interest interest = parts.listeners().interest();
        if (touched && ttl.isZero() && interest.in(EventType.EXPIRED)) {
            engine.publishExpired(key, met.key(), met.value(), interest);
        }
    }

    @Override
    public void remove(K key) {
        engine.write(Operation.REMOVE, key, null, null);
    }
}
