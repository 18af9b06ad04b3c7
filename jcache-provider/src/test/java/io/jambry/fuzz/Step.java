// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

/**
 * A step of an entry processor.
 *
 * @param action what it does
 * @param tag the value it sets, before the key; else what it throws
 */
record Step(Action action, String tag) {

    /** What a step can do. */
    enum Action {
        EXISTS,
        GET,
        SET,
        REMOVE,
        FAIL,
        /** Throws a {@code CacheException}. */
        FAIL_KNOWN,
        /** Throws an {@code EntryProcessorException}. */
        FAIL_PROCESSOR
    }
}
