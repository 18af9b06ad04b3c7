// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Counts tests while they run. */
final class TckTally implements TestExecutionListener {

    private final List<String> broken = new ArrayList<>();
    private final Map<String, Long> startedAt = new TreeMap<>();
    private final TreeSet<String> providers = new TreeSet<>();
    private int passed;
    private long nanos;

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        for (CachingProvider provider : Caching.getCachingProviders()) {
            providers.add(provider.getClass().getName());
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        startedAt.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        broken.add(name(test));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        long took = System.nanoTime() - startedAt.getOrDefault(test.getUniqueId(), System.nanoTime());
        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
            broken.add(name(test));
            System.out.println("BROKEN " + name(test));
            result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
        } else if (test.isTest()) {
            passed++;
        }
        if (test.isTest()) {
            nanos += took;
        }
    }

    private static String name(TestIdentifier test) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> method.getClassName() + "#" + method.getMethodName())
                .orElse(test.getDisplayName());
    }

    TckOutcome outcome() {
        return new TckOutcome(passed, broken, new ArrayList<>(providers), nanos / 1_000_000);
    }
}
