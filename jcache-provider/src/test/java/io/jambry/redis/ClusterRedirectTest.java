// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterRedirectTest {

    private static final Endpoint FROM = new Endpoint("10.0.0.9", 7000);

    @Test
    void of_movedOrAsk_readsSlotAndPlace() {
        assertThat(ClusterRedirect.of("MOVED 3999 10.0.0.1:6381", FROM))
                .isEqualTo(new ClusterRedirect(false, 3999, new Endpoint("10.0.0.1", 6381)));
        assertThat(ClusterRedirect.of("ASK 0 fe80::1:6381", FROM))
                .isEqualTo(new ClusterRedirect(true, 0, new Endpoint("fe80::1", 6381)));
    }

    @Test
    void of_noHost_meansTheNodeThatSaysSo() {
        assertThat(ClusterRedirect.of("MOVED 3999 :6381", FROM))
                .isEqualTo(new ClusterRedirect(false, 3999, new Endpoint("10.0.0.9", 6381)));
    }

    @Test
    void of_noPlace_isNull() {
        assertThat(ClusterRedirect.of("MOVED 3999 ?:6381", FROM)).isNull();
        assertThat(ClusterRedirect.of("MOVED to the country", FROM)).isNull();
    }
}
