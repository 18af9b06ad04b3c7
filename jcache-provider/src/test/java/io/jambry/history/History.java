// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The operations of several clients, in no particular order.
 *
 * <p>Their times must be of one clock. {@link System#nanoTime()} is one for all JVMs of a Linux machine, because it reads
 * {@code CLOCK_MONOTONIC}; it is not across machines, nor promised on other systems.
 *
 * @param operations what was done
 */
public record History(List<Operation> operations) {

    /** Takes a copy. */
    public History {
        operations = List.copyOf(operations);
    }

    /**
     * One history of several JVMs.
     *
     * @param parts what each of them recorded
     * @return all operations
     */
    public static History merge(Collection<History> parts) {
        return new History(
                parts.stream().flatMap(part -> part.operations().stream()).toList());
    }

    /**
     * Reads what {@link #lines} wrote.
     *
     * @param lines the output of a program; lines which are no operations are passed over
     * @return the history
     * @throws IllegalArgumentException if an operation is cut off
     */
    public static History parse(Stream<String> lines) {
        return new History(lines.filter(OperationText::isOperation)
                .map(OperationText::read)
                .toList());
    }

    /**
     * One line of text per operation, without line breaks.
     *
     * @return the lines
     */
    public Stream<String> lines() {
        return operations.stream().map(OperationText::write);
    }

    /**
     * The operations of each key.
     *
     * @return them in the order of the keys
     */
    public Map<String, List<Operation>> byKey() {
        return operations.stream()
                .collect(Collectors.groupingBy(Operation::key, TreeMap::new, Collectors.toCollection(ArrayList::new)));
    }

    /**
     * Counts the operations of an outcome.
     *
     * @param outcome the outcome
     * @return how many there are
     */
    public long count(Outcome outcome) {
        return operations.stream()
                .filter(operation -> operation.outcome() == outcome)
                .count();
    }

    /**
     * The time of the call that took longest, whatever its outcome.
     *
     * @return zero without operations
     */
    public Duration longestCall() {
        return Duration.ofNanos(operations.stream()
                .filter(operation -> operation.verb() != Verb.LAPSE)
                .mapToLong(operation -> operation.returned() - operation.invoked())
                .max()
                .orElse(0));
    }
}
