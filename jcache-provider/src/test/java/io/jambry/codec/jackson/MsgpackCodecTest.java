// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.codec.JacksonContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

class MsgpackCodecTest extends JacksonContract {

    record Reading(
            String place,
            int count,
            double value,
            Instant at,
            byte[] raw,
            BigInteger large,
            BigDecimal price,
            Map<Integer, String> names,
            List<Boolean> flags) {}

    @Override
    protected Codec codec(CodecContext context) {
        return new MsgpackCodec(context);
    }

    @Override
    protected List<byte[]> forgedLengths() {
        return List.of(
                HexFormat.of().parseHex("c67fffffff01"),
                HexFormat.of().parseHex("db7fffffff61"),
                HexFormat.of().parseHex("dbffffffff61"),
                HexFormat.of().parseHex("dd7fffffff01"),
                HexFormat.of().parseHex("df7fffffffa16101"),
                HexFormat.of().parseHex("c97fffffff0131"),
                HexFormat.of().parseHex("92b36a6176612e7574696c2e41727261794c697374dd7fffffff"));
    }

    @Test
    void bytes_ofAnotherProgram_areReadByTheirNames() throws IOException {
        MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
        packer.packMapHeader(8);
        packer.packString("place").packString("Bern");
        packer.packString("count").packInt(7);
        packer.packString("value").packInt(3);
        packer.packString("at").packTimestamp(Instant.ofEpochSecond(1_790_000_000L, 5));
        packer.packString("raw").packBinaryHeader(2).writePayload(new byte[] {1, 2});
        packer.packString("large").packBigInteger(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE));
        packer.packString("names").packMapHeader(1).packInt(1).packString("one");
        packer.packString("flags").packArrayHeader(2).packBoolean(true).packBoolean(false);
        byte[] bytes = packer.toByteArray();

        Reading reading = (Reading) codec(Reading.class).decode(bytes, 0, bytes.length);

        assertThat(reading)
                .usingRecursiveComparison()
                .isEqualTo(new Reading(
                        "Bern",
                        7,
                        3,
                        Instant.ofEpochSecond(1_790_000_000L, 5),
                        new byte[] {1, 2},
                        BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE),
                        null,
                        Map.of(1, "one"),
                        List.of(true, false)));
    }

    @Test
    void value_ofADeclaredClass_isAMapOfItsFields() throws IOException {
        byte[] bytes = codec(Reading.class)
                .encode(new Reading(
                        "Bern",
                        7,
                        0.5,
                        Instant.EPOCH,
                        new byte[] {1, 2},
                        BigInteger.TWO.pow(70),
                        new BigDecimal("1.50"),
                        Map.of(1, "one"),
                        List.of(true)));
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            Map<Value, Value> map = unpacker.unpackValue().asMapValue().map();
            assertThat(map.get(ValueFactory.newString("place"))).isEqualTo(ValueFactory.newString("Bern"));
            assertThat(map.get(ValueFactory.newString("count"))).isEqualTo(ValueFactory.newInteger(7));
            assertThat(map.get(ValueFactory.newString("value"))).isEqualTo(ValueFactory.newFloat(0.5));
            assertThat(map.get(ValueFactory.newString("at"))).isEqualTo(ValueFactory.newString("1970-01-01T00:00:00Z"));
            assertThat(map.get(ValueFactory.newString("raw"))).isEqualTo(ValueFactory.newBinary(new byte[] {1, 2}));
            assertThat(map.get(ValueFactory.newString("price")))
                    .isEqualTo(ValueFactory.newExtension(
                            (byte) 1, "1.50".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(map).hasSize(9);
            assertThat(unpacker.hasNext()).isFalse();
        }
    }

    @Test
    void bytes_thatGoOnBehindTheValue_areRefused() throws IOException {
        byte[] bytes = HexFormat.of().parseHex("a16161");
        assertThatThrownBy(() -> codec(Object.class).decode(bytes, 0, 3))
                .isInstanceOf(IOException.class)
                .hasMessage("its bytes go on behind the value");
        assertThat(codec(Object.class).decode(bytes, 0, 2)).isEqualTo("a");
    }
}
