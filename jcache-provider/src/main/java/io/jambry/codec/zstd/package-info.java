// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Compression by zstd-jni, with dictionaries for small values that are alike. The provider makes one compressor per cache;
 * nothing here knows what a cache or a store is.
 */
@NullMarked
package io.jambry.codec.zstd;

import org.jspecify.annotations.NullMarked;
