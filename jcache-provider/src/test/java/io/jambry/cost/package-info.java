// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What each operation costs, as the server counts it: commands, round trips, bytes per entry, processor time. The rows are
 * {@code docs/cost.md}. Goes through {@code javax.cache} only, with a listener on the wire between the provider and a real
 * server.
 */
@NullMarked
package io.jambry.cost;

import org.jspecify.annotations.NullMarked;
