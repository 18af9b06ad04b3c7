// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.Jambry;
import io.jambry.tck.servers.ServerRun.Expiry;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the TCK in a JVM of its own with the class path of this one. */
final class TckProcess {

    /** What every run is given as this JVM was: the build says them once. */
    private static final List<String> SHARED =
            List.of("jambry.caches.", "javax.cache.", "org.jsr107.", "tck.provider", "java.util.logging.config.file");

    /** Ten times what a run takes on a machine with nothing else to do. */
    private static final long LIMIT_MINUTES = 10;

    private TckProcess() {}

    /**
     * Runs all tests; what they print goes to {@code output.txt}.
     *
     * @param directory the run's own
     * @param settings of Jambry
     */
    static TckOutcome run(Path directory, ServerRun run, Map<String, String> settings)
            throws IOException, InterruptedException, URISyntaxException {
        Files.createDirectories(directory);
        Path outcome = directory.resolve("outcome.txt");
        Files.deleteIfExists(outcome);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dtck.run=" + run);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> SHARED.stream().anyMatch(name::startsWith))
                .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", classPath(run.expiry()), TckMain.class.getName(), outcome.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new IllegalStateException("TCK on " + run + " did not end within " + LIMIT_MINUTES
                        + " minutes; see " + directory.resolve("output.txt"));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (!Files.exists(outcome)) {
            throw new IllegalStateException(
                    "TCK on " + run + " ended without an outcome; see " + directory.resolve("output.txt"));
        }
        return TckOutcome.read(outcome);
    }

    /** The arbitrary runs take a copy of the provider that does not register itself, and the one that wraps it. */
    private static String classPath(Expiry expiry) throws URISyntaxException {
        String classPath = System.getProperty("java.class.path");
        if (expiry == Expiry.CONSTANT) {
            return classPath;
        }
        Path provider = Path.of(
                Jambry.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String others = Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).toAbsolutePath().equals(provider))
                .collect(Collectors.joining(File.pathSeparator));
        return System.getProperty("tck.unregistered")
                + File.pathSeparator
                + System.getProperty("tck.arbitrary")
                + File.pathSeparator
                + others;
    }
}
