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
 * <p><b>Open operations</b> may come at any time after their invocation or never, and so cannot end the search. One that
 * changes nothing is not tried. A place is left if the same place was reached with fewer of them used up: what can follow
 * here can follow there as well. Without this a history with k of them would have 2<sup>k</sup> orders.
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
    private final List<Operation> open;
    private final int limit;

    private final BitSet done = new BitSet();
    private final BitSet used = new BitSet();
    private final Map<Place<S>, List<BitSet>> visited = new HashMap<>();
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
        Comparator<Operation> byInvocation = Comparator.comparingLong(Operation::invoked);
        this.model = model;
        this.closed = closed.stream().sorted(byInvocation).toList();
        this.open = open.stream().sorted(byInvocation).toList();
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
        Deque<Branch<S>> path = new ArrayDeque<>();
        if (closed.isEmpty()) {
            return End.FOUND;
        }
        isNew(initial);
        path.push(branch(initial));
        while (!path.isEmpty()) {
            Branch<S> branch = path.element();
            if (!branch.advance()) {
                path.pop();
                if (!path.isEmpty()) {
                    path.element().mark(/* ordered= */ false);
                }
                continue;
            }
            S next = model.next(branch.state, branch.candidate());
            if (next == null || branch.isOpen() && next.equals(branch.state)) {
                continue;
            }
            branch.mark(/* ordered= */ true);
            if (done.cardinality() == closed.size()) {
                return End.FOUND;
            }
            if (!isNew(next)) {
                branch.mark(/* ordered= */ false);
            } else if (++visits > limit) {
                return End.GIVEN_UP;
            } else {
                path.push(branch(next));
            }
        }
        return End.EXHAUSTED;
    }

    private boolean isNew(S state) {
        int first = done.nextClearBit(0);
        Place<S> place = new Place<>(first, done.get(first, Math.max(first, done.length())), state);
        List<BitSet> earlier = visited.computeIfAbsent(place, unseen -> new ArrayList<>(1));
        for (BitSet fewer : earlier) {
            if (isSubset(fewer, used)) {
                return false;
            }
        }
        earlier.add((BitSet) used.clone());
        return true;
    }

    private static boolean isSubset(BitSet small, BitSet large) {
        if (small.isEmpty()) {
            return true;
        }
        BitSet rest = (BitSet) small.clone();
        rest.andNot(large);
        return rest.isEmpty();
    }

    private Branch<S> branch(S state) {
        List<Integer> candidates = new ArrayList<>();
        int first = done.nextClearBit(0);
        Operation earliest = closed.get(first);
        for (int i = first;
                i < closed.size() && closed.get(i).invoked() <= earliest.returned();
                i = done.nextClearBit(i + 1)) {
            candidates.add(i);
            if (closed.get(i).returned() < earliest.returned()) {
                earliest = closed.get(i);
            }
        }
        if (furthest == null || earliest.returned() > furthest.returned()) {
            furthest = earliest;
        }
        int closedCandidates = candidates.size();
        for (int i = used.nextClearBit(0);
                i < open.size() && open.get(i).invoked() <= earliest.returned();
                i = used.nextClearBit(i + 1)) {
            candidates.add(i);
        }
        return new Branch<>(this, state, candidates, closedCandidates);
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

    /** A place on the path, and how far its candidates have been tried: closed ones first. */
    private static final class Branch<S> {

        private final Search<S> search;
        private final S state;
        private final List<Integer> candidates;
        private final int closedCandidates;
        private int current = -1;

        Branch(Search<S> search, S state, List<Integer> candidates, int closedCandidates) {
            this.search = search;
            this.state = state;
            this.candidates = candidates;
            this.closedCandidates = closedCandidates;
        }

        boolean advance() {
            current++;
            return current < candidates.size();
        }

        boolean isOpen() {
            return current >= closedCandidates;
        }

        Operation candidate() {
            return (isOpen() ? search.open : search.closed).get(candidates.get(current));
        }

        void mark(boolean ordered) {
            (isOpen() ? search.used : search.done).set(candidates.get(current), ordered);
        }
    }
}
