// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.List;

/**
 * What a step through the entries that nobody acknowledged has claimed.
 *
 * @param next from which id to go on; {@link StreamId#MIN} at the end
 * @param entries what was claimed
 * @param gone what was to be claimed, but is in the stream no more; it is not pending any longer. Servers before Redis 7.0 do not tell it, and leave it
 *     pending
 * @param <V> the type of the values
 */
public record Claimed<V>(StreamId next, List<StreamEntry<V>> entries, List<StreamId> gone) {

    /** Keeps copies of the lists. */
    public Claimed {
        entries = List.copyOf(entries);
        gone = List.copyOf(gone);
    }
}
