// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts what the tests of the annotations reported on each container, and refuses a build in which one is missing. */
class AnnotationCountsTest {

    /** The annotation tests of {@code javax.cache:cache-tests:1.1.1}: four in each of three classes. */
    private static final int TESTS = 12;

    /** Ours, which shows that the others were run. */
    private static final int PROOFS = 1;

    @ParameterizedTest
    @ValueSource(strings = {"weld-5", "weld-6", "openwebbeans-4"})
    void container_everyTestOfTheAnnotationsPassed(String container) {
        String run = "annotations-" + container;
        RunReports reports = RunReports.read(
                Path.of(System.getProperty("tck.reports", "target/tck")).resolve(run),
                "tck-" + run + "-" + System.getProperty("tck.stamp", ""));
        System.out.printf(
                "TCK 1.1.1 annotations on %s: %d of %d passed%n", container, reports.passed() - PROOFS, TESTS);

        assertThat(reports.broken()).as("broken tests on %s", container).isEmpty();
        assertThat(reports.excluded()).as("tests excluded on %s", container).isEmpty();
        assertThat(reports.passed()).as("passed tests on %s", container).isEqualTo(TESTS + PROOFS);
    }
}
