// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestCounterTest {

    /**
     * One with line ends and digits in its payload, an empty argument, one without arguments, and one in plain words.
     */
    private static final byte[] STREAM =
            "*2\r\n$3\r\nGET\r\n$6\r\n*1\r\n$1\r\n*2\r\n$4\r\nECHO\r\n$0\r\n\r\n*0\r\nPING\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private static final int[] ENDS = {25, 45, 55};

    @Test
    void endOf_oneChunk_isBehindEachRequest() {
        for (int wanted = 1; wanted <= ENDS.length; wanted++) {
            assertThat(new RequestCounter().endOf(wanted, STREAM, 0)).isEqualTo(ENDS[wanted - 1]);
        }
        assertThat(new RequestCounter().endOf(4, STREAM, 0)).isEqualTo(-1);
    }

    @Test
    void endOf_cutAnywhere_isTheSame() {
        for (int wanted = 1; wanted <= ENDS.length; wanted++) {
            int end = ENDS[wanted - 1];
            for (int cut = 1; cut < end; cut++) {
                RequestCounter counter = new RequestCounter();
                assertThat(counter.endOf(wanted, Arrays.copyOf(STREAM, cut), 0)).isEqualTo(-1);
                assertThat(counter.endOf(wanted, STREAM, cut)).isEqualTo(end);
            }
        }
    }
}
