// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for an order of the operations of one key that explains all answers.
 *
 * <p>Depth first over the places that can be reached: which operations are in order already, and the state they lead to.
 * The next operation is one that was invoked before any of the rest returned. After J. M. Wing and C. Gong, "Testing and
 * Verifying Concurrent Objects" (1993), with the memory of places of G. Lowe, "Testing for Linearizability" (2017).
 *
 * <p><b>Open operations</b> may come at any time after their invocation or never, so a history with k of them has at least
 * 2<sup>k</sup> orders. Four rules keep them few. They are tried only right before a closed operation that would be impossible
 * without them; what {@link Model} promises about closed operations makes this enough. The shortest run of them that leads to
 * a state comes first. A place is left if it was reached before with some of the same open operations used up: what can follow
 * here can follow there as well. Of several with the same effect the earliest is taken.
 *
 * <p>Confined to one thread.
 *
 * @param <S> the states of the model
 */
final class Search<S> {

    /** How a search ends. */
    enum End {
        FOUND,
        EXHAUSTED,
        GIVEN_UP
    }

    private final Model<S> model;
    private final List<Operation> closed;
    private final OpenOperations<S> open;
    private final int limit;

    private final BitSet done = new BitSet();
    private final Map<Place<S>, Used> visited = new HashMap<>();
    private int visits;
    private @Nullable Operation furthest;

    /**
     * Prepares a search.
     *
     * @param closed what must be in the order
     * @param open what may be in the order
     * @param limit after how many places it is given up
     */
    Search(Model<S> model, Collection<Operation> closed, Collection<Operation> open, int limit) {
        this.model = model;
        this.closed = closed.stream()
                .sorted(Comparator.comparingLong(Operation::invoked))
                .toList();
        this.open = new OpenOperations<>(model, open);
        this.limit = limit;
    }

    /** Searches from each of some states. */
    End run(Collection<S> states) {
        for (S state : states) {
            End end = run(state);
            if (end != End.EXHAUSTED) {
                return end;
            }
        }
        return End.EXHAUSTED;
    }

    private End run(S initial) {
        if (closed.isEmpty()) {
            return End.FOUND;
        }
        Deque<Branch> path = new ArrayDeque<>();
        Reached<S> start = new Reached<>(initial, new BitSet());
        isNew(start);
        path.push(new Branch(start));
        while (!path.isEmpty() && visits <= limit) {
            Step<S> step = path.element().next();
            if (step == null) {
                path.pop();
                if (!path.isEmpty()) {
                    done.clear(path.element().taken());
                }
                continue;
            }
            done.set(step.closed());
            if (done.cardinality() == closed.size()) {
                return End.FOUND;
            }
            if (isNew(step.reached())) {
                visits++;
                path.push(new Branch(step.reached()));
            } else {
                done.clear(step.closed());
            }
        }
        return path.isEmpty() ? End.EXHAUSTED : End.GIVEN_UP;
    }

    private boolean isNew(Reached<S> reached) {
        int first = done.nextClearBit(0);
        BitSet beyond = done.get(first, Math.max(first, done.length()));
        return visited.computeIfAbsent(new Place<>(first, beyond, reached.state()), unseen -> new Used())
                .add(reached.used());
    }

    /** After a search in vain: the first operation by the time of return that no order can contain. */
    Operation culprit() {
        if (furthest == null) {
            throw new IllegalStateException("the search has not failed");
        }
        return furthest;
    }

    /** After a search in vain: all closed operations in the order of their invocation. */
    List<Operation> closed() {
        return closed;
    }

    /** After a search in vain: the states in which the first so many closed operations, and no others, may have ended. */
    Set<S> statesAfter(int number) {
        Set<S> states = new LinkedHashSet<>();
        visited.keySet().forEach(place -> {
            if (place.first == number && place.beyond.isEmpty()) {
                states.add(place.state);
            }
        });
        return states;
    }

    /** All closed operations before the first one and some beyond it are in order, and lead to a state. */
    private record Place<S>(int first, BitSet beyond, S state) {}

    /** A state, and the open operations used up on the way. */
    record Reached<S>(S state, BitSet used) {}

    /** A closed operation, perhaps after open ones, and where it leads. */
    private record Step<S>(int closed, Reached<S> reached) {}

    /** A place on the path, and how far its steps have been tried: those without open operations first. */
    private final class Branch {

        private final Reached<S> here;
        private final Operation earliest;
        private final List<Integer> impossible = new ArrayList<>();
        private final List<Step<S>> steps = new ArrayList<>();
        private int tried;
        private boolean openTried;

        Branch(Reached<S> here) {
            this.here = here;
            this.earliest = findSteps();
            if (furthest == null || earliest.returned() > furthest.returned()) {
                furthest = earliest;
            }
        }

        private Operation findSteps() {
            int first = done.nextClearBit(0);
            Operation bound = closed.get(first);
            for (int i = first;
                    i < closed.size() && closed.get(i).invoked() <= bound.returned();
                    i = done.nextClearBit(i + 1)) {
                if (!addStep(i, here)) {
                    impossible.add(i);
                }
                if (closed.get(i).returned() < bound.returned()) {
                    bound = closed.get(i);
                }
            }
            return bound;
        }

        private boolean addStep(int index, Reached<S> from) {
            S after = model.next(from.state(), closed.get(index));
            return after != null && steps.add(new Step<>(index, new Reached<>(after, from.used())));
        }

        @Nullable
        Step<S> next() {
            if (tried == steps.size() && !openTried && !impossible.isEmpty()) {
                openTried = true;
                List<Reached<S>> runs = open.runs(here, earliest.returned(), limit - visits);
                visits += runs.size();
                runs.forEach(run -> impossible.forEach(index -> addStep(index, run)));
            }
            return tried == steps.size() ? null : steps.get(tried++);
        }

        /** The closed operation of the step last tried. */
        int taken() {
            return steps.get(tried - 1).closed();
        }
    }
}
