// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import javax.cache.Caching;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints the settings of a run of the TCK before its first test. Silent in a JVM without {@value #RUN}, so the other
 * tests of this module go without.
 */
public final class RunAnnouncer implements TestExecutionListener {

    static final String RUN = "tck.run";

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        String run = System.getProperty(RUN);
        if (run != null) {
            announcement(run, System.getProperties()).forEach(System.out::println);
        }
    }

    private static List<String> announcement(String run, Properties properties) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("TCK 1.1.1 " + run);
        lines.add("  provider = " + Caching.getCachingProvider().getClass().getName());
        lines.add("  Java = " + properties.getProperty("java.vm.version"));
        for (String name : new TreeSet<>(properties.stringPropertyNames())) {
            if (name.startsWith("jambry.") || name.startsWith("tck.") || name.startsWith("org.jsr107.tck.")) {
                String value = name.endsWith("password") ? "***" : withoutCredentials(properties.getProperty(name));
                lines.add("  " + name + " = " + value);
            }
        }
        return lines;
    }

    /** A setting as it may be shown: an address loses its user and password. */
    static String withoutCredentials(String value) {
        int scheme = value.indexOf("://");
        int at = value.lastIndexOf('@');
        return scheme >= 0 && at > scheme ? value.substring(0, scheme + 3) + "***" + value.substring(at) : value;
    }
}
