// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Compression by what the JDK has: zlib and gzip. The provider makes one compressor per cache; nothing here knows what a cache
 * or a store is.
 */
@NullMarked
package io.jambry.codec.deflate;

import org.jspecify.annotations.NullMarked;
