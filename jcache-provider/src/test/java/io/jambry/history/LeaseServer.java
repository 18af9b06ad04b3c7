// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that gives out one lease, rightly or in one wrong way; each lease ends by itself at some moment. */
final class LeaseServer implements Client {

    /** How it gives leases out and takes them back. */
    enum Rule {
        RIGHT,
        /** Whoever releases takes the lease away, even if it has lapsed and another one holds it. */
        RELEASES_WHATEVER_IS_HELD,
        /** The number of the last fence goes with the lease. */
        FORGETS_THE_LAST_FENCE,
        /** Looks whether the lease is free, and takes it in a second step. */
        LOOKS_THEN_TAKES
    }

    private final Interleaving interleaving;
    private final Rule rule;
    private final Consumer<String> lapsing;
    private @Nullable String holder;
    private long last;

    /**
     * Makes a server.
     *
     * @param lapsing is told the fence of each lease when its time is over
     */
    LeaseServer(Interleaving interleaving, Rule rule, Consumer<String> lapsing) {
        this.interleaving = interleaving;
        this.rule = rule;
        this.lapsing = lapsing;
    }

    @Override
    public @Nullable String call(Verb verb, List<String> arguments) {
        interleaving.pause();
        String answer = verb == Verb.ACQUIRE ? acquire() : String.valueOf(release(arguments.get(0)));
        interleaving.pause();
        return answer;
    }

    private @Nullable String acquire() {
        if (holder != null) {
            return null;
        }
        if (rule == Rule.LOOKS_THEN_TAKES) {
            interleaving.pause();
        }
        String fence = Long.toString(++last);
        holder = fence;
        interleaving.later(() -> {
            lapsing.accept(fence);
            interleaving.pause();
            end(fence);
        });
        return fence;
    }

    private boolean release(String fence) {
        if (rule == Rule.RELEASES_WHATEVER_IS_HELD && holder != null) {
            return end(holder);
        }
        return end(fence);
    }

    private boolean end(String fence) {
        boolean held = fence.equals(holder);
        if (held) {
            holder = null;
            last = rule == Rule.FORGETS_THE_LAST_FENCE ? 0 : last;
        }
        return held;
    }
}
