// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The chapters of JSR-107: the cache as applications see it, the entry engine behind it, the operation catalogue, expiry,
 * processors, loading and writing, statistics. Speaks objects; knows a store only by its contract, and no server at all.
 */
@NullMarked
package io.jambry.cache;

import org.jspecify.annotations.NullMarked;
