// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.store.redis.Message.Count;
import io.jambry.store.redis.Message.Tally;
import io.jambry.store.redis.Message.Writer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is missing of a writer's changes, by what it tells of their number. */
class HeardTest {

    private static final long MODE = 7;
    private static final long LATER = TimeUnit.SECONDS.toNanos(10);

    private final Heard heard = new Heard(0);

    private void tally(long next, Count... counts) {
        Tally tally = new Tally(new Writer("writer", 1), 1, next, 1000, /* last= */ false, List.of(counts));
        assertThat(heard.tally(tally, MODE, 0)).isNull();
    }

    @Test
    void lost_lessCameThanWasTold_isTheDifference() {
        heard.isNew(1, 1);
        tally(2, new Count(1, MODE, 3, 0));
        assertThat(heard.lost(0)).isZero();
        assertThat(heard.lost(LATER)).isEqualTo(2);
        assertThat(heard.lost(LATER)).isZero();
    }

    @Test
    void lost_oneOfUnknownOutcomeCame_doesNotHideAnotherOne() {
        heard.isNew(1, 1);
        heard.isNew(1, 2);
        tally(2, new Count(1, MODE, 2, 1));
        assertThat(heard.lost(LATER)).isEqualTo(1);
    }

    @Test
    void lost_allOfUnknownOutcomeCame_isNothing() {
        heard.isNew(1, 1);
        heard.isNew(1, 2);
        tally(2, new Count(1, MODE, 1, 1));
        assertThat(heard.lost(LATER)).isZero();
    }

    @Test
    void lost_beforeTheMode_isNothing() {
        tally(2, new Count(1, MODE - 1, 3, 0));
        assertThat(heard.lost(LATER)).isZero();
    }

    @Test
    void lost_toldToAnybodyWhileTheWriterWasNoMember_countsAsUnderTheModeBefore() {
        tally(3, new Count(1, -1 - MODE, 1, 0), new Count(2, -MODE, 1, 0));
        assertThat(heard.lost(LATER)).isEqualTo(1);
    }

    @Test
    void isNew_numberThatNoWriterReaches_isNotBelieved() {
        assertThat(heard.isNew(1, Integer.MAX_VALUE)).isFalse();
        assertThat(heard.isNew(1, 1)).isTrue();
    }
}
