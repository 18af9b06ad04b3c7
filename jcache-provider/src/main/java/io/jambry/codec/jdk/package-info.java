// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * JDK serialization behind an allow-list, checked when values are written and again when they are read. The provider makes
 * one codec per cache; nothing here knows what a cache or a store is.
 */
@NullMarked
package io.jambry.codec.jdk;

import org.jspecify.annotations.NullMarked;
