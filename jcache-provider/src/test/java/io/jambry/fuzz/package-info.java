// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The differential fuzz: seeded random sequences of operations, run on the reference implementation of JSR-107 and on a
 * cache under test in the same JVM, and compared after each operation.
 *
 * <p>Written against {@code javax.cache} alone. What the reference does wrong is named by
 * {@link io.jambry.fuzz.Departure} and corrected on its side, so that what is compared is what {@code docs/conformance.md} says.
 */
@NullMarked
package io.jambry.fuzz;

import org.jspecify.annotations.NullMarked;
