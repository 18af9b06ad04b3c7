// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.KeyFallback;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.spi.CodecContext;
import io.jambry.spi.KeyRing;
import java.security.GeneralSecurityException;
import java.security.UnrecoverableKeyException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.AEADBadTagException;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class HiddenNamesTest {

    private final byte[] secret = new byte[32];
    private final KeyRing ring =
            KeyRings.of(1, Map.of(1, new SecretKeySpec(secret, "AES"), 2, new SecretKeySpec(secret, "AES")));

    @Test
    void name_ofAKey_opensToItAndNothingElse() throws GeneralSecurityException {
        HiddenNames names = names(1, "shop", "orders");
        byte[] name = names.name("order 7".getBytes(UTF_8));

        assertThat(new String(name, US_ASCII)).isEqualTo("A6O1oPj-I6stJAK-9-U4Z4mKE6jImVk");
        assertThat(names.key(name)).isEqualTo("order 7".getBytes(UTF_8));
        for (int at = 0; at < name.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = name.clone();
                changed[at] ^= (byte) (1 << bit);
                assertThatThrownBy(() -> names.key(changed))
                        .isInstanceOf(AEADBadTagException.class)
                        .hasMessage("is no name that was hidden with key 1")
                        .hasNoCause();
            }
        }
    }

    @Test
    void name_ofAnyLength_opens() throws GeneralSecurityException {
        HiddenNames names = names(1, "shop", "orders");
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] key = new byte[length];
            random.nextBytes(key);
            byte[] name = names.name(key);
            assertThat(name).hasSize((16 + length) * 4 / 3 + ((16 + length) % 3 == 0 ? 0 : 1));
            assertThat(new String(name, US_ASCII)).matches("[A-Za-z0-9_-]+");
            assertThat(names.key(name)).isEqualTo(key);
        }
    }

    @Test
    void name_ofOtherKeysPlacesAndSecrets_isAnother() throws GeneralSecurityException {
        assertThat(Set.of(
                        name(1, "shop", "orders", "order 7"),
                        name(1, "shop", "orders", "order 8"),
                        name(1, "shop", "orders", ""),
                        name(1, "shop", "prices", "order 7"),
                        name(1, "stock", "orders", "order 7"),
                        name(1, "", "shop/orders", "order 7"),
                        name(1, "shop/orders", "", "order 7"),
                        name(2, "shop", "orders", "order 7")))
                .hasSize(8);
        assertThat(name(1, "shop", "orders", "order 7")).isEqualTo(name(1, "shop", "orders", "order 7"));
    }

    /** What two keys have in common shows in nothing: their names agree in no more places than any two do. */
    @Test
    void name_ofSimilarKeys_isNotSimilar() throws GeneralSecurityException {
        HiddenNames names = names(1, "shop", "orders");
        int alike = 0;
        byte[] before = names.name("a long beginning, and then 0".getBytes(UTF_8));
        for (int i = 1; i <= 1000; i++) {
            byte[] name = names.name(("a long beginning, and then " + i % 10 + i).getBytes(UTF_8));
            for (int at = 0; at < Math.min(name.length, before.length); at++) {
                alike += name[at] == before[at] ? 1 : 0;
            }
            before = name;
        }
        // 1000 times 58 places, each alike in one of 64 cases
        assertThat(alike).isBetween(700, 1150);
    }

    @Test
    void key_ofWhatIsNoName_isRefused() throws GeneralSecurityException {
        HiddenNames names = names(1, "shop", "orders");
        byte[] ofAnother = names(1, "shop", "prices").name("order 7".getBytes(UTF_8));
        for (String foreign : List.of(
                "",
                "order 7",
                "A",
                "AAAA",
                "A".repeat(21),
                "A".repeat(22),
                "=".repeat(30),
                "\u00e9".repeat(16),
                new String(names.name(new byte[0]), US_ASCII) + "==",
                new String(ofAnother, US_ASCII))) {
            assertThatThrownBy(() -> names.key(foreign.getBytes(UTF_8)))
                    .as(foreign)
                    .isInstanceOf(AEADBadTagException.class)
                    .hasNoCause();
        }
    }

    @Test
    void names_ofManyThreads_areTheSame() throws Exception {
        HiddenNames names = names(1, "shop", "orders");
        List<String> expected = namesOf(names);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<List<String>> work = () -> namesOf(names);
            for (Future<List<String>> done : threads.invokeAll(java.util.Collections.nCopies(16, work))) {
                assertThat(done.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> namesOf(HiddenNames names) {
        return IntStream.range(0, 500)
                .mapToObj(i -> new String(names.name(("key " + i).getBytes(UTF_8)), US_ASCII))
                .toList();
    }

    @Test
    void names_withoutTheirKey_areRefused() {
        assertThatThrownBy(() -> names(3, "shop", "orders"))
                .isInstanceOf(UnrecoverableKeyException.class)
                .hasMessageContaining("there is no key 3")
                .hasMessageContaining("'jambry.caches.orders.encryption-keys'");
    }

    @Test
    void keyCodec_withHiddenNames_roundTripsKeysOfEveryForm() throws GeneralSecurityException {
        KeyCodec plain = codec(Object.class, false);
        KeyCodec hidden = codec(Object.class, true);
        Set<String> seen = new HashSet<>();
        for (Object key : List.of(
                "", "order 7", "~x", "\ud800", 42L, 7, 'c', List.of(1, "a,b"), Map.of("b", 1), new byte[] {1, 2})) {
            byte[] name = hidden.encode(key);
            assertThat(seen.add(new String(name, US_ASCII))).isTrue();
            assertThat(plain.encode(hidden.decode(name))).isEqualTo(plain.encode(key));
            assertThat(hidden.encode(hidden.decode(name))).isEqualTo(name);
        }
        assertThat(codec(Long.class, true).decode(codec(Long.class, true).encode(42L)))
                .isEqualTo(42L);
    }

    @Test
    void keyCodec_nameOfAnotherMaking_isRefusedNamingCacheAndSetting() throws GeneralSecurityException {
        assertThatThrownBy(() -> codec(String.class, true).decode("order 7".getBytes(UTF_8)))
                .isInstanceOf(DecodingException.class)
                .hasMessage(
                        "cache 'orders': a stored key of 7 bytes cannot be decoded as java.lang.String: it is no name that"
                                + " was hidden with key 1, the key of setting 'entry-names-key'; it was written by something else or"
                                + " with another key type");
        // a name of ours whose key is of another form than the declared type has
        byte[] text = codec(String.class, true).encode("042");
        assertThatThrownBy(() -> codec(Long.class, true).decode(text)).isInstanceOf(DecodingException.class);
    }

    private KeyCodec codec(Class<?> keyType, boolean hidden) throws GeneralSecurityException {
        ClassLoader loader = HiddenNamesTest.class.getClassLoader();
        JdkCodec jdk = new JdkCodec(List.of(keyType), "", JdkLimits.DEFAULT, loader, "orders");
        return hidden
                ? new KeyCodec(
                        new CodecContext("orders", keyType, Object.class, loader, type -> {}, 65_536),
                        KeyFallback.REFUSE,
                        jdk,
                        names(1, "shop", "orders"),
                        65_536)
                : new KeyCodec(keyType, loader, "orders", KeyFallback.REFUSE, jdk);
    }

    private HiddenNames names(int id, String namespace, String cache) throws GeneralSecurityException {
        return new HiddenNames(ring, id, namespace, cache, "jambry.caches.orders.encryption-keys");
    }

    private String name(int id, String namespace, String cache, String key) throws GeneralSecurityException {
        return new String(names(id, namespace, cache).name(key.getBytes(UTF_8)), US_ASCII);
    }
}
