// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Generated messages of Protocol Buffers. The provider makes one codec per cache; nothing here knows what a cache or a store
 * is.
 */
@NullMarked
package io.jambry.codec.protobuf;

import org.jspecify.annotations.NullMarked;
