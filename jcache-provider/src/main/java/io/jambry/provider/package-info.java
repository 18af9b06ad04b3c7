// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The entrance: the caching provider, the cache manager, and the assembly from settings to store to cache. Knows every room;
 * no room but this knows it.
 */
@NullMarked
package io.jambry.provider;

import org.jspecify.annotations.NullMarked;
