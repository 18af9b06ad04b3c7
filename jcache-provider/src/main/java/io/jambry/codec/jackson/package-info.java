// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Codecs of Jackson 3: {@code json}, {@code cbor}, {@code smile} and {@code yaml}. The provider makes one per cache; nothing
 * here knows what a cache or a store is. A concrete declared class is bound without class names; whatever else may hold any
 * class carries its name, which {@link io.jambry.spi.ClassFilter} is asked for first.
 */
@NullMarked
package io.jambry.codec.jackson;

import org.jspecify.annotations.NullMarked;
