// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.lz4;

import io.jambry.codec.CompressorContract;
import io.jambry.spi.Compressor;

class Lz4CompressorTest extends CompressorContract {

    @Override
    protected Compressor compressor() {
        return new Lz4Compressor();
    }
}
