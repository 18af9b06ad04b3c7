// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a checker says about a history.
 *
 * @param operations how many operations it judged
 * @param keys of how many keys
 * @param violations a counterexample for each key that is not linearizable
 * @param undecided the keys whose history has too many possible orders to be judged
 */
public record Verdict(int operations, int keys, List<Violation> violations, List<String> undecided) {

    /** Takes copies. */
    public Verdict {
        violations = List.copyOf(violations);
        undecided = List.copyOf(undecided);
    }

    /**
     * Whether all keys are linearizable.
     *
     * @return false also if one could not be judged
     */
    public boolean isLinearizable() {
        return violations.isEmpty() && undecided.isEmpty();
    }

    @Override
    public String toString() {
        List<String> findings = new ArrayList<>();
        if (isLinearizable()) {
            findings.add("linearizable");
        }
        if (!violations.isEmpty()) {
            findings.add("not linearizable: " + violations.size() + " keys");
        }
        if (!undecided.isEmpty()) {
            findings.add("not judged, too many orders: " + undecided);
        }
        String head = operations + " operations on " + keys + " keys: " + String.join(", ", findings);
        return violations.stream().map(violation -> "\n" + violation).collect(Collectors.joining("", head, ""));
    }
}
