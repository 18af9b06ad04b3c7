// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The provider on servers out of container images, as their makers publish them.
 *
 * <p>Run by the profile {@code containers} alone, since it needs a container engine and images that may have to be pulled. Knows
 * Testcontainers, which nothing else does.
 */
@NullMarked
package io.jambry.containers;

import org.jspecify.annotations.NullMarked;
