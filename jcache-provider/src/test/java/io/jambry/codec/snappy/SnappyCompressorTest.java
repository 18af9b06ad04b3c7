// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.snappy;

import io.jambry.codec.CompressorContract;
import io.jambry.spi.Compressor;

class SnappyCompressorTest extends CompressorContract {

    @Override
    protected Compressor compressor() {
        return new SnappyCompressor();
    }
}
