// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.List;

/**
 * One operation of a sequence.
 *
 * @param id its number in the sequence as it was generated; values carry it, so that each is written once
 * @param verb what to do
 * @param keys on which keys
 * @param values with which values, in the order of the keys; for exact operations the expected one first
 * @param steps what the entry processor does
 * @param flag {@code loadAll}: replace existing; processors: answer null
 * @param number which listener, or which null
 * @param turn how customisations behave meanwhile
 */
record Operation(
        int id,
        Verb verb,
        List<String> keys,
        List<String> values,
        List<Step> steps,
        boolean flag,
        int number,
        Turn turn) {

    /** The keys that there are. */
    static final List<String> KEYS = List.of("k0", "k1", "k2", "k3", "k4", "k5");

    String key() {
        return keys.get(0);
    }

    String value() {
        return values.get(0);
    }

    @Override
    public String toString() {
        return "#" + id + " " + verb + " " + keys + (values.isEmpty() ? "" : " " + values)
                + (steps.isEmpty()
                        ? ""
                        : " "
                                + steps.stream()
                                        .map(s -> s.action() + ":" + s.tag())
                                        .toList())
                + (flag ? " flag" : "") + " n" + number + " " + turn;
    }
}
