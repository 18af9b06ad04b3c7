// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Functions whose results are cached: {@link io.jambry.function.FunctionCache} and what it consists of.
 *
 * <p>The annotations of {@code io.jambry.cdi} run on it; it knows JSR-107 and {@code io.jambry}, and neither CDI nor annotations.
 */
@NullMarked
package io.jambry.function;

import org.jspecify.annotations.NullMarked;
