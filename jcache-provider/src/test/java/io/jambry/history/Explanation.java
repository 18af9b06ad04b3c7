// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The smallest part of a history that shows why a search was in vain.
 *
 * <p>It ends with the culprit: without what returned later there is no order either. It begins at the last moment before
 * at which nothing was under way; the states possible there stand for all that was earlier. Operations which changed nothing
 * are left out as long as what remains still has no order.
 *
 * @param <S> the states of the model
 */
final class Explanation<S> {

    /** Beyond this many operations, leaving out one after the other would take too long. */
    private static final int SHRINKABLE = 200;

    private static final int LIMIT = 20_000;

    private final Model<S> model;
    private final List<Operation> closed;
    private final List<Operation> open;
    private final Operation culprit;
    private final int begin;
    private final Set<S> states;

    Explanation(Model<S> model, Search<S> search, Collection<Operation> open) {
        this.model = model;
        this.closed = search.closed();
        this.culprit = search.culprit();
        this.begin = lastQuietMoment();
        this.states = search.statesAfter(begin);
        this.open = open.stream()
                .filter(operation -> operation.invoked() <= culprit.returned())
                .toList();
    }

    Violation violation() {
        List<Operation> window = closed.subList(begin, closed.size()).stream()
                .filter(operation -> operation.invoked() <= culprit.returned())
                .toList();
        List<Operation> shown = window.size() > SHRINKABLE ? window : shrink(window);
        Operation inexplicable = lastEnded(shown);
        return new Violation(
                culprit.key(),
                states.stream().map(S::toString).sorted().toList(),
                origin(inexplicable),
                shown,
                open,
                inexplicable);
    }

    /** The culprit, or if several operations returned in that very moment, one of those which remain. */
    private Operation lastEnded(List<Operation> shown) {
        return shown.stream()
                .filter(operation -> operation.returned() == culprit.returned())
                .findFirst()
                .orElse(culprit);
    }

    /** How many closed operations had returned before any other was invoked, the last time before the culprit. */
    private int lastQuietMoment() {
        int quiet = 0;
        long returned = Long.MIN_VALUE;
        for (int i = 0; i <= closed.indexOf(culprit); i++) {
            if (returned < closed.get(i).invoked()) {
                quiet = i;
            }
            returned = Math.max(returned, closed.get(i).returned());
        }
        return quiet;
    }

    /** The last operation before the window which wrote what an operation answered, or compared with. */
    private Optional<Operation> origin(Operation inexplicable) {
        Set<String> values = new HashSet<>(inexplicable.arguments());
        if (inexplicable.result() != null) {
            values.add(inexplicable.result());
        }
        return closed.subList(0, begin).stream()
                .filter(operation -> !operation.changedNothing())
                .filter(operation -> !Collections.disjoint(operation.arguments(), values))
                .reduce((earlier, later) -> later);
    }

    private List<Operation> shrink(List<Operation> window) {
        List<Operation> rest = new ArrayList<>(window);
        for (Operation operation : window) {
            if (operation.changedNothing() && rest.remove(operation) && !hasNoOrder(rest)) {
                rest.add(operation);
            }
        }
        return window.stream().filter(rest::contains).toList();
    }

    private boolean hasNoOrder(List<Operation> operations) {
        List<Operation> ended = operations.stream()
                .filter(operation -> operation.returned() <= culprit.returned())
                .toList();
        List<Operation> optional = new ArrayList<>(open);
        operations.stream()
                .filter(operation -> operation.returned() > culprit.returned())
                .forEach(optional::add);
        return new Search<>(model, ended, optional, LIMIT).run(states) == Search.End.EXHAUSTED;
    }
}
