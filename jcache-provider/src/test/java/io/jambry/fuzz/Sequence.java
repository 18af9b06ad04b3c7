// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A sequence of operations in segments; between two segments time passes.
 *
 * @param seed what it was generated from
 * @param setup how the cache is configured
 * @param segments the operations
 */
record Sequence(long seed, Setup setup, List<List<Operation>> segments) {

    /** The operations that can be left out: all but the look at all keys that tells what has expired, and the end. */
    List<Operation> dispensable() {
        return segments.subList(0, segments.size() - 1).stream()
                .flatMap(List::stream)
                .toList();
    }

    Sequence without(Set<Integer> ids) {
        List<List<Operation>> kept = new ArrayList<>();
        for (List<Operation> segment : segments) {
            kept.add(segment.stream()
                    .filter(operation -> !ids.contains(operation.id()))
                    .toList());
        }
        return new Sequence(seed, setup, kept);
    }
}
