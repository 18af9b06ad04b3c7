// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What replies of the server mean, where several commands share it. */
final class Meanings {

    private Meanings() {}

    static StoreReply done(@Nullable Object reply) {
        return StoreReply.DONE;
    }

    static StoreReply createdOrUntouched(@Nullable Object reply) {
        return reply == null ? StoreReply.UNTOUCHED : StoreReply.CREATED;
    }

    static StoreReply updatedOrUntouched(@Nullable Object reply) {
        return reply == null ? StoreReply.UNTOUCHED : StoreReply.UPDATED;
    }

    /** The value before an unconditional write. */
    static StoreReply createdOrUpdated(byte @Nullable [] previous) {
        return previous == null ? StoreReply.CREATED : StoreReply.of(Outcome.UPDATED, previous);
    }

    /** The value that was in the way. */
    static StoreReply createdOrInTheWay(byte @Nullable [] current) {
        return current == null ? StoreReply.CREATED : StoreReply.of(Outcome.UNTOUCHED, current);
    }

    /** The value before a write that needs one. */
    static StoreReply updated(byte @Nullable [] previous) {
        return previous == null ? StoreReply.UNTOUCHED : StoreReply.of(Outcome.UPDATED, previous);
    }

    /** The value before a removal. */
    static StoreReply removed(byte @Nullable [] previous) {
        return previous == null ? StoreReply.UNTOUCHED : StoreReply.of(Outcome.REMOVED, previous);
    }

    /** A count of 0 or 1. */
    static Function<Object, StoreReply> count(StoreReply none, StoreReply one) {
        return reply -> ((Number) reply).longValue() == 0 ? none : one;
    }

    /** A script that compares: 1, or the current value. */
    static Function<Object, StoreReply> compared(StoreReply equal) {
        return reply -> reply instanceof Long ? equal : StoreReply.of(Outcome.UNTOUCHED, (byte[]) reply);
    }
}
