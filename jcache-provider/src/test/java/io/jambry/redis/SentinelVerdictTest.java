// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentinelVerdictTest {

    private static final Endpoint OLD = new Endpoint("10.0.0.1", 6379);
    private static final Endpoint NEW = new Endpoint("10.0.0.2", 6379);
    private static final Endpoint THIRD = new Endpoint("10.0.0.3", 6379);

    private static SentinelReport report(String id, Endpoint primary, long epoch, Endpoint... replicas) {
        return new SentinelReport(id, primary, epoch, /* alarmed= */ false, List.of(), List.of(replicas));
    }

    private static SentinelReport ignorant(String id) {
        return new SentinelReport(id, null, 0, /* alarmed= */ false, List.of(), List.of());
    }

    @Test
    void of_nobodyAnswers_keepsWhatWasKnown() {
        SentinelVerdict before = new SentinelVerdict(OLD, 3);
        assertThat(SentinelVerdict.of(List.of(), 3, null)).isNull();
        assertThat(SentinelVerdict.of(List.of(), 3, before)).isEqualTo(before);
        assertThat(SentinelVerdict.of(List.of(ignorant("a")), 3, null)).isNull();
        assertThat(SentinelVerdict.of(List.of(ignorant("a"), ignorant("b")), 3, before))
                .isEqualTo(before);
    }

    @Test
    void of_oneHasHeardOfAFailover_believesIt() {
        List<SentinelReport> reports = List.of(report("a", OLD, 3), report("b", NEW, 4), report("c", OLD, 3));
        assertThat(SentinelVerdict.of(reports, 3, null)).isEqualTo(new SentinelVerdict(NEW, 4));
        assertThat(SentinelVerdict.of(reports, 3, new SentinelVerdict(OLD, 3))).isEqualTo(new SentinelVerdict(NEW, 4));
    }

    @Test
    void of_oneIsStale_isNotBelieved() {
        SentinelVerdict before = new SentinelVerdict(NEW, 4);
        assertThat(SentinelVerdict.of(List.of(report("a", OLD, 3)), 3, before)).isEqualTo(before);
        assertThat(SentinelVerdict.of(List.of(report("a", OLD, 3)), 2, before)).isEqualTo(before);
    }

    @Test
    void of_mostWereSetUpAnew_believesThem() {
        SentinelVerdict before = new SentinelVerdict(OLD, 7);
        List<SentinelReport> reports = List.of(report("a", NEW, 0), report("b", NEW, 0));
        assertThat(SentinelVerdict.of(reports, 3, before)).isEqualTo(new SentinelVerdict(NEW, 0));
    }

    @Test
    void of_oneSentinelOnTwoWays_hasOneVoice() {
        SentinelVerdict before = new SentinelVerdict(OLD, 7);
        List<SentinelReport> reports = List.of(report("a", NEW, 0), report("a", NEW, 0));
        assertThat(SentinelVerdict.of(reports, 3, before)).isEqualTo(before);
    }

    @Test
    void of_sameEpoch_countsVoicesAndThenStays() {
        SentinelReport a = report("a", OLD, 2);
        SentinelReport b = report("b", NEW, 2);
        SentinelReport c = report("c", NEW, 2);
        assertThat(SentinelVerdict.of(List.of(a, b, c), 3, new SentinelVerdict(OLD, 2)))
                .isEqualTo(new SentinelVerdict(NEW, 2));
        assertThat(SentinelVerdict.of(List.of(b, a), 3, new SentinelVerdict(OLD, 2)))
                .isEqualTo(new SentinelVerdict(OLD, 2));
        assertThat(SentinelVerdict.of(List.of(a, b), 3, new SentinelVerdict(NEW, 2)))
                .isEqualTo(new SentinelVerdict(NEW, 2));
    }

    @Test
    void replicas_areThoseThatMostName() {
        List<SentinelReport> reports = List.of(
                report("a", NEW, 4, OLD, THIRD),
                report("b", NEW, 4, THIRD, NEW),
                report("c", OLD, 3, new Endpoint("x", 1)));
        assertThat(new SentinelVerdict(NEW, 4).replicas(reports)).containsExactly(THIRD);
    }
}
