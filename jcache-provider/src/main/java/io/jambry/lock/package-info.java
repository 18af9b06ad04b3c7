// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Leases on names with fencing tokens: locks, read-write locks, semaphores and latches that several JVMs share. Applications get them
 * from {@link io.jambry.lock.Locks}. Nothing here opens connections, and nothing knows caches or structures.
 */
@NullMarked
package io.jambry.lock;

import org.jspecify.annotations.NullMarked;
