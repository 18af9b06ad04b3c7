// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Faults, and what callers see of them. {@link io.jambry.faults.FaultProxy} is a bad network between a client and a
 * server: it forwards bytes and does to them what a {@link io.jambry.faults.Fault} says; it knows nothing of the
 * provider and is used by tests of every room.
 *
 * <p>A {@link io.jambry.faults.Trial} lets a fault happen while a provider is under load, and judges what all faults
 * have to keep: deadlines, documented failures, acknowledged changes, linearizable histories, a quick recovery, nothing
 * left behind. {@link io.jambry.faults.FaultTable} collects the results in {@code target/faults.md}. What takes long or
 * needs several servers has the tag {@code faults} and the profile of that name.
 */
@NullMarked
package io.jambry.faults;

import org.jspecify.annotations.NullMarked;
