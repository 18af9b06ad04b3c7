// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors of <a href="https://c2sp.org/XAES-256-GCM">the specification</a>. */
class Xaes256GcmTest {

    private static final HexFormat HEX = HexFormat.of();

    /** The specification has a sum over a million as well: -Dxaes.messages=1000000. */
    private static final int MESSAGES = Integer.getInteger("xaes.messages", 10_000);

    @ParameterizedTest
    @CsvSource({
        "1, '', ce546ef63c9cc60765923609b33a9a1974e96e52daf2fcf7075e2271",
        "3, c2sp.org/XAES-256-GCM, 986ec1832593df5443a179437fd083bf3fdb41abd740a21f71eb769d"
    })
    void seal_publishedVector_isAsPublished(byte key, String associated, String expected)
            throws GeneralSecurityException {
        byte[] secret = new byte[32];
        Arrays.fill(secret, key);
        Xaes256Gcm cipher = new Xaes256Gcm(new Secret(secret));
        byte[] nonce = "ABCDEFGHIJKLMNOPQRSTUVWX".getBytes(US_ASCII);
        byte[] plain = "XAES-256-GCM".getBytes(US_ASCII);

        byte[] sealed = cipher.seal(nonce, plain, associated.getBytes(US_ASCII));

        assertThat(HEX.formatHex(sealed)).isEqualTo(HEX.formatHex(nonce) + expected);
        assertThat(cipher.open(sealed, 0, sealed.length, associated.getBytes(US_ASCII)))
                .isEqualTo(plain);
    }

    @Test
    void seal_accumulatedVectors_areAsPublished() throws GeneralSecurityException {
        Shake128 source = new Shake128();
        Shake128 sum = new Shake128();
        assertThat(HEX.formatHex(new Shake128().read(16))).isEqualTo("7f9c2ba4e88f827d616045507605853e");
        for (int i = 0; i < MESSAGES; i++) {
            byte[] key = source.read(32);
            byte[] nonce = source.read(24);
            byte[] plain = source.read(source.read(1)[0] & 0xFF);
            byte[] associated = source.read(source.read(1)[0] & 0xFF);
            Xaes256Gcm cipher = new Xaes256Gcm(new Secret(key));
            byte[] sealed = cipher.seal(nonce, plain, associated);
            assertThat(cipher.open(sealed, 0, sealed.length, associated)).isEqualTo(plain);
            sum.write(Arrays.copyOfRange(sealed, 24, sealed.length));
        }
        String expected = MESSAGES == 1_000_000
                ? "2163ae1445985a30b60585ee67daa55674df06901b890593e824b8a7c885ab15"
                : "e6b9edf2df6cec60c8cbd864e2211b597fb69a529160cd040d56c0c210081939";
        assertThat(HEX.formatHex(sum.read(32))).isEqualTo(expected);
    }

    @Test
    void open_tooFewBytes_isRefused() throws GeneralSecurityException {
        Xaes256Gcm cipher = new Xaes256Gcm(new Secret(new byte[32]));
        for (int length = 0; length < 40; length++) {
            byte[] few = new byte[length];
            assertThatThrownBy(() -> cipher.open(few, 0, few.length, new byte[0]))
                    .isInstanceOf(AEADBadTagException.class)
                    .hasMessageContaining("too few");
        }
    }
}
