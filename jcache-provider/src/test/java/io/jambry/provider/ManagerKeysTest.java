// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the keys of caches come from, and who has them in common. */
class ManagerKeysTest {

    private static final byte[] SECRET =
            "a secret that has 32 bytes, yes!".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final String BASE64 = Base64.getEncoder().encodeToString(SECRET);
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path directory;

    private final ManagerKeys keys =
            new ManagerKeys("shop", ManagerKeysTest.class.getClassLoader(), Map.of("CACHE_KEYS", "3=" + BASE64));

    private static CacheSettings from(String source) {
        return CacheSettings.builder()
                .encryption("xaes-256-gcm")
                .encryptionKeys(source)
                .build();
    }

    private static CacheSettings from(String source, String password) {
        return CacheSettings.builder()
                .encryption("xaes-256-gcm")
                .encryptionKeys(source)
                .encryptionPassword(password)
                .build();
    }

    private Path file(String text) throws Exception {
        Path file = directory.resolve("keys");
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void ring_ofEveryPlace_hasItsKey() throws Exception {
        assertThat(keys.ring("c", from("file:" + file("7=" + BASE64))).currentId())
                .isEqualTo(7);
        assertThat(keys.ring("c", from("env:CACHE_KEYS")).key(3).orElseThrow().getEncoded())
                .isEqualTo(SECRET);
        Path store = directory.resolve("keys.p12");
        KeyStore made = KeyStore.getInstance("PKCS12");
        made.load(null, null);
        made.setEntry(
                "jambry-5",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(SECRET, "AES")),
                new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
        try (OutputStream out = Files.newOutputStream(store)) {
            made.store(out, PASSWORD.toCharArray());
        }
        assertThat(keys.ring("c", from("keystore:" + store, PASSWORD))
                        .key(5)
                        .orElseThrow()
                        .getEncoded())
                .isEqualTo(SECRET);
        assertThat(keys.ring("c", from("passphrase", "2=" + PASSWORD)).currentId())
                .isEqualTo(2);
        assertThat(keys.ring("c", from(Vault.class.getName())).currentId()).isEqualTo(9);
        assertThat(keys.ring("c", CacheSettings.builder().build())).isNull();
    }

    @Test
    void ring_ofOnePlace_isTheSameForAllCaches() throws Exception {
        String source = "file:" + file("7=" + BASE64);
        String phrase = "passphrase";

        assertThat(keys.ring("a", from(source))).isSameAs(keys.ring("b", from(source)));
        assertThat(keys.ring("a", from(phrase, PASSWORD)))
                .isSameAs(keys.ring("b", from(phrase, PASSWORD)))
                .isNotSameAs(keys.ring("b", from(phrase, PASSWORD + "!")));
        assertThat(keys.ring("a", from(Vault.class.getName()))).isSameAs(keys.ring("b", from(Vault.class.getName())));
    }

    @Test
    void close_ringsOfItsOwn_areClosedAndGivenOnesAreNot() {
        Vault given = new Vault();
        CacheSettings programmatic = CacheSettings.builder()
                .encryption("xaes-256-gcm")
                .encryptionKeys(given)
                .build();
        Vault made = (Vault) keys.ring("a", from(Vault.class.getName()));
        assertThat(keys.ring("b", programmatic)).isSameAs(given);

        keys.close();

        assertThat(made.closed).hasValue(1);
        assertThat(given.closed).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:/no/such/keys | cache 'c': setting 'jambry.caches.c.encryption-keys' is 'file:/no/such/keys', but keys"
                        + " cannot be read from /no/such/keys: there is no such file",
                "env:NO_KEYS | cache 'c': setting 'jambry.caches.c.encryption-keys' is 'env:NO_KEYS', but environment variable"
                        + " NO_KEYS, where the keys should be, is not set",
                "com.acme.NoKeys | cache 'c': setting 'jambry.caches.c.encryption-keys' names com.acme.NoKeys, which the class"
                        + " loader of this cache manager does not find",
                "java.lang.String | cache 'c': setting 'jambry.caches.c.encryption-keys' names java.lang.String, which does not"
                        + " implement io.jambry.spi.KeyRing",
                "io.jambry.provider.ManagerKeysTest$Private | cache 'c': setting 'jambry.caches.c.encryption-keys' names"
                        + " io.jambry.provider.ManagerKeysTest$Private, which has no public constructor without parameters",
            })
    void ring_thatIsNotThere_isRefusedNamingCacheAndSetting(String source, String message) {
        assertThatThrownBy(() -> keys.ring("c", from(source)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"passphrase, too short", "passphrase, '1=battery\n2=horses'", "keystore:, correct horse battery"})
    void ring_withAWrongPassword_isRefusedWithoutIt(String source, String password) throws Exception {
        String place = source.equals("keystore:") ? source + file("not a key store") : source;

        assertThatThrownBy(() -> keys.ring("c", from(place, password)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cache 'c': setting 'jambry.caches.c.encryption-keys' is '" + place + "', but ")
                .satisfies(refused -> assertThat(refused).message().doesNotContain("too short", "battery", "horses"));
    }

    /** Keys as an application has them. */
    public static final class Vault implements KeyRing, AutoCloseable {

        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public int currentId() {
            return 9;
        }

        @Override
        public Optional<SecretKey> key(int id) {
            return id == 9 ? Optional.of(new SecretKeySpec(SECRET, "AES")) : Optional.empty();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    static final class Private implements KeyRing {

        private Private() {}

        @Override
        public int currentId() {
            return 1;
        }

        @Override
        public Optional<SecretKey> key(int id) {
            return Optional.empty();
        }
    }
}
