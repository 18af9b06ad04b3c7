// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The vectors of RFC 5869 for SHA-256. */
class HkdfTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void derive_vectorsOfTheRfc_areAsPublished() throws GeneralSecurityException {
        assertThat(derive("0b".repeat(22), "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", 42))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
        assertThat(derive(range(0x00, 0x50), range(0x60, 0xB0), range(0xB0, 0x100), 82))
                .isEqualTo("b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                        + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                        + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
        assertThat(derive("0b".repeat(22), "", "", 42))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void derive_moreThanThereIs_isRefused() {
        assertThatThrownBy(() -> Hkdf.derive(new byte[1], new byte[0], new byte[0], 255 * 32 + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String derive(String secret, String salt, String info, int length) throws GeneralSecurityException {
        return HEX.formatHex(Hkdf.derive(HEX.parseHex(secret), HEX.parseHex(salt), HEX.parseHex(info), length));
    }

    private static String range(int from, int to) {
        StringBuilder hex = new StringBuilder();
        for (int i = from; i < to; i++) {
            hex.append(HEX.toHexDigits((byte) i));
        }
        return hex.toString();
    }
}
