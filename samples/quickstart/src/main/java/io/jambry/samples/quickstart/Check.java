// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import io.jambry.samples.quickstart.Observed.Reading;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A number that must be another.
 *
 * @param what what is counted
 * @param expected what plain computation says
 * @param found what the caches say
 */
record Check(String what, long expected, long found) {

    boolean holds() {
        return expected == found;
    }

    /** Everything that must hold after a run. */
    static List<Check> all(PlainCount plain, Observed observed) {
        Reading reading = observed.reading();
        return List.of(
                new Check("words counted by the workers", plain.total(), observed.overWorkers(WorkerResult::words)),
                new Check("sum of all counts", plain.total(), observed.sumOfCounts()),
                new Check("different words", plain.distinct(), observed.size()),
                new Check("words with a wrong count", 0, wrong(plain.counts(), observed.counts())),
                new Check("events: created", plain.distinct(), observed.overWorkers(WorkerResult::created)),
                new Check(
                        "events: updated",
                        plain.total() - plain.distinct(),
                        observed.overWorkers(WorkerResult::updated)),
                new Check("read-through: misses, this JVM", plain.distinct(), reading.misses()),
                new Check("read-through: loads, this JVM", plain.distinct(), reading.loads()),
                new Check("read-through: hits, this JVM", plain.total() - plain.distinct(), reading.hits()),
                new Check("read-through: hits, workers", plain.total(), observed.overWorkers(WorkerResult::hits)),
                new Check("read-through: loads, workers", 0, observed.overWorkers(WorkerResult::loads)),
                new Check(
                        "read-through: wrong values",
                        0,
                        reading.wrong() + observed.overWorkers(WorkerResult::wrongReads)),
                new Check("expired entries loaded again", 1, observed.reloads()));
    }

    /** How many words are missing, too many, or counted wrong. */
    private static long wrong(Map<String, Long> expected, Map<String, Long> found) {
        Set<String> words = new HashSet<>(expected.keySet());
        words.addAll(found.keySet());
        return words.stream()
                .filter(word -> !Objects.equals(expected.get(word), found.get(word)))
                .count();
    }
}
