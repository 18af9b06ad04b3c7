// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryException;
import io.jambry.lock.LockLostException;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.servers.SlotMigration;
import io.jambry.tck.servers.MinimalUser.Denial;
import io.jambry.tck.servers.PrivilegesDocument.Need;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The lines of {@code docs/privileges.md}: with all their rules nothing is refused, without any one of them something is, so no
 * rule is missing and none is too much. What the caller is told names the rule.
 */
class PrivilegesTest {

    private static final Map<String, String> READ_REPLICAS = Map.of("jambry.defaults.read-from", "replica");

    private final PrivilegesDocument document;

    PrivilegesTest() throws IOException {
        document = PrivilegesDocument.read();
    }

    static Set<ServerBinary> binaries() {
        List<ServerBinary> all = ServerBinary.all();
        Set<ServerBinary> chosen = new LinkedHashSet<>(ServerRun.representatives(all));
        // the oldest, whose access control lists know less
        all.stream().filter(binary -> binary.name().equals("redis-6.2")).forEach(chosen::add);
        return chosen;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("binaries")
    void base_oneRuleTakenAway_isMissed(ServerBinary binary) {
        try (Deployment deployment = Deployment.start(binary, Layout.STANDALONE)) {
            check(deployment, Layout.STANDALONE, Need.BASE, List.of(Need.BASE), Map.of());
            for (Need need : Need.ofVersion(binary)) {
                check(deployment, Layout.STANDALONE, need, List.of(Need.BASE, need), Map.of());
            }
        }
    }

    @Test
    void anotherDatabase_oneRuleTakenAway_isMissed() {
        try (Deployment deployment = Deployment.start(ServerBinary.embedded(), Layout.STANDALONE)) {
            check(
                    deployment,
                    Layout.STANDALONE,
                    Need.DATABASE,
                    List.of(Need.BASE, Need.DATABASE),
                    Map.of("jambry.database", "1"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("binaries")
    void listeners_oneRuleTakenAway_isMissed(ServerBinary binary) {
        try (Deployment deployment = Deployment.start(binary, Layout.STANDALONE)) {
            check(deployment, Layout.STANDALONE, Need.LISTENERS, List.of(Need.BASE, Need.LISTENERS), Map.of());
            check(
                    deployment,
                    Layout.STANDALONE,
                    Need.EXPIRY,
                    List.of(Need.BASE, Need.LISTENERS, Need.EXPIRY),
                    Map.of());
        }
    }

    /** Beside listeners: only where somebody else listens, the channel of locks is left by itself. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("binaries")
    void locks_oneRuleTakenAway_isMissed(ServerBinary binary) {
        try (Deployment deployment = Deployment.start(binary, Layout.STANDALONE)) {
            check(deployment, Layout.STANDALONE, Need.LOCKS, List.of(Need.BASE, Need.LISTENERS, Need.LOCKS), Map.of());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("binaries")
    void nearAndMemory_oneRuleTakenAway_isMissed(ServerBinary binary) {
        try (Deployment deployment = Deployment.start(binary, Layout.STANDALONE)) {
            check(
                    deployment,
                    Layout.STANDALONE,
                    Need.NEAR,
                    List.of(Need.BASE, Need.NEAR),
                    Map.of("jambry.defaults.near", "invalidate", "jambry.defaults.near-ignores-access", "true"));
            check(
                    deployment,
                    Layout.STANDALONE,
                    Need.MEMORY,
                    List.of(Need.BASE, Need.MEMORY),
                    Map.of("jambry.defaults.cluster-statistics", "true"));
        }
    }

    @Test
    void cluster_oneRuleTakenAway_isMissed() {
        try (ClusterTopology topology = ClusterTopology.start(ServerBinary.embedded());
                Deployment deployment = Deployment.clustered(topology)) {
            int slot = topology.slotOf("{z}");
            ServerProcess owner = topology.primaryOf(slot);
            ServerProcess other = topology.primaries().stream()
                    .filter(primary -> primary != owner)
                    .findFirst()
                    .orElseThrow();
            // the entry 'z' is asked for at the other node from now on
            SlotMigration migration = topology.beginMigration(slot, owner, other);
            check(deployment, Layout.CLUSTER, Need.CLUSTER, List.of(Need.BASE, Need.CLUSTER), Map.of());
            migration.moveAllKeys();
            migration.finish();
        }
    }

    @Test
    void replicasOfACluster_oneRuleTakenAway_isMissed() {
        try (Deployment deployment = Deployment.start(ServerBinary.embedded(), Layout.CLUSTER)) {
            List<Need> needs = List.of(Need.BASE, Need.CLUSTER, Need.REPLICAS);
            check(deployment, Layout.CLUSTER, Need.REPLICAS, needs, READ_REPLICAS);
        }
    }

    @Test
    void waiting_oneRuleTakenAway_isMissed() {
        try (Deployment deployment = Deployment.start(ServerBinary.embedded(), Layout.SENTINEL)) {
            check(
                    deployment,
                    Layout.SENTINEL,
                    Need.WAIT,
                    List.of(Need.BASE, Need.WAIT),
                    Map.of("jambry.defaults.wait-replicas", "1"));
        }
    }

    @Test
    void sentinels_oneRuleTakenAway_isMissed() {
        try (Deployment deployment = Deployment.start(ServerBinary.embedded(), Layout.SENTINEL)) {
            check(deployment, Layout.SENTINEL, Need.SENTINEL, List.of(Need.BASE), Map.of());
            check(deployment, Layout.SENTINEL, Need.SENTINEL_REPLICAS, List.of(Need.BASE), READ_REPLICAS);
        }
    }

    /**
     * Takes away the rules of one need, one after the other.
     *
     * @param need whose rules
     * @param needs what the user of the servers needs
     * @param further settings of Jambry
     */
    private void check(Deployment deployment, Layout layout, Need need, List<Need> needs, Map<String, String> further) {
        Map<String, String> settings = new LinkedHashMap<>(deployment.settings());
        settings.putAll(MinimalUser.settings(layout));
        settings.putAll(further);

        assertThat(run(deployment, settings, needs, need, ""))
                .as("with all rules")
                .isEmpty();
        assertThat(denials(deployment, needs)).as("refusals with all rules").isEmpty();

        for (String rule : document.rules(need)) {
            if (rule.startsWith("+") || rule.startsWith("~") || rule.startsWith("&")) {
                List<RuntimeException> failures = run(deployment, settings, needs, need, rule);
                List<Denial> denials = denials(deployment, needs);
                assertThat(denials).as("refusals without %s", rule).anyMatch(denial -> isAbout(denial, rule));
                assertThat(denials).as("refusals without %s", rule).allMatch(denial -> isAbout(denial, rule));
                assertThat(failures)
                        .as("what callers are told without %s", rule)
                        .allMatch(
                                failure -> (failure instanceof JambryException || failure instanceof LockLostException)
                                        && names(failure.getMessage(), rule));
            }
        }
    }

    private List<RuntimeException> run(
            Deployment deployment, Map<String, String> settings, List<Need> needs, Need need, String without) {
        List<String> ofServers = needs.stream()
                .flatMap(each -> document.rules(each).stream())
                .filter(rule -> !rule.equals(without) || isOfSentinels(need))
                .toList();
        List<String> ofSentinels = new ArrayList<>(document.rules(Need.SENTINEL));
        ofSentinels.addAll(document.rules(Need.SENTINEL_REPLICAS));
        if (isOfSentinels(need)) {
            ofSentinels.remove(without);
        }
        deployment.servers().forEach(server -> {
            if (server.info("replication", "role").equals("master")) {
                server.command("FLUSHALL");
            }
            server.command("SCRIPT", "FLUSH");
            MinimalUser.define(server, ofServers);
        });
        deployment.sentinels().forEach(sentinel -> MinimalUser.define(sentinel, ofSentinels));
        return ProviderWorkload.run(
                settings,
                needs,
                () -> denials(deployment, needs).stream()
                        .anyMatch(denial -> !without.isEmpty() && isAbout(denial, without)));
    }

    private static boolean isOfSentinels(Need need) {
        return need == Need.SENTINEL || need == Need.SENTINEL_REPLICAS;
    }

    /** All refusals but those of the newer commands of a server, for which Jambry has others, to a user who is not given them. */
    private List<Denial> denials(Deployment deployment, List<Need> needs) {
        List<Denial> denials = new ArrayList<>(MinimalUser.denials(deployment.servers()));
        denials.addAll(MinimalUser.denials(deployment.sentinels()));
        Need.ofVersion(deployment.servers().get(0).binary()).stream()
                .filter(need -> !needs.contains(need))
                .flatMap(need -> document.rules(need).stream())
                .forEach(rule -> denials.removeIf(denial -> isAbout(denial, rule)));
        return denials;
    }

    private static boolean isAbout(Denial denial, String rule) {
        return switch (rule.charAt(0)) {
            case '~' -> denial.reason().equals("key");
            case '&' -> denial.reason().equals("channel");
            default ->
                denial.reason().equals("command")
                        && List.of(rule, container(rule)).contains("+" + denial.object());
        };
    }

    /** The rule without the second word of the command; Redis 6.2 tells no more. */
    private static String container(String rule) {
        int bar = rule.indexOf('|');
        return bar < 0 ? rule : rule.substring(0, bar);
    }

    /** Inside a script, Redis before 8 does not tell which command it was; the page does. */
    private static boolean names(String message, String rule) {
        return switch (rule.charAt(0)) {
            case '~', '&' -> message.contains(rule.charAt(0) + "<namespace>:*");
            default -> message.contains(container(rule)) || message.contains("docs/privileges.md");
        };
    }
}
