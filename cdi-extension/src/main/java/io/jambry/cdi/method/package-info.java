// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Cached methods: what the annotations say, whether it can work, and what happens when such a method is called.
 *
 * <p>Called by {@code io.jambry.cdi.container}; knows no container. Methods and their annotations come as {@link BeanFacts}, calls
 * as {@link Invocation}.
 */
@NullMarked
package io.jambry.cdi.method;

import org.jspecify.annotations.NullMarked;
