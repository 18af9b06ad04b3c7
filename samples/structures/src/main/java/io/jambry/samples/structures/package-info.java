// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A shop whose state is on the server, in data structures beside the cache. {@link io.jambry.samples.structures.ShopDay} is its day,
 * {@code Shop} what it does, {@code Dispatch} what becomes of orders, {@code Till} what must be done by one at a time.
 */
@NullMarked
package io.jambry.samples.structures;

import org.jspecify.annotations.NullMarked;
