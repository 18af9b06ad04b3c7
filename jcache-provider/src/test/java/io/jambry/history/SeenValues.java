// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The values of an entry that matter, because a client got them or compared with them.
 *
 * <p>All others look the same to everybody: there is a value, and it is not the one that is asked for.
 */
final class SeenValues {

    private final boolean all;
    private final NavigableSet<String> values = new TreeSet<>();

    private SeenValues(boolean all) {
        this.all = all;
    }

    static SeenValues all() {
        return new SeenValues(/* all= */ true);
    }

    /** The values that matter to some operations; all of them if there are sums, which depend on values nobody saw. */
    static SeenValues by(Collection<Operation> operations) {
        SeenValues seen = new SeenValues(operations.stream().anyMatch(operation -> operation.verb() == Verb.INCREMENT));
        operations.forEach(seen::add);
        return seen;
    }

    private void add(Operation operation) {
        if (operation.result() != null) {
            values.add(operation.result());
        }
        if (operation.verb() == Verb.REPLACE_IF_EQUAL || operation.verb() == Verb.REMOVE_IF_EQUAL) {
            values.add(operation.arguments().get(0));
        }
    }

    /** Whether a text is one of them or can become one by appending. */
    boolean isBeginning(String text) {
        if (all) {
            return true;
        }
        String next = values.ceiling(text);
        return next != null && next.startsWith(text);
    }

    /** Whether a text is somewhere in one of them. */
    boolean isPart(String text) {
        return all || values.stream().anyMatch(value -> value.contains(text));
    }
}
