// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Caching of methods in a container: the two extensions, the interceptors, and the beans that applications can inject.
 *
 * <p>Called by the container; what happens in a call is in {@code io.jambry.cdi.method}.
 */
@NullMarked
package io.jambry.cdi.container;

import org.jspecify.annotations.NullMarked;
