// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.tck.TckSuite;
import io.jambry.tck.servers.PrivilegesDocument.Need;
import io.jambry.tck.servers.ServerRun.Expiry;
import io.jambry.tck.servers.ServerRun.User;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole TCK on every server and topology. {@code -Dtck.servers=valkey.*cluster} takes some of the runs. */
class ServersTckTest {

    private static final Path REPORTS = Path.of(System.getProperty("tck.reports", "target/tck"), "servers");
    private static final List<String> SUMMARY = new ArrayList<>();

    static Stream<ServerRun> runs() {
        Pattern wanted = Pattern.compile(System.getProperty("tck.servers", ""));
        return ServerRun.all().stream()
                .filter(run -> wanted.matcher(run.toString()).find());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void tck_everyServerAndTopology_passesWhole(ServerRun run) throws Exception {
        Path directory = REPORTS.resolve(run.directory());
        try (Deployment deployment = Deployment.start(run.binary(), run.layout())) {
            Map<String, String> settings = new LinkedHashMap<>(deployment.settings());
            if (run.user() == User.MINIMAL) {
                PrivilegesDocument privileges = PrivilegesDocument.read();
                List<String> rules = new ArrayList<>(privileges.rules(Need.BASE));
                Need.ofVersion(run.binary()).forEach(need -> rules.addAll(privileges.rules(need)));
                // the TCK listens to everything
                rules.addAll(privileges.rules(Need.LISTENERS));
                rules.addAll(privileges.rules(Need.EXPIRY));
                if (run.layout() == Layout.CLUSTER) {
                    rules.addAll(privileges.rules(Need.CLUSTER));
                }
                deployment.servers().forEach(server -> MinimalUser.define(server, rules));
                deployment
                        .sentinels()
                        .forEach(sentinel -> MinimalUser.define(sentinel, privileges.rules(Need.SENTINEL)));
                settings.putAll(MinimalUser.settings(run.layout()));
            }

            TckOutcome outcome = TckProcess.run(directory, run, settings);

            SUMMARY.add("TCK %d/%d on %s (%.1f s)"
                    .formatted(outcome.passed(), TckSuite.TESTS, run, outcome.millis() / 1000.0));
            outcome.broken().forEach(test -> SUMMARY.add("    broken: " + test));
            assertThat(outcome.broken()).as("broken tests").isEmpty();
            assertThat(outcome.passed()).as("passed tests").isEqualTo(TckSuite.TESTS);
            assertThat(TckSuite.excludedIn(Files.readString(directory.resolve("output.txt"))))
                    .as("excluded tests")
                    .contains(TckSuite.DUMMY)
                    .allMatch(test -> test.equals(TckSuite.DUMMY) || TckSuite.isByReference(test));
            assertThat(outcome.providers())
                    .as("providers found")
                    .containsExactly(
                            run.expiry() == Expiry.CONSTANT
                                    ? "io.jambry.provider.JambryCachingProvider"
                                    : "io.jambry.tck.ArbitraryExpiryProvider");
            assertThat(MinimalUser.denials(deployment.servers()))
                    .as("refusals of servers")
                    .isEmpty();
            assertThat(MinimalUser.denials(deployment.sentinels()))
                    .as("refusals of sentinels")
                    .isEmpty();
        }
    }

    @AfterAll
    static void print() {
        SUMMARY.forEach(System.out::println);
    }
}
