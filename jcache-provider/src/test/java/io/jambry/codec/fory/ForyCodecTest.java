// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.fory;

import io.jambry.codec.CodecContract;
import io.jambry.spi.Codec;
import io.jambry.spi.CodecContext;
import java.util.Map;

class ForyCodecTest extends CodecContract {

    @Override
    protected Codec codec(CodecContext context) {
        return new ForyCodec(context);
    }

    @Override
    protected Map<String, byte[]> forged() {
        return Map.of("another format", new byte[] {0x15, 0, 0});
    }
}
