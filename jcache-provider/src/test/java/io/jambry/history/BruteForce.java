// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.List;

/** The definition of linearizability, word by word: tries every order of the operations of one key. For tiny histories. */
final class BruteForce<S> {

    private final Model<S> model;

    BruteForce(Model<S> model) {
        this.model = model;
    }

    boolean isLinearizable(List<Operation> operations) {
        List<Operation> executed = operations.stream()
                .filter(operation -> operation.outcome() != Outcome.NOT_EXECUTED)
                .toList();
        return anyOrder(new ArrayList<>(), executed);
    }

    private boolean anyOrder(List<Operation> order, List<Operation> rest) {
        if (rest.stream().allMatch(operation -> operation.outcome() == Outcome.UNKNOWN) && isExplanation(order)) {
            return true;
        }
        for (Operation next : rest) {
            List<Operation> longer = new ArrayList<>(order);
            longer.add(next);
            List<Operation> others = new ArrayList<>(rest);
            others.remove(next);
            if (anyOrder(longer, others)) {
                return true;
            }
        }
        return false;
    }

    private boolean isExplanation(List<Operation> order) {
        S state = model.initial();
        for (int i = 0; i < order.size(); i++) {
            for (int later = i + 1; later < order.size(); later++) {
                if (end(order.get(later)) < order.get(i).invoked()) {
                    return false;
                }
            }
            state = model.next(state, order.get(i));
            if (state == null) {
                return false;
            }
        }
        return true;
    }

    private static long end(Operation operation) {
        return operation.outcome() == Outcome.UNKNOWN ? Long.MAX_VALUE : operation.returned();
    }
}
