// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.benchmarks.Column.Setting;
import io.jambry.benchmarks.Match.Measured;
import io.jambry.benchmarks.Sample.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Measures all columns and judges all lines.
 *
 * <p>{@code Compare [quick|full|forks] [regular expression on the text of lines] [file for the table]}. Each round measures
 * every pair of columns in new processes: {@code quick} and {@code full} in slices of one process, three and five rounds,
 * because what slows the machine down meets both columns then; {@code forks} by JMH, each column in a process of its own,
 * one right after the other, the next round the other way round. Lines are judged by the median of the rounds' ratios, and
 * count as not shown when the rounds are further apart than the median is from its bound.
 */
public final class Compare {

    private static final int MOST_JARS = 11;
    private static final double MOST_MEGABYTES = 4;

    private Compare() {}

    /** See above. */
    public static void main(String[] args) throws Exception {
        String mode = args.length > 0 ? args[0] : "quick";
        Pattern filter = Pattern.compile(args.length > 1 ? args[1] : "");
        Path file = Path.of(args.length > 2 ? args[2] : "target/comparison.md");
        System.setProperty("jmh.ignoreLock", "true");
        List<Line> lines = Targets.all().stream()
                .filter(line -> filter.matcher(line.text()).find())
                .toList();
        try (Server server = Server.start()) {
            boolean pinned = Cores.SERVER.pin(server.pid())
                    & Cores.CLIENT.pin(ProcessHandle.current().pid());
            Setting setting = setting(mode, server);
            Map<Match, List<Measured>> measured = new LinkedHashMap<>();
            for (int round = 1; round <= setting.rounds(); round++) {
                measure(lines, setting, round, measured);
                // a table after each round: a run that is cut short has still measured something
                write(file, table(lines, measured, pinned));
            }
        }
        System.out.println(Files.readString(file));
    }

    private static Setting setting(String mode, Server server) {
        return switch (mode) {
            case "quick" -> new Setting(server, true, 3, Duration.ofSeconds(2), Duration.ofSeconds(3), true);
            case "full" -> new Setting(server, true, 5, Duration.ofSeconds(3), Duration.ofSeconds(3), true);
            // alone, and with a core to share, the compiler needs longer for libraries with many layers
            case "forks" -> new Setting(server, false, 5, Duration.ofSeconds(12), Duration.ofSeconds(3), true);
            default -> throw new IllegalArgumentException("the mode is quick, full or forks");
        };
    }

    private static void measure(List<Line> lines, Setting setting, int round, Map<Match, List<Measured>> measured)
            throws Exception {
        Set<Match> matches = new LinkedHashSet<>();
        lines.forEach(line -> matches.add(line.match()));
        for (Match match : matches) {
            boolean latencies = lines.stream()
                    .anyMatch(
                            line -> line.figure() == Figure.P99 && line.match().equals(match));
            Measured result = match.measure(setting.withLatencies(latencies), /* oursFirst= */ round % 2 == 1);
            measured.computeIfAbsent(match, m -> new ArrayList<>()).add(result);
            System.err.printf(Locale.ROOT, "round %d  %-45s %s%n", round, match, result);
        }
    }

    private static String table(List<Line> lines, Map<Match, List<Measured>> measured, boolean pinned) {
        List<String> rows = new ArrayList<>();
        rows.add("Java " + System.getProperty("java.version") + ", "
                + (pinned ? "server and clients on one core each" : "**not pinned**: one-thread figures depend on luck")
                + ".");
        rows.add("");
        rows.add("| line | target | median | spread | Jambry | other | client CPU, Jambry / other | verdict |");
        rows.add("|---|---|---|---|---|---|---|---|");
        lines.forEach(line -> rows.add(line.row(measured)));
        rows.add(String.format(
                Locale.ROOT,
                "| class path with Jedis and Caffeine | ≤ %d jars, %.0f MB | %d jars, %.2f MB | – | – | – | – | %s |",
                MOST_JARS,
                MOST_MEGABYTES,
                RuntimeClassPath.count(),
                RuntimeClassPath.megabytes(),
                RuntimeClassPath.count() <= MOST_JARS && RuntimeClassPath.megabytes() <= MOST_MEGABYTES
                        ? "met"
                        : "**missed**"));
        return String.join("\n", rows) + "\n";
    }

    private static void write(Path file, String text) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.writeString(file, text);
    }
}
