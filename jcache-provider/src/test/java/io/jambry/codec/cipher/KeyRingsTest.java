// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.cipher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.spi.KeyRing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingsTest {

    private static final String A = Base64.getEncoder().encodeToString(secret('a'));
    private static final String B = Base64.getEncoder().encodeToString(secret('b'));
    private static final long SECOND = 1_000_000_000;

    private final Logger logger = Logger.getLogger(FileKeyRing.class.getName());
    private final Warnings warnings = new Warnings();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - SECOND);

    @TempDir
    Path directory;

    private static final class Warnings extends Handler {

        private final List<String> texts = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                texts.add(java.text.MessageFormat.format(entry.getMessage(), entry.getParameters()));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        logger.setUseParentHandlers(false);
        logger.addHandler(warnings);
    }

    @AfterEach
    void stopListening() {
        logger.removeHandler(warnings);
        logger.setUseParentHandlers(true);
    }

    @Test
    void environment_ofTheFormat_isARing() {
        KeyRing ring =
                KeyRings.fromEnvironment("KEYS", Map.of("KEYS", " 7 = " + A + " , *65535=" + B + "\n# 1=no\r\n\n"));
        assertThat(ring.currentId()).isEqualTo(65_535);
        assertThat(ring.key(7).orElseThrow().getEncoded()).isEqualTo(secret('a'));
        assertThat(ring.key(65_535).orElseThrow().getEncoded()).isEqualTo(secret('b'));
        assertThat(ring.key(1)).isEmpty();
        assertThat(ring)
                .hasToString("environment variable KEYS with keys [7, 65535], of which 65535 is the current one");
        assertThat(KeyRings.fromEnvironment("KEYS", Map.of("KEYS", "2=" + A + ",1=" + B))
                        .currentId())
                .isEqualTo(2);
        assertThatThrownBy(() -> KeyRings.fromEnvironment("KEYS", Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("environment variable KEYS, where the keys should be, is not set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | environment variable KEYS has no key; write one as 1= and the output of 'openssl rand -base64 32'",
                "1:AAAA | environment variable KEYS: a key in line 1 is not of the form id=base64",
                "65536=AAAA | environment variable KEYS: a key in line 1 has number 65536, more than 65535",
                "-1=AAAA | environment variable KEYS: a key in line 1 is not of the form id=base64",
                "1=SECRET?? | environment variable KEYS: a key in line 1 is not base64",
                "1=U0VDUkVU | environment variable KEYS: a key in line 1 has 6 bytes, it must have 32",
                "'1=%a,1=%a' | environment variable KEYS: a key in line 1 has number 1, as another one has",
                "'*1=%a,*2=%a' | environment variable KEYS: a key in line 1 is marked as the current one, as 1 is",
            })
    void text_ofAnotherForm_isRefusedWithoutIt(String text, String message) {
        assertThatThrownBy(() -> KeyRings.fromEnvironment("KEYS", Map.of("KEYS", text.replace("%a", A))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    @Test
    void keys_outOfRange_areRefused() {
        SecretKey key = new SecretKeySpec(secret('a'), "AES");
        assertThatThrownBy(() -> KeyRings.of(1, Map.of(2, key)))
                .hasMessage("the given key ring has no key 1, which should be the current one; it has [2]");
        assertThatThrownBy(() -> KeyRings.of(70_000, Map.of(70_000, key)))
                .hasMessage("the given key ring has a key 70000; keys have numbers from 0 to 65535");
    }

    @Test
    void file_thatChanges_isReadAnewWithinASecond() throws IOException {
        Path file = write("keys", "1=" + A);
        KeyRing ring = FileKeyRing.open(file, bytes -> KeyText.parse(bytes, "key file"), nanos::get);
        assertThat(ring.currentId()).isEqualTo(1);

        write("keys", "1=" + A + "\n*2=" + B);
        assertThat(ring.currentId()).isEqualTo(1);
        nanos.addAndGet(SECOND);
        assertThat(ring.currentId()).isEqualTo(2);
        assertThat(ring.key(1).orElseThrow().getEncoded()).isEqualTo(secret('a'));

        // whoever asks for a key that is not there does not wait
        write("keys", "*2=" + B + "\n3=" + A);
        assertThat(ring.key(1)).isPresent();
        assertThat(ring.key(3)).isPresent();
        assertThat(ring.key(1)).isEmpty();
        assertThat(warnings.texts).isEmpty();
    }

    @Test
    void file_replacedByAnotherOfTheSameSizeAndTime_isReadAnew() throws IOException {
        Path file = write("keys", "1=" + A);
        KeyRing ring = FileKeyRing.open(file, bytes -> KeyText.parse(bytes, "key file"), nanos::get);
        Path other = write("other", "1=" + B);
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        nanos.addAndGet(SECOND);
        assertThat(ring.key(1).orElseThrow().getEncoded()).isEqualTo(secret('b'));
    }

    @Test
    void file_thatCannotBeReadAnew_leavesTheKeysAndIsToldOnce() throws IOException {
        Path file = write("keys", "1=" + A);
        KeyRing ring = FileKeyRing.open(file, bytes -> KeyText.parse(bytes, "key file"), nanos::get);
        for (String broken : List.of("1=" + A.substring(5), "nothing", "")) {
            write("keys", broken);
            nanos.addAndGet(SECOND);
            assertThat(ring.currentId()).isEqualTo(1);
        }
        Files.delete(file);
        nanos.addAndGet(SECOND);
        assertThat(ring.key(1)).isPresent();
        assertThat(ring.key(2)).isEmpty();
        assertThat(warnings.texts)
                .singleElement()
                .asString()
                .startsWith("keys cannot be read anew from " + file
                        + ", so they stay as they are: key file: a key in line 1")
                .doesNotContain(A.substring(5, 15));

        write("keys", "2=" + B);
        nanos.addAndGet(SECOND);
        assertThat(ring.currentId()).isEqualTo(2);
        Files.delete(file);
        nanos.addAndGet(SECOND);
        assertThat(ring.currentId()).isEqualTo(2);
        assertThat(warnings.texts).hasSize(2).last().asString().endsWith("there is no such file");
    }

    @Test
    void file_thatIsNotThere_isRefused() {
        Path file = directory.resolve("keys");
        assertThatThrownBy(() -> KeyRings.fromFile(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("keys cannot be read from " + file + ": there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void file_openToOthers_isWarnedAboutOnce(String permissions) throws IOException {
        Path file = write("keys", "1=" + A);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        KeyRing ring = FileKeyRing.open(file, bytes -> KeyText.parse(bytes, "key file"), nanos::get);
        Files.writeString(file, "2=" + A);
        nanos.addAndGet(SECOND);
        assertThat(ring.currentId()).isEqualTo(2);
        assertThat(warnings.texts)
                .containsExactly("key file " + file + " is open to others than its owner (" + permissions
                        + "); chmod 600 keeps the keys secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JCEKS"})
    void keyStore_withNumberedAliases_isARing(String type) throws IOException, GeneralSecurityException {
        char[] password = "the store's password".toCharArray();
        Path file = directory.resolve("keys." + type);
        store(type, file, password, Map.of("jambry-1", 'a', "Jambry-2", 'b', "other", 'c', "jambry-x", 'd'));
        KeyRing ring = KeyRings.fromKeyStore(file, password, "jambry-");
        assertThat(ring.currentId()).isEqualTo(2);
        assertThat(ring.key(1).orElseThrow().getEncoded()).isEqualTo(secret('a'));
        assertThat(ring.key(2).orElseThrow().getEncoded()).isEqualTo(secret('b'));

        store(type, file, password, Map.of("jambry-1.current", 'a', "jambry-2", 'b', "jambry-3", 'c'));
        assertThat(ring.key(3)).isPresent();
        assertThat(ring.currentId()).isEqualTo(1);

        store(type, file, password, Map.of("other", 'a'));
        assertThatThrownBy(() -> KeyRings.fromKeyStore(file, password, "jambry-"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("key store " + file + " has no key with an alias of 'jambry-' and a number up to 65535");
        assertThatThrownBy(() -> KeyRings.fromKeyStore(file, "another password".toCharArray(), "jambry-"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("keys cannot be read from " + file + ": ");
    }

    @Test
    void keyStore_withAShortKey_isRefused() throws IOException, GeneralSecurityException {
        char[] password = "the store's password".toCharArray();
        Path file = directory.resolve("keys.p12");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, password);
        store.setEntry(
                "jambry-1",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                new KeyStore.PasswordProtection(password));
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        assertThatThrownBy(() -> KeyRings.fromKeyStore(file, password, "jambry-"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("key store " + file + " has a key of 16 bytes as 'jambry-1'; it must have 32");
    }

    @Test
    void passphrase_ofANamespace_givesTheKeyThatOthersCompute() {
        KeyRing ring = KeyRings.fromPassphrases(3, Map.of(3, "correct horse bättery".toCharArray()), "shop");
        // hashlib.pbkdf2_hmac('sha512', 'correct horse bättery'.encode(), b'jambry/1/passphrase/3/shop', 210000, 32)
        assertThat(HexFormat.of().formatHex(ring.key(3).orElseThrow().getEncoded()))
                .isEqualTo("75183e33a5a0efb6825d73daf1ef8f548f0e56ff0fee19b6dedd035fc06dae61");
        assertThat(ring.currentId()).isEqualTo(3);
    }

    @Test
    void passphrases_ofOtherNumbersAndNamespaces_giveOtherKeys() {
        char[] same = "correct horse battery".toCharArray();
        KeyRing ring = KeyRings.fromPassphrases(1, Map.of(1, same, 2, same), "shop");
        assertThat(ring.key(1)).isNotEqualTo(ring.key(2));
        assertThat(ring.key(1))
                .isNotEqualTo(
                        KeyRings.fromPassphrases(1, Map.of(1, same), "stock").key(1));
        assertThatThrownBy(() -> KeyRings.fromPassphrases(1, Map.of(1, "too short".toCharArray()), "shop"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("the passphrase of key 1 has 9 characters; it must have 12 or more");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // text, \n for the end of a line | current | numbers
                "correct horse battery | 1 | 1",
                "\\ncorrect horse battery\\n | 1 | 1",
                "7=correct horse battery | 7 | 7",
                "2=correct horse battery\\n1=what it was before | 2 | 1;2",
                "2=correct horse battery\\r\\n\\r\\n*1=what it was before\\r\\n | 1 | 1;2",
            })
    void passphraseText_ofTheFormat_isARing(String text, int current, String numbers) {
        KeyRing ring = KeyRings.fromPassphraseText(lines(text), "shop", "setting 'p'");

        assertThat(ring.currentId()).isEqualTo(current);
        assertThat(ring)
                .hasToString("passphrases for namespace 'shop' with keys [" + numbers.replace(";", ", ")
                        + "], of which " + current + " is the current one");
    }

    @Test
    void passphraseText_withSignsAndBlanks_isTakenToTheLetter() {
        String odd = " a=b;c,d 2=#*é ";
        assertThat(KeyRings.fromPassphraseText("1=" + odd + "\n2=something else", "shop", "p")
                        .key(1))
                .isEqualTo(KeyRings.fromPassphrases(1, Map.of(1, odd.toCharArray()), "shop")
                        .key(1))
                .isEqualTo(KeyRings.fromPassphraseText(odd, "shop", "p").key(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "' \\n' | setting 'p' has no passphrase",
                "1=hush hush hush\\nhush hush hush | setting 'p': a passphrase in line 2 has no number and = in front, as it"
                        + " must where there are several",
                "hush hush hush\\nhush hush hush | setting 'p': a passphrase in line 1 has no number and = in front, as it"
                        + " must where there are several",
                "1=hush hush hush\\n1=hush hush hush | setting 'p': a passphrase in line 2 has number 1, as another one has",
                "65536=hush hush hush | setting 'p': a passphrase in line 1 has number 65536, more than 65535",
                "*1=hush hush hush\\n*2=hush hush hush | setting 'p': a passphrase in line 2 is marked as the current one,"
                        + " as 1 is",
                "2=hush | the passphrase of key 2 has 4 characters; it must have 12 or more",
            })
    void passphraseText_ofAnotherForm_isRefusedWithoutIt(String text, String message) {
        assertThatThrownBy(() -> KeyRings.fromPassphraseText(lines(text), "shop", "setting 'p'"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message)
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    private static String lines(String text) {
        return text.replace("\\r", "\r").replace("\\n", "\n");
    }

    @Test
    void secret_shownOrSerialized_tellsNothing() throws IOException {
        Secret key = new Secret(secret('a'));
        assertThat(key).hasToString("a key of 32 bytes").hasSameHashCodeAs(new Secret(secret('b')));
        assertThat(key).isEqualTo(new Secret(secret('a'))).isNotEqualTo(new Secret(secret('b')));
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(key)).isInstanceOf(NotSerializableException.class);
        }
        key.destroy();
        assertThat(key.isDestroyed()).isTrue();
        assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] secret(char fill) {
        return String.valueOf(fill).repeat(32).getBytes(UTF_8);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Path fresh = directory.resolve(name + ".new");
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void store(String type, Path file, char[] password, Map<String, Character> keys)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, password);
        for (Map.Entry<String, Character> key : new TreeMap<>(keys).entrySet()) {
            store.setEntry(
                    key.getKey(),
                    new KeyStore.SecretKeyEntry(new SecretKeySpec(secret(key.getValue()), "AES")),
                    new KeyStore.PasswordProtection(password));
        }
        assertThat(store.size()).isEqualTo(keys.size());
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, new byte[0]);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, password);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
