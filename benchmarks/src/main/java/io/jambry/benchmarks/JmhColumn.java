// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark of this package with a number of threads.
 *
 * @param benchmark class and method
 * @param threads how many
 */
record JmhColumn(String benchmark, int threads) implements Column {

    private static final int ITERATIONS = 2;

    /** A measurement of this kind is a single call, so there are a few of them. */
    private static final String SINGLE_SHOT = ".clear";

    private static final int SINGLE_SHOTS = 5;
    private static final double MILLIS = 1000;

    @Override
    public Sample measure(Setting setting) throws RunnerException {
        boolean single = isSingleShot();
        int iterations = single ? SINGLE_SHOTS : ITERATIONS;
        Options options = new OptionsBuilder()
                .include("^" + Pattern.quote("io.jambry.benchmarks." + benchmark) + "$")
                .forks(1)
                .threads(threads)
                .warmupIterations(iterations)
                .warmupTime(TimeValue.milliseconds(setting.warmUp().toMillis() / ITERATIONS))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(setting.measure().toMillis() / ITERATIONS))
                .jvmArgsAppend("-D" + Server.PROPERTY + "=" + setting.server().address(), "-Xms256m", "-Xmx256m")
                .addProfiler(GCProfiler.class)
                .addProfiler(ClientCpu.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        RunResult result = new Runner(options).runSingle();
        return new Sample(
                single
                        ? MILLIS / result.getPrimaryResult().getScore()
                        : result.getPrimaryResult().getScore(),
                secondary(result, ClientCpu.LABEL),
                secondary(result, "gc.alloc.rate.norm"));
    }

    boolean isSingleShot() {
        return benchmark.endsWith(SINGLE_SHOT);
    }

    private static double secondary(RunResult result, String label) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(label))
                .mapToDouble(entry -> ((Result<?>) entry.getValue()).getScore())
                .findFirst()
                .orElse(0);
    }

    @Override
    public String toString() {
        return benchmark + " × " + threads;
    }
}
