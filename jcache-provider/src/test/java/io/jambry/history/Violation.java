// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A counterexample: operations of one key that no order explains.
 *
 * @param key the key
 * @param states what the key may have held before them
 * @param origin the operation before them that wrote what the culprit answered, if there is one
 * @param window the operations, in the order of their invocation
 * @param open the operations of unknown outcome that might have come in between and explain nothing either
 * @param culprit the operation of the window that makes it inexplicable
 */
public record Violation(
        String key,
        List<String> states,
        Optional<Operation> origin,
        List<Operation> window,
        List<Operation> open,
        Operation culprit) {

    private static final int SHOWN = 30;
    private static final int SHOWN_OPEN = 8;
    private static final int SHOWN_STATES = 5;

    /** Takes copies. */
    public Violation {
        states = List.copyOf(states);
        window = List.copyOf(window);
        open = List.copyOf(open);
    }

    @Override
    public String toString() {
        long since = window.get(0).invoked();
        List<String> lines = new ArrayList<>();
        lines.add("key '" + key + "': no order explains the answer of the line marked >");
        origin.ifPresent(operation -> lines.add("  earlier " + operation.describe(since)));
        lines.add("  then the state was " + String.join(" or ", last(states, SHOWN_STATES)));
        add(lines, window, SHOWN, since, "operations");
        add(lines, open, SHOWN_OPEN, since, "operations of unknown outcome");
        return String.join("\n", lines);
    }

    private void add(List<String> lines, List<Operation> operations, int shown, long since, String what) {
        if (operations.size() > shown) {
            lines.add("  … " + (operations.size() - shown) + " earlier " + what);
        }
        last(operations, shown)
                .forEach(operation ->
                        lines.add((operation.equals(culprit) ? "> " : "  ") + "        " + operation.describe(since)));
    }

    private static <T> List<T> last(List<T> all, int number) {
        return all.subList(Math.max(0, all.size() - number), all.size());
    }
}
