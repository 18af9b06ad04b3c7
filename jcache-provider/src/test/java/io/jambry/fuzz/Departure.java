// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/**
 * The situations in which the reference implementation departs from the specification. {@code docs/conformance.md} has a
 * row for each, with the place in the specification and what the cache under test must do instead.
 */
enum Departure {
    /** A null creation duration throws instead of being a default. */
    NULL_CREATION,
    /** An entry refused by creation ZERO sends EXPIRED with a value that never was in the cache. */
    CREATED_EXPIRED,
    /** {@code putIfAbsent} with creation ZERO on an absent key counts a hit instead of a miss. */
    PUT_IF_ABSENT_ZERO,
    /** An expired entry sends EXPIRED each time it is touched instead of once. */
    EXPIRED_AGAIN,
    /** A processor that removes an absent entry sends REMOVED and counts a removal. */
    PROCESSOR_REMOVES_ABSENT,
    /** A processor that removes what it loaded does not tell the writer. */
    PROCESSOR_REMOVES_LOADED,
    /** A processor that reads what it removed loads it again and so forgets the removal. */
    PROCESSOR_LOADS_REMOVED,
    /** A processor that reads twice asks a loader that had nothing twice. */
    PROCESSOR_LOADS_TWICE,
    /** {@code invokeAll} wraps an {@code EntryProcessorException} once more. */
    INVOKE_ALL_WRAPS_TWICE,
    /** {@code getAll} with a failing loader stops half-way: later keys are not looked at. */
    GET_ALL_LOADS_ONE_BY_ONE,
    /** {@code getAll} throws on sets that refuse to be asked for null. */
    NULL_CHECK_BY_CONTAINS,
    /** A {@code CacheWriterException} of {@code writeAll} or {@code deleteAll} is lost. */
    WRITE_ALL_SWALLOWS,
    /** {@code removeAll(keys)} counts expired entries as removals. */
    REMOVE_ALL_COUNTS_EXPIRED,
    /** {@code removeAll()} gives the keys of expired entries to the writer. */
    REMOVE_ALL_DELETES_EXPIRED,
    /** An entry that expires by the access of {@code next()} is REMOVED and counted by {@code remove()}. */
    ITERATOR_REMOVES_EXPIRED,
    /** A failing listener or filter ends the dispatch and loses the statistics of the operation. */
    LISTENER_STOPS_OTHERS,
    /** Listeners can be registered and deregistered on a closed cache. */
    CLOSED_REGISTRATION
}
