// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import io.jambry.codec.CipherContract;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;

class XaesCipherTest extends CipherContract {

    @Override
    protected ValueCipher cipher(KeyRing ring, String setting) {
        return new XaesCipher(ring, setting);
    }
}
