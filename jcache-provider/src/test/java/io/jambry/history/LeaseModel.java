// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import io.jambry.history.LeaseModel.Lease;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lease that one client holds at a time. Each holder gets a greater fence than all before.
 *
 * <p>That a lease ends by itself is an operation of its own, {@link Verb#LAPSE}: who records a history opens one per lease at
 * the earliest moment at which that lease may end. The lease of an {@link Verb#ACQUIRE} of unknown outcome has the fence
 * {@value #UNKNOWN_FENCE}.
 */
public final class LeaseModel implements Model<Lease> {

    /** The argument of the {@link Verb#LAPSE} of a lease whose fence nobody was told. */
    public static final String UNKNOWN_FENCE = "?";

    /**
     * Who holds the lease.
     *
     * @param holder the fence of the holder; null if nobody holds it
     * @param last the greatest fence given out
     */
    public record Lease(@Nullable String holder, long last) {

        private Lease free() {
            return new Lease(null, last);
        }

        @Override
        public String toString() {
            return (holder == null ? "free" : "held with fence " + holder) + ", last fence " + last;
        }
    }

    @Override
    public Lease initial() {
        return new Lease(null, 0);
    }

    @Override
    public @Nullable Lease next(Lease state, Operation operation) {
        return switch (operation.verb()) {
            case ACQUIRE -> acquire(state, operation);
            case RELEASE -> release(state, operation);
            case LAPSE -> Objects.equals(state.holder(), operation.arguments().get(0)) ? state.free() : state;
            default -> throw new IllegalArgumentException("a lease has no operation " + operation.verb());
        };
    }

    private static @Nullable Lease acquire(Lease state, Operation operation) {
        if (state.holder() != null) {
            return operation.mayAnswer(null) ? state : null;
        }
        if (operation.outcome() == Outcome.UNKNOWN) {
            return new Lease(UNKNOWN_FENCE, state.last());
        }
        String fence = operation.result();
        return fence != null && Long.parseLong(fence) > state.last() ? new Lease(fence, Long.parseLong(fence)) : null;
    }

    private static @Nullable Lease release(Lease state, Operation operation) {
        boolean held = operation.arguments().get(0).equals(state.holder());
        return operation.mayAnswer(String.valueOf(held)) ? (held ? state.free() : state) : null;
    }
}
