// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AlertnessTest {

    /** Has something to read from when it has been asked so many times. */
    private static final class Socket extends InputStream {
        private int asked;
        private int vain;

        @Override
        public int available() {
            return ++asked > vain ? 1 : 0;
        }

        @Override
        public int read() {
            throw new AssertionError("waiting reads nothing");
        }
    }

    private final Socket socket = new Socket();
    private final Alertness alertness = new Alertness(Alertness.LONGEST);

    @Test
    void whatIsThere_isSeenAtOnce() throws IOException {
        alertness.await(socket);
        assertThat(socket.asked).isEqualTo(1);
    }

    @Test
    void whatComesSoon_isWaitedForAwake() throws IOException {
        socket.vain = 3;
        new Alertness(TimeUnit.HOURS.toNanos(1)).await(socket);
        assertThat(socket.asked).isEqualTo(4);
    }

    @Test
    void whatDoesNotCome_isSleptThrough_twiceAsOftenEachTime() throws IOException {
        socket.vain = Integer.MAX_VALUE;
        for (int sleeps = 1; sleeps <= Alertness.MOST_SLEEPS; sleeps *= 2) {
            assertThat(asks()).isPositive();
            assertThat(asks(sleeps))
                    .as("asked while %d are slept through", sleeps)
                    .isZero();
        }
        assertThat(asks()).isPositive();
        assertThat(asks(Alertness.MOST_SLEEPS)).isZero();
        assertThat(asks()).isPositive();
    }

    @Test
    void whatComesSoonAgain_isWaitedForAwakeAgain() throws IOException {
        socket.vain = Integer.MAX_VALUE;
        for (int i = 0; i < 100; i++) {
            alertness.await(socket);
        }
        socket.vain = 0;
        asks(Alertness.MOST_SLEEPS);
        assertThat(asks(10)).isEqualTo(10);
        socket.vain = Integer.MAX_VALUE;
        assertThat(asks()).isPositive();
        assertThat(asks(1)).isZero();
        assertThat(asks()).isPositive();
    }

    private int asks(int times) throws IOException {
        int before = socket.asked;
        for (int i = 0; i < times; i++) {
            alertness.await(socket);
        }
        return socket.asked - before;
    }

    private int asks() throws IOException {
        return asks(1);
    }
}
