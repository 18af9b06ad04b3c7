// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.codec.StoredSamples;
import io.jambry.spi.KeyRing;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was encrypted once is read for ever; lines of {@code wire-format/encrypted-v1.txt} are added and never changed. */
class EncryptedFormatTest {

    /** The bytes from 00 to 1F, and from 20 to 3F. */
    private static final KeyRing RING = KeyRings.fromEnvironment(
            "KEYS",
            Map.of(
                    "KEYS",
                    "0=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=,65535=ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="));

    static final byte[] PLAIN = "a value that was encrypted once".getBytes(UTF_8);
    static final byte[] ASSOCIATED = "shop:orders:{order 7}".getBytes(UTF_8);

    @Test
    void values_ofEverySample_areReadAsEver() throws IOException, GeneralSecurityException {
        Map<String, byte[]> stored = StoredSamples.read("encrypted-v1.txt");
        for (int id : new int[] {0, 65_535}) {
            byte[] sealed = stored.get("value-key-" + id);
            assertThat(new XaesCipher(RING, "keys").open(id, sealed, 0, sealed.length, ASSOCIATED))
                    .isEqualTo(PLAIN);
        }
        assertThat(XaesCipher.ID).isEqualTo(1);
    }

    /** The names were computed by a program of its own, with what OpenSSL and Python have. */
    @Test
    void names_ofEverySample_areWrittenAndReadAsEver() throws IOException, GeneralSecurityException {
        Map<String, byte[]> stored = StoredSamples.read("encrypted-v1.txt");
        Map<String, String> keys = Map.of("", "order 7", "-empty", "", "-long", "order ".repeat(20));
        for (int id : new int[] {0, 65_535}) {
            HiddenNames names = new HiddenNames(RING, id, "shop", "orders", "keys");
            for (Map.Entry<String, String> key : keys.entrySet()) {
                byte[] sample = stored.get("hidden-name" + key.getKey() + "-key-" + id);
                assertThat(names.name(key.getValue().getBytes(UTF_8))).isEqualTo(sample);
                assertThat(names.key(sample)).isEqualTo(key.getValue().getBytes(UTF_8));
            }
        }
    }
}
