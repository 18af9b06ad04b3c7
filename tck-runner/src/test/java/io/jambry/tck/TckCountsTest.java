// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Counts what the five runs of the TCK reported, prints it, and refuses a build in which one test is missing. The TCK's
 * own tests do not end the build, so that a failure in the first run does not hide the other four.
 */
class TckCountsTest {

    private static final String EVERY_CLASS = "*Test";

    private static final String INCLUDED = System.getProperty("tck.include", EVERY_CLASS);
    private static final Map<TckRun, RunReports> REPORTS = new EnumMap<>(TckRun.class);

    @BeforeAll
    static void readAndPrint() {
        Path directory = Path.of(System.getProperty("tck.reports", "target/tck"));
        String stamp = System.getProperty("tck.stamp", "");
        for (TckRun run : TckRun.values()) {
            REPORTS.put(run, RunReports.read(directory.resolve(run.directory()), run.namespace(stamp)));
        }
        block().forEach(System.out::println);
    }

    @ParameterizedTest
    @EnumSource
    void run_everyTestFoundAndPassed_nothingExcludedButTheDummy(TckRun run) {
        RunReports reports = REPORTS.get(run);
        String provider = run.provider(System.getProperty("tck.provider"));

        assertThat(reports.broken()).as("broken tests of %s", run).isEmpty();
        if (partial()) {
            assertThat(reports.passed()).as("passed tests of %s", run).isPositive();
            return;
        }
        assertThat(reports.passed()).as("passed tests of %s", run).isEqualTo(TckSuite.TESTS);
        assertThat(reports.excluded())
                .as("tests excluded in %s", run)
                .contains(TckSuite.DUMMY)
                .allMatch(test -> test.equals(TckSuite.DUMMY) || TckSuite.isByReference(test));
        assertThat(reports.providers()).as("providers found in %s", run).containsExactly(provider);
    }

    private static boolean partial() {
        return !INCLUDED.equals(EVERY_CLASS);
    }

    private static List<String> block() {
        List<String> lines = new ArrayList<>();
        String line = "-".repeat(100);
        lines.add("");
        lines.add(line);
        REPORTS.forEach((run, reports) -> {
            lines.add(result(run, reports));
            lines.add("    url %s, namespace %s, provider %s"
                    .formatted(
                            RunAnnouncer.withoutCredentials(reports.settings().getOrDefault("jambry.url", "?")),
                            reports.settings().getOrDefault("jambry.namespace", "?"),
                            reports.providers().isEmpty() ? "?" : String.join(", ", reports.providers())));
            reports.broken().forEach(test -> lines.add("    broken: " + test));
        });
        if (partial()) {
            lines.add("Only classes '" + INCLUDED + "' were run: this says nothing about the other tests.");
        }
        lines.add(line);
        return lines;
    }

    private static String result(TckRun run, RunReports reports) {
        long byReference =
                reports.excluded().stream().filter(TckSuite::isByReference).count();
        return "TCK 1.1.1 %s: %d of %d passed in %.1f s (excluded: %d; store by reference, not offered: %d)"
                .formatted(
                        run,
                        reports.passed(),
                        partial() ? reports.tests() : TckSuite.TESTS,
                        reports.millis() / 1000.0,
                        reports.excluded().size() - byReference,
                        byReference);
    }
}
