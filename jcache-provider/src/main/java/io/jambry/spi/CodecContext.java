// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/**
 * What a codec may need to know of the cache it is made for.
 *
 * @param cacheName the name of the cache, for messages
 * @param keyType the declared type of its keys
 * @param valueType the declared type of its values; {@code Object} if there is none
 * @param loader finds the classes of values
 * @param classes which classes values may hold
 * @param maxBytes the setting {@code max-value-bytes}: how large a value may be, in bytes as the codec makes and reads them; more
 *     is refused behind the codec in any case, and a codec that stops earlier saves the work
 */
public record CodecContext(
        String cacheName,
        Class<?> keyType,
        Class<?> valueType,
        ClassLoader loader,
        ClassFilter classes,
        int maxBytes) {}
