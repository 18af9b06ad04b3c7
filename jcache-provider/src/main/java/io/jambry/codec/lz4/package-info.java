// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Compression by lz4-java (the at.yawk fork, which is the one that is kept up). The provider makes one compressor per cache;
 * nothing here knows what a cache or a store is.
 */
@NullMarked
package io.jambry.codec.lz4;

import org.jspecify.annotations.NullMarked;
