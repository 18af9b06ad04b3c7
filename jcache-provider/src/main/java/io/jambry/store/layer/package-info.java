// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/** Stores around a store: one behaviour each, there only when a cache is set so. */
@NullMarked
package io.jambry.store.layer;

import org.jspecify.annotations.NullMarked;
