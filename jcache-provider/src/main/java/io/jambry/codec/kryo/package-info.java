// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Values by Kryo 5: a class writes its shape with it and is refused when it has another one, and no class is made that the
 * cache does not allow. The provider makes one codec per cache; nothing here knows what a cache or a store is.
 */
@NullMarked
package io.jambry.codec.kryo;

import org.jspecify.annotations.NullMarked;
