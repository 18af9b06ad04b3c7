// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
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

    /** The last one says nothing about the processor time of a client with threads of its own. */
    private static final int ITERATIONS = 4;

    /** A measurement of this kind is a single call, so there are a few of them. */
    private static final String SINGLE_SHOT = ".clear";

    private static final int SINGLE_SHOTS = 5;
    private static final double MILLIS = 1000;

    private static final int LONGER_WARM_UP = 4;

    /** From so many threads on, the compiler is short of time. */
    private static final int CROWD = 64;

    @Override
    public Sample measure(Setting setting) throws RunnerException {
        RunResult result = run(options(setting));
        double score = result.getPrimaryResult().getScore();
        return Sample.of(
                isSingleShot() ? MILLIS / score : score,
                secondary(result, CpuProfiler.CLIENT),
                secondary(result, CpuProfiler.SERVER),
                secondary(result, "gc.alloc.rate.norm"),
                setting.latencies() ? percentile(setting) : Double.NaN);
    }

    /** Measured in one more process: single calls are not timed while others count them. */
    private double percentile(Setting setting) throws RunnerException {
        RunResult result = run(options(setting).mode(Mode.SampleTime).timeUnit(TimeUnit.MICROSECONDS));
        return result.getPrimaryResult().getStatistics().getPercentile(99);
    }

    private static RunResult run(ChainedOptionsBuilder options) throws RunnerException {
        return new Runner(options.build()).runSingle();
    }

    private ChainedOptionsBuilder options(Setting setting) {
        int iterations = isSingleShot() ? SINGLE_SHOTS : ITERATIONS;
        return new OptionsBuilder()
                .include("^" + Pattern.quote("io.jambry.benchmarks." + benchmark) + "$")
                .forks(1)
                .threads(threads)
                // beside many threads the compiler gets little of the core, and takes as much longer
                .warmupIterations(threads < CROWD ? iterations : LONGER_WARM_UP * iterations)
                .warmupTime(TimeValue.milliseconds(setting.warmUp().toMillis() / ITERATIONS))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(setting.measure().toMillis() / ITERATIONS))
                .jvmArgsAppend("-D" + Server.PROPERTY + "=" + setting.server().address(), "-Xms256m", "-Xmx256m")
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    boolean isSingleShot() {
        return benchmark.endsWith(SINGLE_SHOT);
    }

    private static double secondary(RunResult result, String label) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(label))
                .mapToDouble(entry -> ((Result<?>) entry.getValue()).getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public String toString() {
        return benchmark + " × " + threads;
    }
}
