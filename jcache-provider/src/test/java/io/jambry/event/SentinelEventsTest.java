// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners under Sentinels that replace the primary: what they do not hear, they are told of. */
@Tag("faults")
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SentinelEventsTest {

    private SentinelTopology topology;

    @BeforeEach
    void start() {
        topology = SentinelTopology.start(ServerBinary.embedded());
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    @Test
    void primary_killed_whatIsNotHeardIsBehindAGap() throws Exception {
        replaced("killed", old -> {
            old.kill();
            topology.awaitPrimaryOtherThan(old);
        });
    }

    @Test
    void primary_pausedUntilItIsReplaced_whatIsNotHeardIsBehindAGap() throws Exception {
        replaced("paused until it was replaced", old -> {
            old.pause();
            topology.awaitPrimaryOtherThan(old);
            old.resume();
        });
    }

    @Test
    void primary_replacedWhileItLives_whatIsNotHeardIsBehindAGap() throws Exception {
        replaced("replaced while it lived", old -> topology.failover());
    }

    private void replaced(String how, Consumer<ServerProcess> blow) throws InterruptedException {
        String url = "redis+sentinel://" + String.join(",", topology.sentinelAddresses()) + "?primary-name="
                + topology.primaryName();
        try (WitnessedWrites writes = WitnessedWrites.begin(url)) {
            long struck = System.nanoTime();
            blow.accept(topology.primary());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - struck);
            writes.goOn();
            Verdict verdict = writes.end();
            System.out.printf(
                    "[jambry] primary under sentinels %s, %d ms: %s; the listener's copy differs in %d entries%n",
                    how, millis, verdict, writes.stale().size());
            assertThat(verdict.isSound()).as(verdict.toString()).isTrue();
            // a primary that is replaced while it lives may pass all on: then there is no gap
            assertThat(verdict.gaps()).hasSizeLessThan(20);
        }
    }
}
