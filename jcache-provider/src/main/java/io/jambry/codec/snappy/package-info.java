// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Compression by snappy-java. The provider makes one compressor per cache; nothing here knows what a cache or a store is.
 */
@NullMarked
package io.jambry.codec.snappy;

import org.jspecify.annotations.NullMarked;
