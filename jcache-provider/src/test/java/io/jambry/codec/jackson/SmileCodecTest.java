// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.codec.JacksonContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.util.HexFormat;
import java.util.List;

class SmileCodecTest extends JacksonContract {

    @Override
    protected Codec codec(CodecContext context) {
        return new SmileCodec(context);
    }

    @Override
    protected List<byte[]> forgedLengths() {
        return List.of(
                HexFormat.of().parseHex("3a290a00e80f7f7f7fbf00"),
                HexFormat.of().parseHex("3a290a00fd0f7f7f7fbf00"),
                HexFormat.of().parseHex("3a290a00260f7f7f7fbf00"),
                HexFormat.of().parseHex("3a290a002a000f7f7f7fbf00"));
    }
}
