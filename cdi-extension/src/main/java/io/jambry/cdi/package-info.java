// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** Caching of methods on Jakarta CDI: what an application imports beside the annotations of JSR-107. */
@NullMarked
package io.jambry.cdi;

import org.jspecify.annotations.NullMarked;
