// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Data structures of the server as Java types: each command is an {@link io.jambry.structure.Operation}, a value that is called, sent
 * asynchronously, or put into a {@link io.jambry.structure.Batch}. Applications get them from {@link io.jambry.structure.Structures}.
 * Nothing here opens connections, and nothing knows caches.
 */
@NullMarked
package io.jambry.structure;

import org.jspecify.annotations.NullMarked;
