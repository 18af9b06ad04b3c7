// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of a run.
 *
 * @param passed how many tests ran and passed
 * @param broken the tests that failed, were skipped or given up
 * @param providers the classes of the providers that the service loader found
 * @param millis how long the tests took in all
 */
record TckOutcome(int passed, List<String> broken, List<String> providers, long millis) {

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of("passed " + passed, "millis " + millis));
        broken.forEach(test -> lines.add("broken " + test));
        providers.forEach(provider -> lines.add("provider " + provider));
        Files.write(file, lines);
    }

    static TckOutcome read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return new TckOutcome(
                Integer.parseInt(all(lines, "passed ").get(0)),
                all(lines, "broken "),
                all(lines, "provider "),
                Long.parseLong(all(lines, "millis ").get(0)));
    }

    private static List<String> all(List<String> lines, String word) {
        return lines.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }
}
