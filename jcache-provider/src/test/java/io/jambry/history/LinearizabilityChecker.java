// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges whether a history is linearizable: whether the operations of each key, one at a time, each at some moment between
 * its invocation and its return, would have answered the same.
 *
 * <p>Keys are judged one by one, which is enough: a history is linearizable if it is so for each object. Operations of
 * unknown outcome may take effect at any time after their invocation or never; those not executed must not.
 *
 * <p>Thread-safe.
 *
 * @param <S> the states of the model
 */
public final class LinearizabilityChecker<S> {

    /** Some hundred megabytes at most; an ordinary history visits little more than one place per operation. */
    private static final int PLACES = 500_000;

    private final Model<S> model;
    private final int limit;

    /**
     * Makes a checker.
     *
     * @param model what each key stands for
     */
    public LinearizabilityChecker(Model<S> model) {
        this(model, PLACES);
    }

    LinearizabilityChecker(Model<S> model, int limit) {
        this.model = model;
        this.limit = limit;
    }

    /**
     * Judges the histories of cache entries.
     *
     * @return a checker
     */
    public static LinearizabilityChecker<EntryModel.Entry> ofEntries() {
        return new LinearizabilityChecker<>(new EntryModel());
    }

    /**
     * Judges the histories of counters.
     *
     * @return a checker
     */
    public static LinearizabilityChecker<Long> ofCounters() {
        return new LinearizabilityChecker<>(new CounterModel());
    }

    /**
     * Judges the histories of leases.
     *
     * @return a checker
     */
    public static LinearizabilityChecker<LeaseModel.Lease> ofLeases() {
        return new LinearizabilityChecker<>(new LeaseModel());
    }

    /**
     * Judges a history.
     *
     * @param history what was recorded
     * @return the verdict on all its keys
     */
    public Verdict check(History history) {
        List<Violation> violations = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        Map<String, List<Operation>> byKey = history.byKey();
        byKey.forEach((key, operations) -> {
            List<Operation> closed = with(operations, Outcome.DONE);
            // one of unknown outcome that can change nothing explains nothing
            List<Operation> open = with(operations, Outcome.UNKNOWN).stream()
                    .filter(operation -> operation.verb() != Verb.GET && operation.verb() != Verb.CONTAINS_KEY)
                    .toList();
            Model<S> observed = model.observedBy(operations);
            Search<S> search = new Search<>(observed, closed, open, limit);
            switch (search.run(List.of(observed.initial()))) {
                case FOUND -> {}
                case GIVEN_UP -> undecided.add(key);
                case EXHAUSTED -> violations.add(new Explanation<>(observed, search, open).violation());
            }
        });
        return new Verdict(history.operations().size(), byKey.size(), violations, undecided);
    }

    private static List<Operation> with(List<Operation> operations, Outcome outcome) {
        return operations.stream()
                .filter(operation -> operation.outcome() == outcome)
                .toList();
    }
}
