// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static java.util.Objects.requireNonNull;

import io.jambry.spi.CodecContext;

/**
 * A limit that a setting of a cache sets, and what is said of what goes beyond it.
 *
 * @param cacheName the cache
 * @param setting the key of the setting within the cache, such as {@code max-value-bytes}
 * @param value the limit
 */
public record Limit(String cacheName, String setting, int value) {

    /** Refuses a limit without a name. */
    public Limit {
        requireNonNull(cacheName, "cacheName");
        requireNonNull(setting, "setting");
    }

    /**
     * How many bytes a value may have, as its codec writes it.
     *
     * @param context the cache of the codec
     * @return the limit that {@code max-value-bytes} sets
     */
    public static Limit ofValues(CodecContext context) {
        return new Limit(context.cacheName(), "max-value-bytes", context.maxBytes());
    }

    /**
     * Says of something that it has too many bytes.
     *
     * @param bytes how many it has
     * @return a clause that begins with {@code it}
     */
    public String exceededBy(long bytes) {
        return "it has " + bytes + " bytes, more than " + this;
    }

    /**
     * Says of something that was not written to its end that it has too many bytes.
     *
     * @param bytes how many it has in any case
     * @return a clause that begins with {@code it}
     */
    public String exceededByAtLeast(long bytes) {
        return "it has " + bytes + " bytes or more, more than " + this;
    }

    /** The setting with its full key and its value, such as {@code 'jambry.caches.books.max-value-bytes' = 1024}. */
    @Override
    public String toString() {
        return "'jambry.caches." + cacheName + "." + setting + "' = " + value;
    }
}
