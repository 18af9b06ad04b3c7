// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listeners on a cluster whose slots move and whose primaries die: what they do not hear, they are told of. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClusterEventsTest {

    private static final String REGISTER = "{" + WitnessedWrites.NAMESPACE + ":registry}";

    private ClusterTopology cluster;

    /** Which primary dies. */
    enum Victim {
        /** The one that holds the register. */
        REGISTER,
        /** The one at which the listener's connection is. */
        SUBSCRIBED,
        /** One that holds entries and nothing else, if there is such. */
        OTHER
    }

    @BeforeEach
    void start() {
        cluster = TestCluster.start("cluster-require-full-coverage no");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private WitnessedWrites begin() {
        return WitnessedWrites.begin("redis+cluster://" + String.join(",", cluster.addresses()));
    }

    // ---- slots that move

    @Test
    void slots_moveUnderLoad_everyChangeIsHeardOnceAndAlmostAllInOrder() throws Exception {
        slotsMove(Duration.ofSeconds(4));
    }

    @Tag("faults")
    @Test
    void slots_moveForLong_everyChangeIsHeardOnceAndAlmostAllInOrder() throws Exception {
        slotsMove(Duration.ofSeconds(40));
    }

    private void slotsMove(Duration time) throws InterruptedException {
        try (WitnessedWrites writes = begin()) {
            List<Integer> slots = usedSlots();
            long begun = System.nanoTime();
            int moves = 0;
            while (System.nanoTime() - begun < time.toNanos()) {
                move(slots.get(moves % slots.size()));
                moves++;
            }
            writes.goOn();
            Verdict verdict = writes.end();
            // what is missing is told some beats later
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> writes.gaps() == verdict.gaps().size());
            System.out.printf("[jambry] %d slots of a cluster moved under load: %s%n", moves, verdict);
            assertThat(verdict.isComplete()).as(verdict.toString()).isTrue();
            assertThat(verdict.gaps()).isEmpty();
            assertThat(verdict.unknown()).isZero();
            // two changes on both sides of a move come from two nodes; one that comes too early makes three that do not
            // continue
            int swaps = 1 + moves / 50;
            assertThat(verdict.disordered()).hasSizeLessThanOrEqualTo(swaps);
            assertThat(verdict.breaks()).isLessThanOrEqualTo(3L * swaps);
            assertThat(writes.stale()).isEmpty();
        }
    }

    /** That of the register, and those of entries. */
    private List<Integer> usedSlots() {
        List<Integer> slots = new ArrayList<>(List.of(cluster.slotOf(REGISTER)));
        cluster.primaries().stream()
                .flatMap(node -> node.texts("KEYS", "*").stream().limit(8))
                .map(cluster::slotOf)
                .distinct()
                .forEach(slots::add);
        return slots;
    }

    private void move(int slot) {
        ServerProcess from = cluster.primaryOf(slot);
        ServerProcess to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        cluster.migrate(slot, from, to);
    }

    // ---- primaries that die

    @Test
    void primaryWithTheRegister_killed_whatIsNotHeardIsBehindAGap() throws Exception {
        primaryDies(Victim.REGISTER, "killed", ServerProcess::kill);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Victim.class)
    void primary_killed_whatIsNotHeardIsBehindAGap(Victim which) throws Exception {
        primaryDies(which, "killed", ServerProcess::kill);
    }

    @Tag("faults")
    @ParameterizedTest
    @EnumSource(Victim.class)
    void primary_paused_whatIsNotHeardIsBehindAGap(Victim which) throws Exception {
        primaryDies(which, "paused", ServerProcess::pause);
    }

    private void primaryDies(Victim which, String how, Consumer<ServerProcess> blow) throws InterruptedException {
        try (WitnessedWrites writes = begin()) {
            ServerProcess victim = victim(which);
            int slot = slotsOf(victim).findFirst().orElseThrow();
            long struck = System.nanoTime();
            blow.accept(victim);
            cluster.awaitPrimaryOtherThan(slot, victim);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - struck);
            writes.goOn();
            Verdict verdict = writes.end();
            System.out.printf(
                    "[jambry] primary (%s) of a cluster %s, replaced after %d ms: %s; the listener's copy differs in %d"
                            + " entries%n",
                    which, how, millis, verdict, writes.stale().size());
            assertThat(verdict.isSound()).as(verdict.toString()).isTrue();
            assertThat(verdict.gaps()).hasSizeLessThan(20);
        }
    }

    private ServerProcess victim(Victim which) {
        ServerProcess register = cluster.primaryOf(REGISTER);
        ServerProcess subscribed = cluster.primaries().stream()
                .filter(node -> !node.text("CLIENT", "LIST", "TYPE", "pubsub").isBlank())
                .findFirst()
                .orElseThrow();
        return switch (which) {
            case REGISTER -> register;
            case SUBSCRIBED -> subscribed;
            case OTHER ->
                cluster.primaries().stream()
                        .filter(node -> node != register && node != subscribed)
                        .findFirst()
                        .orElseThrow();
        };
    }

    private Stream<Integer> slotsOf(ServerProcess node) {
        return node.texts("KEYS", "*").stream().map(cluster::slotOf);
    }
}
