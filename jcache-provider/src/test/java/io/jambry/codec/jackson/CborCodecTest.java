// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.codec.JacksonContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.util.HexFormat;
import java.util.List;

class CborCodecTest extends JacksonContract {

    @Override
    protected Codec codec(CodecContext context) {
        return new CborCodec(context);
    }

    @Override
    protected List<byte[]> forgedLengths() {
        return List.of(
                HexFormat.of().parseHex("5b7fffffffffffffff01"),
                HexFormat.of().parseHex("5a7fffffff01"),
                HexFormat.of().parseHex("7a7ffffffa61"),
                HexFormat.of().parseHex("9b7fffffffffffffff01"),
                HexFormat.of().parseHex("bb7fffffffffffffff6161"),
                HexFormat.of().parseHex("c25a7fffffff01"),
                HexFormat.of().parseHex("826e"),
                HexFormat.of().parseHex("826b6a6176612e7574696c2e4c9b7fffffffffffffff"));
    }
}
