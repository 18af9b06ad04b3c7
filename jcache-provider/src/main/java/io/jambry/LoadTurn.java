// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * What {@link JambryCache#tryLoad} answers.
 *
 * @param <V> the type of the value
 */
public sealed interface LoadTurn<V> {

    /**
     * There is an entry.
     *
     * @param value its value
     * @param <V> the type of the value
     */
    record Found<V>(V value) implements LoadTurn<V> {

        /** Tells nothing of the value: values do not belong into logs. */
        @Override
        public String toString() {
            return "Found";
        }
    }

    /**
     * The load is the caller's.
     *
     * @param load to be ended by {@link JambryCache#putLoaded} or {@link EntryLoad#close}
     * @param <V> the type of the value
     */
    record Granted<V>(EntryLoad load) implements LoadTurn<V> {}

    /**
     * Somebody else loads.
     *
     * @param number which load that is; another number is another load, and 0 the moment between two
     * @param <V> the type of the value
     */
    record Taken<V>(long number) implements LoadTurn<V> {}
}
