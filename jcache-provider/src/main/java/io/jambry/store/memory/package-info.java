// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/** Entries in the memory of this JVM, behind {@code memory:}. Knows bytes, not JSR-107. */
@NullMarked
package io.jambry.store.memory;

import org.jspecify.annotations.NullMarked;
