// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;

/**
 * An entry that was delivered to a consumer of a group and is not acknowledged.
 *
 * @param id names the entry
 * @param consumer who has it
 * @param idle how long ago it was delivered
 * @param deliveries how often it was
 */
public record PendingEntry(StreamId id, String consumer, Duration idle, long deliveries) {}
