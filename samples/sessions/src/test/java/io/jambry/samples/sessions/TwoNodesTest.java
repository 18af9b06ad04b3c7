// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoNodesTest {

    @Test
    void cart_oneNodeKilledHalfway_isComplete() throws Exception {
        assertThat(TwoNodes.run()).isEqualTo("ada 60");
    }
}
