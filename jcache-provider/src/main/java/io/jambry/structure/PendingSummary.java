// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Map;
import java.util.Optional;

/**
 * What was delivered to the consumers of a group and is not acknowledged.
 *
 * @param count how many entries
 * @param first the least id of them; empty if there are none
 * @param last the greatest id of them; empty if there are none
 * @param consumers who has how many of them
 */
public record PendingSummary(
        long count, Optional<StreamId> first, Optional<StreamId> last, Map<String, Long> consumers) {

    /** Keeps a copy of the map. */
    public PendingSummary {
        consumers = Map.copyOf(consumers);
    }
}
