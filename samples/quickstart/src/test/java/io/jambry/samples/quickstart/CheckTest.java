// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.samples.quickstart.Latencies.Summary;
import io.jambry.samples.quickstart.Observed.Reading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong in the caches, a check must notice it. */
class CheckTest {

    private static final PlainCount PLAIN = PlainCount.of(List.of("water", "water", "every", "where"));
    private static final Map<String, Long> COUNTS = Map.of("water", 2L, "every", 1L, "where", 1L);
    private static final Reading READING = new Reading(1, 3, 3, 0);
    private static final WorkerResult FIRST = worker(2, 2, 0, 2, 0, 0);
    private static final WorkerResult SECOND = worker(2, 1, 1, 2, 0, 0);
    private static final List<WorkerResult> WORKERS = List.of(FIRST, SECOND);

    @Test
    void all_everythingAsItShouldBe_holds() {
        List<Check> checks = Check.all(PLAIN, new Observed(COUNTS, 3, READING, WORKERS, 1));

        assertThat(checks).hasSize(13).allMatch(Check::holds);
        assertThat(Quickstart.exitCode(checks)).isZero();
    }

    @Test
    void all_lostUpdate_fails() {
        assertThat(failed(Map.of("water", 1L, "every", 1L, "where", 1L), 3))
                .containsExactly("sum of all counts", "words with a wrong count");
    }

    @Test
    void all_countUnderAnotherWord_failsThoughTheSumIsRight() {
        assertThat(failed(Map.of("water", 1L, "every", 2L, "where", 1L), 3))
                .containsExactly("words with a wrong count");
    }

    @Test
    void all_missingEntry_fails() {
        assertThat(failed(Map.of("water", 2L, "every", 1L), 2))
                .containsExactly("sum of all counts", "different words", "words with a wrong count");
    }

    @Test
    void all_entryThatNobodyWrote_fails() {
        assertThat(failed(Map.of("water", 2L, "every", 1L, "where", 1L, "wine", 0L), 4))
                .containsExactly("different words", "words with a wrong count");
    }

    @Test
    void all_sizeThatIsNotTheNumberOfEntries_fails() {
        assertThat(failed(COUNTS, 4)).containsExactly("different words");
    }

    @Test
    void all_missedEvent_fails() {
        assertThat(failed(worker(2, 0, 1, 2, 0, 0))).containsExactly("events: created");
        assertThat(failed(worker(2, 1, 0, 2, 0, 0))).containsExactly("events: updated");
    }

    @Test
    void all_workerThatDidLess_fails() {
        assertThat(failed(worker(1, 1, 1, 2, 0, 0))).containsExactly("words counted by the workers");
    }

    @Test
    void all_workerThatMissed_fails() {
        assertThat(failed(worker(2, 1, 1, 1, 0, 0))).containsExactly("read-through: hits, workers");
        assertThat(failed(worker(2, 1, 1, 2, 1, 0))).containsExactly("read-through: loads, workers");
    }

    @Test
    void all_wrongValueRead_fails() {
        assertThat(failed(worker(2, 1, 1, 2, 0, 1))).containsExactly("read-through: wrong values");
        assertThat(failed(new Reading(1, 3, 3, 1))).containsExactly("read-through: wrong values");
    }

    @Test
    void all_wrongHitsMissesOrLoads_fails() {
        assertThat(failed(new Reading(0, 3, 3, 0))).containsExactly("read-through: hits, this JVM");
        assertThat(failed(new Reading(1, 4, 3, 0))).containsExactly("read-through: misses, this JVM");
        assertThat(failed(new Reading(1, 3, 4, 0))).containsExactly("read-through: loads, this JVM");
    }

    @Test
    void all_expiredEntryThatIsNotLoadedAgain_fails() {
        assertThat(failed(new Observed(COUNTS, 3, READING, WORKERS, 0)))
                .containsExactly("expired entries loaded again");
    }

    private static List<String> failed(Map<String, Long> counts, long size) {
        return failed(new Observed(counts, size, READING, WORKERS, 1));
    }

    private static List<String> failed(WorkerResult second) {
        return failed(new Observed(COUNTS, 3, READING, List.of(FIRST, second), 1));
    }

    private static List<String> failed(Reading reading) {
        return failed(new Observed(COUNTS, 3, reading, WORKERS, 1));
    }

    private static List<String> failed(Observed observed) {
        List<Check> checks = Check.all(PLAIN, observed);
        assertThat(Quickstart.exitCode(checks)).isEqualTo(1);
        return checks.stream().filter(check -> !check.holds()).map(Check::what).toList();
    }

    private static WorkerResult worker(long words, long created, long updated, long hits, long loads, long wrongReads) {
        Summary any = new Summary(1, 1);
        return new WorkerResult(words, created, updated, hits, loads, wrongReads, any, any);
    }
}
