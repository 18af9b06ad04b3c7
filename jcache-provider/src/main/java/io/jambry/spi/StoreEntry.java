// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import org.jspecify.annotations.Nullable;

/**
 * An entry met by a {@linkplain Store#scan scan}.
 *
 * @param key the key as the cache wrote it
 * @param value the value; null in a scan of keys only
 */
public record StoreEntry(byte[] key, byte @Nullable [] value) {}
