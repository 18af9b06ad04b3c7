// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Write-behind: what a cache writes waits in a {@link io.jambry.spi.WriteQueue} beside its entries, and is brought from there to the system
 * of record by any JVM that can.
 *
 * <p>The cache queues by {@link io.jambry.behind.Intake}; {@link io.jambry.behind.Drainer} takes writes in turn, has them carried out by a
 * {@link io.jambry.behind.Delivery} of the cache's, and decides about retries. Nothing here knows objects, writers or servers.
 */
@NullMarked
package io.jambry.behind;

import org.jspecify.annotations.NullMarked;
