// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.codec.Envelope;
import io.jambry.codec.ValueCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.Ttl;
import java.util.List;
import javax.cache.Cache;

/** Values that a cache of another codec has left behind, and how they look now. */
final class OldForms {

    private static final byte JDK = 1;
    private static final byte JSON = 2;

    private final StandardCache<?, ?> cache;
    private final ValueCodec jdk;

    OldForms(Cache<?, ?> cache) {
        this.cache = cache.unwrap(StandardCache.class);
        this.jdk = new ValueCodec(
                Parcel.class,
                new JdkCodec(
                        List.of(Parcel.class), "", JdkLimits.DEFAULT, OldForms.class.getClassLoader(), cache.getName()),
                List.of(),
                Envelope.NONE,
                OldForms.class.getClassLoader(),
                cache.getName());
    }

    /** Leaves a value of the jdk codec. */
    void put(String key, Parcel value, Ttl ttl) {
        put(key, jdk.encode(value, key.getBytes(java.nio.charset.StandardCharsets.UTF_8)), ttl);
    }

    /** Leaves any bytes. */
    void put(String key, byte[] bytes, Ttl ttl) {
        CacheParts<?, ?> parts = Claims.parts(cache);
        parts.store()
                .exact()
                .execute(
                        parts.keys().encode(key),
                        new StoreRequest.Put(bytes, ttl, ttl, Condition.NONE, StoreRequest.Want.OUTCOME));
    }

    boolean isJdk(String key) {
        return codec(key) == JDK;
    }

    boolean isJson(String key) {
        return codec(key) == JSON;
    }

    /** Which codec has written what is stored, without any reader's help. */
    private byte codec(String key) {
        CacheParts<?, ?> parts = Claims.parts(cache);
        byte[] stored = parts.store()
                .exact()
                .execute(parts.keys().encode(key), StoreRequest.GET)
                .value();
        return stored[2];
    }
}
