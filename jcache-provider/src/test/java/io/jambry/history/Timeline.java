// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A history of one key, written by hand. */
final class Timeline {

    static final String KEY = "k";

    private final List<Operation> operations = new ArrayList<>();

    /** An operation from one moment to another that answered. */
    Timeline done(int from, int to, @Nullable String result, Verb verb, String... arguments) {
        return add(from, to, verb, Outcome.DONE, result, arguments);
    }

    Timeline unknown(int from, int to, Verb verb, String... arguments) {
        return add(from, to, verb, Outcome.UNKNOWN, null, arguments);
    }

    Timeline notExecuted(int from, int to, Verb verb, String... arguments) {
        return add(from, to, verb, Outcome.NOT_EXECUTED, null, arguments);
    }

    History history() {
        return new History(operations);
    }

    private Timeline add(int from, int to, Verb verb, Outcome outcome, @Nullable String result, String... arguments) {
        operations.add(
                new Operation("p" + operations.size(), KEY, from, to, verb, List.of(arguments), outcome, result));
        return this;
    }
}
