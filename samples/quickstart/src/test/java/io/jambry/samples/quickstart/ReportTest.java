// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Report report = new Report(new PrintStream(written, true, UTF_8));

    @Test
    void checks_oneIsWrong_isMarkedAndCounted() {
        List<Check> checks = List.of(new Check("sum of all counts", 4, 3), new Check("different words", 3, 3));

        report.checks(checks);
        report.verdict(checks, 1);

        assertThat(written.toString(UTF_8).lines())
                .anyMatch(line -> line.contains("sum of all counts") && line.endsWith("WRONG"))
                .noneMatch(line -> line.contains("different words") && line.endsWith("WRONG"))
                .endsWith("1 of 2 checks do NOT hold.");
    }

    @Test
    void verdict_allHold_saysSo() {
        report.verdict(List.of(new Check("different words", 3, 3)), 1_234);

        assertThat(written.toString(UTF_8)).isEqualToIgnoringNewLines("All 1 checks hold. Done in 1,234 ms.");
    }
}
