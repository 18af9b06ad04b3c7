// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.DecodingException;
import io.jambry.spi.StoredChange;
import java.util.function.Function;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * A change that was told as bytes. Key and values are decoded when somebody first looks at them, once for all who look.
 *
 * <p>Thread-safe.
 */
final class ToldChange<K, V> implements News<K, V> {

    private final EventType type;
    private final Part<K> key;
    private final @Nullable Part<V> value;
    private final @Nullable Part<V> oldValue;

    ToldChange(StoredChange change, Decoding<K, V> decoding, FeedCounters counters) {
        this.type = switch (change.kind()) {
            case CREATED -> EventType.CREATED;
            case UPDATED -> EventType.UPDATED;
            case REMOVED -> EventType.REMOVED;
            case EXPIRED -> EventType.EXPIRED;
        };
        this.key = new Part<>(change.key(), decoding::key, counters);
        this.value = part(change.value(), change.key(), decoding, counters);
        this.oldValue = part(change.oldValue(), change.key(), decoding, counters);
    }

    private static <V> @Nullable Part<V> part(
            byte @Nullable [] bytes, byte[] key, Decoding<?, V> decoding, FeedCounters counters) {
        return bytes == null ? null : new Part<>(bytes, value -> decoding.value(value, key), counters);
    }

    EventType type() {
        return type;
    }

    K key() {
        return key.get();
    }

    @Nullable
    V value() {
        return value == null ? null : value.get();
    }

    boolean hasOldValue() {
        return oldValue != null;
    }

    @Nullable
    V oldValue() {
        return oldValue == null ? null : oldValue.get();
    }

    /** Tells whether an exception is about this very change, so that the one who looked could not help it. */
    boolean failedWith(DecodingException e) {
        return key.failedWith(e)
                || (value != null && value.failedWith(e))
                || (oldValue != null && oldValue.failedWith(e));
    }

    /** Bytes that become an object when somebody asks. */
    private static final class Part<T> {

        private final byte[] bytes;
        private final Function<byte[], T> decoder;
        private final FeedCounters counters;
        private @Nullable T decoded;
        private @Nullable DecodingException failure;

        Part(byte[] bytes, Function<byte[], T> decoder, FeedCounters counters) {
            this.bytes = bytes;
            this.decoder = decoder;
            this.counters = counters;
        }

        synchronized T get() {
            if (failure != null) {
                throw failure;
            }
            if (decoded == null) {
                try {
                    decoded = decoder.apply(bytes);
                } catch (DecodingException e) {
                    failure = e;
                    counters.countUndecodable(e);
                    throw e;
                }
            }
            return decoded;
        }

        synchronized boolean failedWith(DecodingException e) {
            return failure == e;
        }
    }
}
