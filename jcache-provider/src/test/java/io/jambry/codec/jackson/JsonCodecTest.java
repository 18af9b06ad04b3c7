// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.codec.JacksonContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.util.List;

class JsonCodecTest extends JacksonContract {

    @Override
    protected Codec codec(CodecContext context) {
        return new JsonCodec(context);
    }

    @Override
    protected List<byte[]> forgedLengths() {
        return List.of(
                ("1" + "0".repeat(200_000)).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "[".repeat(200_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "[\"java.util.ArrayList\",".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
