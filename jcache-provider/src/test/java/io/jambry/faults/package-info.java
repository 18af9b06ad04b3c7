// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A bad network between a client and a server, for tests: {@link io.jambry.faults.FaultProxy} forwards bytes and does
 * to them what a {@link io.jambry.faults.Fault} says. Used by tests of every room; knows nothing of the provider.
 */
@NullMarked
package io.jambry.faults;

import org.jspecify.annotations.NullMarked;
