// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Values by Apache Fory, in its compatible mode. The provider makes one codec per cache; nothing here knows what a cache or a
 * store is.
 */
@NullMarked
package io.jambry.codec.fory;

import org.jspecify.annotations.NullMarked;
