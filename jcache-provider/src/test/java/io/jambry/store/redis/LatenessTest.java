// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenessTest {

    private static final long TIMEOUT = 500;

    private final Lateness lateness = new Lateness();

    @Test
    void isOver_neverNoticed_isFalse() {
        lateness.answered(1, TIMEOUT);
        assertThat(lateness.isOver(0)).isFalse();
    }

    @Test
    void isOver_noticed_isTrueAfterAnAnswerInTime() {
        lateness.answered(1, TIMEOUT);
        lateness.noticed(7);
        assertThat(lateness.isOver(7)).isFalse();
        lateness.answered(TIMEOUT, TIMEOUT);
        assertThat(lateness.isOver(7)).isFalse();
        lateness.answered(TIMEOUT - 1, TIMEOUT);
        assertThat(lateness.isOver(7)).isTrue();
    }

    @Test
    void isOver_wishedAnewMeanwhile_isFalse() {
        lateness.noticed(7);
        lateness.answered(1, TIMEOUT);
        assertThat(lateness.isOver(8)).isFalse();
        lateness.noticed(5);
        lateness.answered(1, TIMEOUT);
        assertThat(lateness.isOver(8)).isFalse();
    }
}
