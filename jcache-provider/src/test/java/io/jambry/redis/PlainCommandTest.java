// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.util.RedisOutputStream;

/** To server and router it is what Jedis makes of the same arguments. */
class PlainCommandTest {

    private static final byte[] KEY = "ns:prices:{ä}".getBytes(UTF_8);
    private static final byte[] OTHER = "ns:prices:{b}".getBytes(UTF_8);
    private static final byte[] VALUE = "v".repeat(1000).getBytes(UTF_8);

    private static final PlainCommand<Object> TIMED =
            PlainCommand.overKey(Command.PSETEX, BuilderFactory.RAW_OBJECT, KEY, "5000".getBytes(UTF_8), VALUE);
    private static final PlainCommand<List<byte[]>> MANY =
            PlainCommand.overKeys(Command.MGET, BuilderFactory.BINARY_LIST, KEY, OTHER);

    private final CommandObjects jedis = new CommandObjects(RedisProtocol.RESP3);

    @Test
    void write_anyCommand_sendsTheBytesThatJedisSends() throws IOException {
        assertThat(written(TIMED)).isEqualTo(sent(jedis.psetex(KEY, 5000, VALUE)));
        assertThat(written(MANY)).isEqualTo(sent(jedis.mget(KEY, OTHER)));
    }

    @Test
    void getArguments_anyCommand_areThoseOfJedis() throws IOException {
        assertThat(sent(TIMED)).isEqualTo(written(TIMED));
        assertThat(sent(MANY)).isEqualTo(written(MANY));
        assertThat(TIMED.getArguments().getKeys()).containsExactly(KEY);
        assertThat(MANY.getArguments().getKeys()).containsExactly(KEY, OTHER);
    }

    @Test
    void router_anyCommand_findsItsKeys() {
        assertThat(TIMED.keys()).containsExactly(KEY);
        assertThat(SlotTable.slot(TIMED)).isEqualTo(SlotTable.slot(jedis.get(KEY)));
        assertThatThrownBy(() -> SlotTable.slot(MANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("MGET has 2 keys of different slots");
    }

    @Test
    void kind_anyCommand_goesByItsName() {
        assertThat(CommandKind.name(TIMED)).isEqualTo("PSETEX");
        assertThat(CommandKind.changesEntries(TIMED)).isTrue();
        assertThat(CommandKind.mayRunTwice(TIMED)).isFalse();
        assertThat(CommandKind.isReplicable(MANY)).isTrue();
        assertThat(CommandKind.mayRunTwice(MANY)).isTrue();
    }

    @Test
    void bytes_anyCommand_areThoseOfItsArguments() {
        assertThat(Node.bytes(TIMED)).isEqualTo(KEY.length + 4 + VALUE.length);
    }

    private static String written(PlainCommand<?> command) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RedisOutputStream out = new RedisOutputStream(bytes, 64)) {
            command.write(out);
        }
        return bytes.toString(UTF_8);
    }

    private static String sent(CommandObject<?> command) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (RedisOutputStream out = new RedisOutputStream(bytes, 64)) {
            Protocol.sendCommand(out, command.getArguments());
        }
        return bytes.toString(UTF_8);
    }
}
