// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jambry.CacheDefinitionException;
import io.jambry.ConfigurationException;
import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.LogLines;
import io.jambry.servers.Eavesdropper;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.KeyRing;
import io.jambry.spi.ValueCipher;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.crypto.SecretKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Caches whose values are encrypted, on a real server that others read and write. */
class EncryptionTest {

    private static final String ONE = key("the first key of 32 bytes, no. 1");
    private static final String TWO = key("another key of 32 bytes, no. two");
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String PLACE = "encryption-tests";

    private static ServerProcess server;
    private static Jedis foreigner;

    private final String name = "secret-" + NAMES.incrementAndGet();
    private final List<CacheManager> managers = new ArrayList<>();

    @TempDir
    Path directory;

    private Path file;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        foreigner = server.connect();
    }

    @AfterAll
    static void stopServer() {
        foreigner.close();
        server.close();
    }

    @BeforeEach
    void writeKeys() throws IOException {
        file = directory.resolve("keys");
        keys("1=" + ONE);
    }

    @AfterEach
    void close() {
        managers.forEach(manager -> manager.getCachingProvider().close());
    }

    private static String key(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    /** As an operator changes a key file: all at once. */
    private void keys(String... lines) throws IOException {
        Path fresh = directory.resolve("keys.new");
        Files.writeString(fresh, String.join("\n", lines));
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private Map<String, Object> encrypted() {
        return Map.of("encryption", "xaes-256-gcm", "encryption-keys", "file:" + file);
    }

    private Map<String, Object> encrypted(String key, Object value) {
        Map<String, Object> settings = new HashMap<>(encrypted());
        settings.put(key, value);
        return settings;
    }

    private CacheManager manager(String namespace, Map<String, ?> settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", namespace);
        settings.forEach((key, value) -> properties.put("jambry.defaults." + key, value));
        CacheManager manager = new JambryCachingProvider()
                .getCacheManager(
                        URI.create("redis://127.0.0.1:" + server.port()),
                        EncryptionTest.class.getClassLoader(),
                        properties);
        managers.add(manager);
        return manager;
    }

    private JambryCache<String, Object> cache(Map<String, ?> settings) {
        return cache(manager(PLACE, settings), name);
    }

    private static JambryCache<String, Object> cache(CacheManager manager, String name) {
        return JambryCache.of(manager.createCache(
                name, new MutableConfiguration<String, Object>().setTypes(String.class, Object.class)));
    }

    private byte[] entry(String key) {
        return entry(PLACE, name, key);
    }

    private static byte[] entry(String namespace, String cache, String key) {
        return (namespace + ":" + cache + ":{" + key + "}").getBytes(UTF_8);
    }

    private int keyIdOf(String key) {
        byte[] stored = foreigner.get(entry(key));
        // C1, bits with a cipher and no compressor, codec, cipher, key
        assertThat(stored).startsWith(0xC1, 0x92);
        assertThat(stored[3]).isEqualTo((byte) 1);
        return (stored[4] & 0xFF) << 8 | (stored[5] & 0xFF);
    }

    // ---- values

    @ParameterizedTest
    @CsvSource({"xaes-256-gcm, tink, none", "tink, xaes-256-gcm, none", "xaes-256-gcm, xaes-256-gcm, deflate"})
    void values_ofEveryKind_areReadByWhoHasTheKeysAndByNobodyElse(String writes, String reads, String compression) {
        try (Eavesdropper eavesdropper = Eavesdropper.on(server)) {
            Map<String, Object> values = Map.of(
                    "text",
                    "Lovelace in London",
                    "number",
                    4_815_162_342L,
                    "bytes",
                    "Lovelace in bytes".getBytes(ISO_8859_1),
                    "object",
                    new ArrayList<>(List.of("Lovelace in a list")),
                    "long",
                    "Lovelace again, ".repeat(500));
            Map<String, Object> settings = encrypted("encryption", writes);
            settings.put("compression", compression);
            JambryCache<String, Object> here = cache(settings);
            settings.put("encryption", reads);
            JambryCache<String, Object> there = cache(settings);

            here.putAll(values);
            here.invoke("invoked", (entry, arguments) -> {
                entry.setValue("Lovelace invoked");
                return null;
            });

            assertThat(there.getAll(values.keySet())).usingRecursiveComparison().isEqualTo(values);
            assertThat(there.get("invoked")).isEqualTo("Lovelace invoked");
            assertThat(eavesdropper.found(name)).containsExactly(name);
            assertThat(eavesdropper.found("Lovelace", "4815162342", ONE, "the first key of 32", file.toString()))
                    .isEmpty();
            assertThat(foreigner.get(entry("number"))).hasSize(6 + 40 + 12);
        }
    }

    @Test
    void numbers_inAnEncryptedCache_areAddedTo() {
        JambryCache<String, Long> cache = JambryCache.of(manager(PLACE, encrypted())
                .createCache(name, new MutableConfiguration<String, Long>().setTypes(String.class, Long.class)));

        assertThat(cache.increment("k", 5)).isEqualTo(5);
        assertThat(cache.increment("k", 2)).isEqualTo(7);
        assertThat(cache.replace("k", 7L, 8L)).isTrue();
        assertThat(cache.replace("k", 7L, 9L)).isFalse();
        assertThat(cache.remove("k", 8L)).isTrue();
        assertThat(foreigner.exists(entry("k"))).isFalse();
    }

    @Test
    void equalValues_putTwice_areOtherBytesAndStillEqual() {
        JambryCache<String, Object> cache = cache(encrypted());
        cache.put("k", "v");
        byte[] before = foreigner.get(entry("k"));
        cache.put("k", "v");

        assertThat(foreigner.get(entry("k"))).isNotEqualTo(before).hasSameSizeAs(before);
        assertThat(cache.replace("k", "v", "w")).isTrue();
    }

    // ---- rotation

    @Test
    void keys_changedWhileCachesAreOpen_encryptAndOldValuesStayReadable() throws IOException {
        try (Eavesdropper eavesdropper = Eavesdropper.on(server)) {
            JambryCache<String, Object> here = cache(encrypted());
            JambryCache<String, Object> there = cache(encrypted());
            here.put("old", "the value before");
            assertThat(keyIdOf("old")).isEqualTo(1);

            keys("1=" + ONE, "2=" + TWO);
            here.put("k", "v");
            keys("*2=" + TWO, "1=" + ONE);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
                here.put("new", "after");
                return keyIdOf("new") == 2;
            });

            assertThat(there.get("new")).isEqualTo("after");
            assertThat(there.get("old")).isEqualTo("the value before");
            assertThat(here.get("old")).isEqualTo("the value before");
            assertThat(here.replace("old", "the value before", "renewed")).isTrue();
            assertThat(keyIdOf("old")).isEqualTo(2);

            assertThat(eavesdropper.found(
                            ONE, TWO, "the first key of 32", "another key of 32", "the value before", "renewed"))
                    .isEmpty();
        }
    }

    @Test
    void keys_takenOutTooEarly_areMissedByName() throws IOException {
        JambryCache<String, Object> cache = cache(encrypted());
        cache.put("old", "the value before");
        keys("2=" + TWO);

        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThatThrownBy(() -> cache.get("old"))
                        .isInstanceOf(DecodingException.class)
                        .hasMessageContaining("cache '" + name + "'")
                        .hasMessageContaining(
                                "it was encrypted by cipher 1 with key 1, and does not open: there is no key 1")
                        .hasMessageContaining("see setting 'jambry.caches." + name + ".encryption-keys'"));
        keys("2=" + TWO, "1=" + ONE);
        assertThat(cache.get("old")).isEqualTo("the value before");
    }

    // ---- what a value is bound to

    @Test
    void values_copiedElsewhereOnTheServer_doNotOpen() {
        JambryCache<String, Object> cache = cache(encrypted());
        JambryCache<String, Object> sibling = cache(manager(PLACE, encrypted()), name + "-sibling");
        JambryCache<String, Object> away = cache(manager("elsewhere", encrypted()), name);
        cache.put("k", "v");
        byte[] stored = foreigner.get(entry("k"));

        foreigner.set(entry("other"), stored);
        foreigner.set(entry(PLACE, name + "-sibling", "k"), stored);
        foreigner.set(entry("elsewhere", name, "k"), stored);
        byte[] truncated = Arrays.copyOf(stored, stored.length - 1);
        foreigner.set(entry("cut"), truncated);

        assertDoesNotOpen(cache, "other");
        assertDoesNotOpen(sibling, "k");
        assertDoesNotOpen(away, "k");
        assertDoesNotOpen(cache, "cut");
        // and where it was, it still does, as it would after a restore of the server
        foreigner.set(entry("k"), stored);
        assertThat(cache.get("k")).isEqualTo("v");
    }

    private static void assertDoesNotOpen(Cache<String, Object> cache, String key) {
        assertThatThrownBy(() -> cache.get(key))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("were changed, or belong to another entry, or were not encrypted with this key 1")
                .hasMessageContaining(".undecodable' (fail, miss or delete)");
    }

    @ParameterizedTest
    @CsvSource({"miss, true", "delete, false"})
    void values_thatDoNotOpen_areMissedOrDeletedIfTheCacheIsSetTo(String undecodable, boolean stays) {
        JambryCache<String, Object> cache = cache(encrypted("undecodable", undecodable));
        cache.put("k", "v");
        foreigner.set(entry("other"), foreigner.get(entry("k")));

        assertThat(cache.get("other")).isNull();
        assertThat(foreigner.exists(entry("other"))).isEqualTo(stays);
        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache).hasSize(1);
    }

    // ---- changing to encryption, and from it

    @Test
    void plainValues_inAnEncryptedCache_areReadOnlyIfItIsSetTo() {
        JambryCache<String, Object> plain = cache(Map.of());
        plain.put("k", "v");
        plain.put("object", new ArrayList<>(List.of("v")));
        plain.close();
        JambryCache<String, Object> strict = cache(encrypted());
        JambryCache<String, Object> changing = cache(encrypted("encryption-read-plain", "true"));

        for (String key : List.of("k", "object")) {
            assertThatThrownBy(() -> strict.get(key))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageContaining("it is not encrypted, and 'encryption-read-plain' is false");
        }
        assertThat(changing.get("k")).isEqualTo("v");
        assertThat(changing.get("object")).isEqualTo(List.of("v"));
        changing.put("k", "w");
        assertThat(keyIdOf("k")).isEqualTo(1);
        assertThat(strict.get("k")).isEqualTo("w");
    }

    @Test
    void encryptedValues_inAPlainCache_areReadOnlyWithTheKeys() {
        JambryCache<String, Object> encrypting = cache(encrypted());
        encrypting.put("k", "v");
        encrypting.close();
        JambryCache<String, Object> plain = cache(Map.of());

        assertThatThrownBy(() -> plain.get("k"))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining(
                        "it was encrypted by cipher 1 with key 1, which this cache does not know; see settings"
                                + " 'encryption', 'encryption-read' and 'encryption-keys'");
        plain.close();
        JambryCache<String, Object> leaving =
                cache(Map.of("encryption-read", "xaes-256-gcm", "encryption-keys", "file:" + file));
        assertThat(leaving.get("k")).isEqualTo("v");
        leaving.put("k", "w");
        assertThat(foreigner.get(entry("k"))).isEqualTo("w".getBytes(UTF_8));
    }

    // ---- what the application brings

    @Test
    void ring_givenAsAnObject_encrypts() {
        KeyRing ring = new ManagerKeysTest.Vault();
        Map<String, Object> settings = Map.of("encryption", "xaes-256-gcm", "encryption-keys", ring);
        cache(settings).put("k", "v");

        assertThat(keyIdOf("k")).isEqualTo(9);
        assertThat(cache(settings).get("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(classes = {WithRing.class, WithoutRing.class})
    void cipher_ofTheApplication_encrypts(Class<?> cipher) {
        JambryCache<String, Object> cache = cache(encrypted("encryption", cipher.getName()));
        cache.put("k", "abc");

        assertThat(foreigner.get(entry("k"))).startsWith(0xC1, 0x92, 0, 200);
        assertThat(new String(foreigner.get(entry("k")), ISO_8859_1)).doesNotContain("abc");
        assertThat(cache.get("k")).isEqualTo("abc");
        // and one that reads them as another one's
        assertThat(cache(encrypted("encryption-read", cipher.getName())).get("k"))
                .isEqualTo("abc");
    }

    @Test
    void cipher_thatNeedsARingThatIsNotThere_isRefused() {
        CacheManager manager = manager(PLACE, Map.of("encryption", WithRing.class.getName()));

        assertThatThrownBy(() -> cache(manager, name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cache '" + name + "': setting 'jambry.caches." + name + ".encryption' names "
                        + WithRing.class.getName()
                        + ", which has no public constructor with a KeyRing, of which there is none here, or without"
                        + " parameters");
    }

    @Test
    void ring_thatFails_isToldWithoutWhatItSaid() {
        JambryCache<String, Object> cache =
                cache(Map.of("encryption", "xaes-256-gcm", "encryption-keys", new FailingRing()));

        assertThatThrownBy(() -> cache.put("k", "v"))
                .isInstanceOf(EncodingException.class)
                .hasMessage("cache '" + name + "': a value cannot be compressed or encrypted:"
                        + " java.lang.IllegalStateException was thrown");
        cache(encrypted()).put("k", "v");
        assertThatThrownBy(() -> cache.get("k"))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("does not open: cipher or keys threw java.lang.IllegalStateException");
    }

    /** Turns the bits around. */
    public abstract static class Turning implements ValueCipher {
        @Override
        public int id() {
            return 200;
        }

        @Override
        public int currentKeyId() {
            return 0;
        }

        @Override
        public byte[] seal(int keyId, byte[] plain, byte[] associated) {
            return open(keyId, plain, 0, plain.length, associated);
        }

        @Override
        public byte[] open(int keyId, byte[] bytes, int offset, int length, byte[] associated) {
            byte[] turned = Arrays.copyOfRange(bytes, offset, offset + length);
            for (int i = 0; i < length; i++) {
                turned[i] = (byte) ~turned[i];
            }
            return turned;
        }
    }

    /** A cipher that wants keys. */
    public static final class WithRing extends Turning {

        private final KeyRing ring;

        /** Keeps them. */
        public WithRing(KeyRing ring) {
            this.ring = ring;
        }

        @Override
        public int currentKeyId() {
            return ring.currentId();
        }
    }

    /** A cipher that wants none. */
    public static final class WithoutRing extends Turning {}

    private static final class FailingRing implements KeyRing {
        @Override
        public int currentId() {
            throw new IllegalStateException("hush");
        }

        @Override
        public Optional<SecretKey> key(int id) {
            throw new IllegalStateException("hush");
        }
    }

    // ---- opening

    @Test
    void createCache_withoutItsKeys_isRefusedAndLeavesTheEntries() throws IOException {
        JambryCache<String, Object> cache = cache(encrypted());
        cache.put("k", "v");
        cache.close();
        Files.delete(file);
        Map<String, Object> hidden = encrypted("entry-names", "hidden");
        hidden.put("entry-names-key", "1");
        CacheManager manager = manager(PLACE, hidden);

        assertThatThrownBy(() -> cache(manager, name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cache '" + name + "'")
                .hasMessageContaining("'jambry.caches." + name + ".encryption-keys'")
                .hasMessageContaining("there is no such file");
        assertThat(foreigner.exists(entry("k"))).isTrue();
        keys("1=" + ONE);
        assertThat(cache(encrypted()).get("k")).isEqualTo("v");
    }

    @Test
    void createCache_plainWhereOthersEncrypt_isRefused() {
        cache(encrypted()).put("k", "v");

        assertThatThrownBy(() -> cache(Map.of()))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("with encryption=xaes-256-gcm, whose values are not read here")
                .hasMessageContaining("add 'xaes-256-gcm' to 'encryption-read'");
    }

    @Test
    void createCache_writesPlainWhereOthersReadOnlyEncrypted_isToldOf() {
        Map<String, Object> plain = encrypted("encryption", "none");
        plain.put("encryption-read", "xaes-256-gcm");
        cache(encrypted()).put("k", "v");
        try (LogLines lines = LogLines.of(Notes.class.getName())) {
            assertThat(cache(plain).get("k")).isEqualTo("v");
            assertThat(lines.all())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage())
                            .contains("values that are written here with encryption=none are not read by others")
                            .contains("first set 'encryption-read-plain' to true there"));
        }
    }

    // ---- what is shown

    @Test
    void secrets_ofSettings_areShownNowhere() throws IOException {
        try (LogLines lines = LogLines.of("io.jambry")) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("encryption", "xaes-256-gcm");
            settings.put("encryption-keys", "passphrase");
            settings.put("encryption-password", "2=correct horse battery\n1=what it was before");
            CacheManager manager = manager(PLACE, settings);
            JambryCache<String, Object> cache = cache(manager, name);
            cache.put("k", "v");
            foreigner.set(entry("other"), foreigner.get(entry("k")));
            Throwable refused = catchThrowable(() -> cache.get("other"));
            keys("1=" + ONE + ONE);
            Throwable unopened = catchThrowable(() -> cache(encrypted()));

            String shown = String.join(
                    "\n",
                    manager.unwrap(Jambry.class).configurationReport(),
                    manager.toString(),
                    cache.toString(),
                    stack(refused),
                    stack(unopened),
                    lines.all().toString());
            assertThat(shown)
                    .containsPattern("defaults.encryption-password +\\*\\*\\* ")
                    .containsPattern("defaults.encryption-keys +passphrase ")
                    .contains("does not open", "a key in line 1")
                    .doesNotContain("horse", "before", ONE, "the first key of 32");
        }
    }

    private static String stack(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
