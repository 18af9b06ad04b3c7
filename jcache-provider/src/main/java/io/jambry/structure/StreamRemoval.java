// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of an entry of a stream that was to be removed. */
public enum StreamRemoval {
    /** It was removed. */
    REMOVED,
    /** It stays, because groups are not done with it. */
    KEPT,
    /** There is no such entry, or it was not pending in the group that was to acknowledge it. */
    ABSENT;

    private static final long DONE = 1;
    private static final long REFERENCED = 2;

    /** A reply has a number for each id, in the order of the ids. */
    static Map<StreamId, StreamRemoval> of(List<StreamId> ids, @Nullable Object reply) {
        Map<StreamId, StreamRemoval> all = new LinkedHashMap<>();
        List<?> numbers = Replies.listed(reply);
        for (int i = 0; i < numbers.size(); i++) {
            all.put(ids.get(i), of(Replies.whole(numbers.get(i))));
        }
        return all;
    }

    private static StreamRemoval of(long number) {
        if (number == DONE) {
            return REMOVED;
        }
        return number == REFERENCED ? KEPT : ABSENT;
    }
}
