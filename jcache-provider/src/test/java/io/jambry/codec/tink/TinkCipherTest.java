// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.tink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.CipherContract;
import io.jambry.codec.cipher.XaesCipher;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;

class TinkCipherTest extends CipherContract {

    @Override
    protected ValueCipher cipher(KeyRing ring, String setting) {
        return new TinkCipher(ring, setting);
    }

    @Test
    void values_ofOneCipher_areOpenedByTheOther() throws GeneralSecurityException {
        ChangingRing ring = new ChangingRing();
        ring.keys.put(1, key(1));
        ValueCipher tink = new TinkCipher(ring, "keys");
        ValueCipher jdk = new XaesCipher(ring, "keys");
        assertThat(tink.id()).isEqualTo(jdk.id());
        for (int length = 0; length < 300; length += 7) {
            byte[] plain = "x".repeat(length).getBytes(UTF_8);
            byte[] byTink = tink.seal(1, plain, ASSOCIATED);
            byte[] byJdk = jdk.seal(1, plain, ASSOCIATED);
            assertThat(byTink).hasSameSizeAs(byJdk);
            assertThat(jdk.open(1, byTink, 0, byTink.length, ASSOCIATED)).isEqualTo(plain);
            assertThat(tink.open(1, byJdk, 0, byJdk.length, ASSOCIATED)).isEqualTo(plain);
        }
    }
}
