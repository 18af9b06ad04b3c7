// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.ConnectionSettings;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that is killed while it changes sessions. */
@Tag("faults")
class NodeKilledFaultsTest {

    private static final int COMMITS = 3000;

    @Test
    void node_killed_noCommittedChangeIsLostAndAnotherNodeGoesOn() throws Exception {
        SessionSettings settings = Node.settings();
        ConnectionSettings connection = Node.connection();
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CountingProcess.class.getName(),
                settings.application(),
                "redis://127.0.0.1:" + connection.port());
        builder.environment().put("COUNTING_PASSWORD", connection.password().orElse(""));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        List<String> ids = new ArrayList<>();
        int[] acknowledged = new int[CountingProcess.SESSIONS];
        try (Node other = Node.of(settings);
                BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            int commits = 0;
            String line = lines.readLine();
            while (line != null) {
                String[] words = line.split(" ");
                if (words[0].equals("id")) {
                    ids.add(words[1]);
                } else if (words.length == 3) {
                    acknowledged[Integer.parseInt(words[1])] = Integer.parseInt(words[2]);
                    commits++;
                }
                if (commits == COMMITS) {
                    // SIGKILL, which leaves us what it has written
                    process.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
            assertThat(process.waitFor()).isEqualTo(128 + 9);
            assertThat(commits).isGreaterThanOrEqualTo(COMMITS);

            long begin = System.nanoTime();
            int more = 0;
            for (int i = 0; i < ids.size(); i++) {
                SessionData session = other.sessions().find(ids.get(i)).orElseThrow();
                int count = (Integer) session.attributes().getOrDefault("count", 0);
                assertThat(count).isBetween(acknowledged[i], acknowledged[i] + 1);
                more += count - acknowledged[i];
                session.attributes().put("count", count + 1);
                assertThat(other.sessions().commit(session)).isEqualTo(CommitOutcome.STORED);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            System.out.println("[jambry] kill -9 of a node after " + commits + " acknowledged commits: 0 lost, " + more
                    + " written and not told, all " + ids.size() + " sessions went on by another node in "
                    + took.toMillis()
                    + " ms");
            assertThat(took).isLessThan(Duration.ofSeconds(2));
        } finally {
            process.destroyForcibly();
        }
    }
}
