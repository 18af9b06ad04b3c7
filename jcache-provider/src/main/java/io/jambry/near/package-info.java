// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The near cache: values of a store elsewhere, kept in this JVM for as long as the store's watch says that they are current.
 *
 * <p>The engine asks {@link io.jambry.near.NearCache} for objects before it asks the store; {@link io.jambry.near.NearStore}, a
 * layer around the store, fills it with what is read and empties it of what is changed. Caffeine is named here and nowhere else.
 */
@NullMarked
package io.jambry.near;

import org.jspecify.annotations.NullMarked;
