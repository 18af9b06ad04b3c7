// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The store on a Redis or Valkey server: requests become the cheapest command that answers them, the register becomes a few
 * keys. Called by whoever assembles a manager; knows bytes, and neither objects nor connections.
 */
@NullMarked
package io.jambry.store.redis;

import org.jspecify.annotations.NullMarked;
