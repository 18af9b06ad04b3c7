// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Caching strategies to be extended: how a cache and the system of record that it stands before go together.
 *
 * <p>A subclass says how one value is read, and for some strategies how it is written. All else is JSR-107,
 * {@link io.jambry.function.FunctionCache} and the settings of the provider; nothing here caches by itself.
 */
@NullMarked
package io.jambry.function.strategy;

import org.jspecify.annotations.NullMarked;
