// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import io.jambry.codec.JacksonContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.util.List;

class YamlCodecTest extends JacksonContract {

    @Override
    protected Codec codec(CodecContext context) {
        return new YamlCodec(context);
    }

    @Override
    protected List<byte[]> forgedLengths() {
        return List.of(
                "[".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "{a: ".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
