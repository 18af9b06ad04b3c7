// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemberLeaseTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10);
    private final MemberLease lease = new MemberLease(Duration.ofSeconds(3), now::get);

    @Test
    void holds_neverBegun_isFalse() {
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void holds_lessThanTheLease_untilTheMargin() {
        lease.begun(now.get());
        now.addAndGet(2_960 * MILLI - 1);
        assertThat(lease.holds()).isTrue();
        now.incrementAndGet();
        assertThat(lease.holds()).isFalse();
    }

    @Test
    void holds_renewed_isTheSameTerm() {
        lease.begun(now.get());
        long term = lease.term();
        now.addAndGet(2_000 * MILLI);
        lease.renewed(now.get());
        now.addAndGet(2_000 * MILLI);
        assertThat(lease.holds(term)).isTrue();
    }

    @Test
    void holds_begunAnew_isAnotherTerm() {
        lease.begun(now.get());
        long term = lease.term();
        now.addAndGet(4_000 * MILLI);
        assertThat(lease.holds(term)).isFalse();
        lease.begun(now.get());
        assertThat(lease.holds(term)).isFalse();
        assertThat(lease.holds(lease.term())).isTrue();
    }
}
