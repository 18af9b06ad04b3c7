// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import io.jambry.history.Search.Reached;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The operations of one key which may be in the order of a {@link Search}, or not. */
final class OpenOperations<S> {

    private static final int NONE = -1;

    private final Model<S> model;
    private final List<Operation> operations;

    /** For each operation the one before it that has the same effect. */
    private final int[] earlierTwin;

    OpenOperations(Model<S> model, Collection<Operation> operations) {
        this.model = model;
        this.operations = operations.stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        this.earlierTwin = new int[operations.size()];
        Map<Object, Integer> last = new HashMap<>();
        for (int i = 0; i < earlierTwin.length; i++) {
            Operation operation = this.operations.get(i);
            // an answer restricts where an operation can be, so it has no twin
            Object effect = operation.outcome() == Outcome.UNKNOWN ? model.effect(operation) : operation;
            Integer twin = last.put(effect, i);
            earlierTwin[i] = twin == null ? NONE : twin;
        }
    }

    /**
     * What can be reached by open operations alone, one at least, on the shortest ways.
     *
     * @param start where they begin
     * @param until invoked up to this moment
     * @param limit how many ways are enough
     */
    List<Reached<S>> runs(Reached<S> start, long until, int limit) {
        List<Reached<S>> runs = new ArrayList<>(List.of(start));
        Map<S, Used> ways = new HashMap<>();
        ways.computeIfAbsent(start.state(), unseen -> new Used()).add(start.used());
        for (int i = 0; i < runs.size() && runs.size() <= limit; i++) {
            Reached<S> run = runs.get(i);
            for (int next = run.used().nextClearBit(0);
                    next < operations.size() && operations.get(next).invoked() <= until;
                    next = run.used().nextClearBit(next + 1)) {
                S state = isFirstOfTwins(next, run.used()) ? model.next(run.state(), operations.get(next)) : null;
                if (state == null || state.equals(run.state())) {
                    continue;
                }
                BitSet used = (BitSet) run.used().clone();
                used.set(next);
                if (ways.computeIfAbsent(state, unseen -> new Used()).add(used)) {
                    runs.add(new Reached<>(state, used));
                }
            }
        }
        return runs.subList(1, runs.size());
    }

    private boolean isFirstOfTwins(int index, BitSet used) {
        return earlierTwin[index] == NONE || used.get(earlierTwin[index]);
    }
}
