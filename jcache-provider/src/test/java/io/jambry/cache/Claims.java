// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import java.lang.reflect.Field;

/** Claims that nobody gives back, as a JVM that was killed leaves them. */
final class Claims {

    private Claims() {}

    static void leaveBehind(StandardCache<?, ?> cache, String key, long leaseMillis) {
        CacheParts<?, ?> parts = parts(cache);
        byte[] bytes = parts.keys().encode(key);
        Outcome outcome = parts.store()
                .execute(bytes, new StoreRequest.Claim(leaseMillis))
                .outcome();
        if (outcome != Outcome.CLAIMED) {
            throw new IllegalStateException("the claim is " + outcome);
        }
    }

    /** Takes the claim of a running update away, as a pause longer than its lease does. */
    static void end(StandardCache<?, ?> cache, String key, long fence) {
        CacheParts<?, ?> parts = parts(cache);
        parts.store().execute(parts.keys().encode(key), new StoreRequest.Release(fence));
    }

    /** Writes bytes that nobody can decode. */
    static void damage(StandardCache<?, ?> cache, String key, byte[] bytes) {
        CacheParts<?, ?> parts = parts(cache);
        parts.store()
                .execute(
                        parts.keys().encode(key),
                        new StoreRequest.Put(
                                bytes,
                                io.jambry.spi.Ttl.ETERNAL,
                                io.jambry.spi.Ttl.ETERNAL,
                                io.jambry.spi.Condition.NONE,
                                StoreRequest.Want.OUTCOME));
    }

    static byte[] stored(StandardCache<?, ?> cache, String key) {
        CacheParts<?, ?> parts = parts(cache);
        return parts.store().execute(parts.keys().encode(key), StoreRequest.GET).value();
    }

    static CacheParts<?, ?> parts(StandardCache<?, ?> cache) {
        try {
            Field field = StandardCache.class.getDeclaredField("parts");
            field.setAccessible(true);
            return (CacheParts<?, ?>) field.get(cache);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
