// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

/** Status replies, as Jedis' parser reads them from here. */
@SuppressWarnings("deprecation") // it is what Jedis itself reads with
class ReplyInputTest {

    @Test
    void read_oneOkAfterTheOther_isTheSameArray() {
        ReplyInput in = input("+OK\r\n+OK\r\n+QUEUED\r\n", 64);
        Object first = Protocol.read(in);
        assertThat(Protocol.read(in)).isSameAs(first);
        assertThat(text(first)).isEqualTo("OK");
        assertThat(text(Protocol.read(in))).isEqualTo("QUEUED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "O", "OK", "OKAY", "KO", "PONG"})
    void read_anyStatus_isReadAsItIs(String status) {
        assertThat(text(Protocol.read(input("+" + status + "\r\n", 64)))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void read_statusCutByTheBuffer_isReadWhole(int size) {
        ReplyInput in = input("+OK\r\n+OKAY\r\n+OK\r\n:7\r\n", size);
        assertThat(text(Protocol.read(in))).isEqualTo("OK");
        assertThat(text(Protocol.read(in))).isEqualTo("OKAY");
        assertThat(text(Protocol.read(in))).isEqualTo("OK");
        assertThat(Protocol.read(in)).isEqualTo(7L);
    }

    private static String text(Object status) {
        return new String((byte[]) status, US_ASCII);
    }

    private static ReplyInput input(String bytes, int size) {
        return new ReplyInput(new ByteArrayInputStream(bytes.getBytes(US_ASCII)), size);
    }
}
