// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/** Changes the codec of a cache while it is used. Uses {@code io.jambry} and {@code javax.cache}, and nothing else of Jambry. */
@NullMarked
package io.jambry.samples.migration;

import org.jspecify.annotations.NullMarked;
