// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.spi.KeyRing;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class NameHashTest {

    private final byte[] secret = new byte[32];
    private final KeyRing ring =
            KeyRings.of(1, Map.of(1, new SecretKeySpec(secret, "AES"), 2, new SecretKeySpec(secret, "AES")));

    @Test
    void of_aKey_isItsHmacCutTo20Bytes() throws GeneralSecurityException {
        byte[] derived = Hkdf.derive(secret, new byte[0], "jambry/1/name/1/shop:orders".getBytes(UTF_8), 32);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(derived, "HmacSHA256"));
        byte[] expected = Arrays.copyOf(mac.doFinal("order 7".getBytes(UTF_8)), 20);

        assertThat(name(1, "shop:orders", "order 7"))
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(expected))
                .hasSize(NameHash.LENGTH);
    }

    @Test
    void of_otherKeysScopesAndSecrets_isAnotherName() throws GeneralSecurityException {
        assertThat(Set.of(
                        name(1, "shop:orders", "order 7"),
                        name(1, "shop:orders", "order 8"),
                        name(1, "shop:orders", ""),
                        name(1, "shop:prices", "order 7"),
                        name(1, "", "order 7"),
                        name(2, "shop:orders", "order 7")))
                .hasSize(6);
    }

    @Test
    void of_manyKeys_isReadableAndUnique() throws GeneralSecurityException {
        NameHash names = new NameHash(ring, 1, "shop:orders", "keys");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String name = new String(names.of(Integer.toString(i).getBytes(US_ASCII)), US_ASCII);
            assertThat(name).matches("[A-Za-z0-9_-]{27}");
            assertThat(seen.add(name)).isTrue();
        }
    }

    @Test
    void names_withoutTheirKey_areRefused() {
        assertThatThrownBy(() -> new NameHash(ring, 3, "", "jambry.caches.orders.keys"))
                .isInstanceOf(UnrecoverableKeyException.class)
                .hasMessageContaining("there is no key 3")
                .hasMessageContaining("'jambry.caches.orders.keys'");
    }

    private String name(int id, String scope, String key) throws GeneralSecurityException {
        return new String(new NameHash(ring, id, scope, "keys").of(key.getBytes(UTF_8)), US_ASCII);
    }
}
