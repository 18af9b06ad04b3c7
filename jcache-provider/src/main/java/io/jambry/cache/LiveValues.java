// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.Live;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of a store in this JVM as objects, beside their bytes, for as long as they are current. The store itself says so, so
 * that nothing here can be stale. Only keys and values of immutable types are kept: by-value storage stays what it is.
 *
 * <p>Thread-safe.
 */
final class LiveValues<K, V> {

    private static final int MOST = 10_000;

    private static final Set<Class<?>> IMMUTABLE = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            Instant.class,
            Duration.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class);

    private final ConcurrentHashMap<K, Value<V>> values = new ConcurrentHashMap<>();

    @Nullable
    V get(K key) {
        Value<V> found = values.get(key);
        if (found == null) {
            return null;
        }
        if (found.live.isCurrent()) {
            return found.value;
        }
        values.remove(key, found);
        return null;
    }

    /** Keeps a value that was just read, if it comes with its proof and cannot change. */
    void keep(K key, V value, @Nullable Live live) {
        if (live == null || !IMMUTABLE.contains(key.getClass()) || !IMMUTABLE.contains(value.getClass())) {
            return;
        }
        if (values.mappingCount() >= MOST) {
            values.clear();
        }
        values.put(key, new Value<>(value, live));
    }

    /** Lets go of what is not current any more. */
    void prune() {
        values.values().removeIf(value -> !value.live.isCurrent());
    }

    private record Value<V>(V value, Live live) {}
}
