// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;
import static org.junit.platform.engine.discovery.PackageNameFilter.excludePackageNames;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import org.jsr107.tck.PutTest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The JVM of a run: runs the TCK on the settings it finds in its system properties. Ends with the JVM that started it. */
final class TckMain {

    private TckMain() {}

    /** Writes what came out to the file named by the only argument. */
    public static void main(String[] arguments) throws IOException, URISyntaxException {
        Thread leash = new Thread(TckMain::endWithParent, "leash");
        leash.setDaemon(true);
        leash.start();
        Path jar = Path.of(PutTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        TckTally tally = new TckTally();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClasspathRoots(Set.of(jar)))
                                .filters(
                                        includeClassNamePatterns(".*Test"),
                                        // the tests of the annotations are for providers of annotations
                                        excludePackageNames("org.jsr107.tck.annotation"))
                                .build(),
                        tally);
        tally.outcome().write(Path.of(arguments[0]));
        // whatever threads the TCK has left
        System.exit(0);
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // nothing is said
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(1);
    }
}
