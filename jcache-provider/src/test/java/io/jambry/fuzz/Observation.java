// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one operation did on one side.
 *
 * @param outcome its result or failure
 * @param stats what it added to the statistics
 * @param events what each listener heard of each key, in order, without EXPIRED
 * @param asked how often each expiry callback was asked
 * @param loaded the keys that the loader was asked for, sorted
 * @param written the calls of the writer, sorted
 * @param expiring entries that a zero duration expired in the operation, as far as this side is asked for them
 * @param expired the entries whose EXPIRED came since the operation before
 * @param violations what is wrong whatever the other side does
 */
record Observation(
        String outcome,
        Stats stats,
        Map<String, List<String>> events,
        Map<String, Integer> asked,
        List<String> loaded,
        List<String> written,
        Set<Mapping> expiring,
        Set<Mapping> expired,
        List<String> violations) {

    /** A key and the value it had. */
    record Mapping(String key, String value) {}
}
