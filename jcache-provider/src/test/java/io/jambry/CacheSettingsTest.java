// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings.EntryNames;
import io.jambry.CacheSettings.Expiry;
import io.jambry.CacheSettings.Header;
import io.jambry.CacheSettings.Keys;
import io.jambry.CacheSettings.Near;
import io.jambry.CacheSettings.ReadFailure;
import io.jambry.CacheSettings.ReadFrom;
import io.jambry.CacheSettings.Undecodable;
import io.jambry.CacheSettings.WriteFailure;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import io.jambry.spi.KeyRing;
import io.jambry.spi.Ttl;
import io.jambry.spi.ValueValidator;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheSettingsTest {

    @Test
    void build_nothingSet_hasDefaults() {
        CacheSettings settings = CacheSettings.builder().build();

        assertThat(settings.expiry()).isEqualTo(Expiry.CREATED);
        assertThat(settings.ttl()).isEqualTo(Ttl.ETERNAL);
        assertThat(settings.expiryPolicyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
        assertThat(settings.keyType()).isEmpty();
        assertThat(settings.valueType()).isEmpty();
        assertThat(settings.keys()).isEqualTo(Keys.CANONICAL);
        assertThat(settings.codec()).isEqualTo("jdk");
        assertThat(settings.encryption()).isEqualTo("none");
        assertThat(settings.encryptionRead()).isEmpty();
        assertThat(settings.encryptionReadPlain()).isFalse();
        assertThat(settings.encryptionKeys()).isEmpty();
        assertThat(settings.encryptionKeyRing()).isEmpty();
        assertThat(settings.encryptionPassword()).isEmpty();
        assertThat(settings.entryNames()).isEqualTo(EntryNames.PLAIN);
        assertThat(settings.entryNamesKey()).isEmpty();
        assertThat(settings.header()).isEqualTo(Header.FULL);
        assertThat(settings.compressionLevel()).isEqualTo(3);
        assertThat(settings.compressionDictionaries()).isEmpty();
        assertThat(settings.allowClasses()).isEmpty();
        assertThat(settings.jdkMaxDepth()).isEqualTo(500);
        assertThat(settings.jdkMaxCollections()).isEqualTo(24);
        assertThat(settings.jdkMaxReferences()).isEqualTo(4_194_304);
        assertThat(settings.jdkMaxArray()).isEqualTo(16_777_216);
        assertThat(settings.maxKeyBytes()).isEqualTo(65_536);
        assertThat(settings.maxValueBytes()).isEqualTo(67_108_864);
        assertThat(settings.valueSchema()).isEmpty();
        assertThat(settings.validators()).isEmpty();
        assertThat(settings.undecodable()).isEqualTo(Undecodable.FAIL);
        assertThat(settings.rewriteOnRead()).isFalse();
        assertThat(settings.invokeLease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.invokeWait()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.listenerTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.pageSize()).isEqualTo(1000);
        assertThat(settings.onReadFailure()).isEqualTo(ReadFailure.FAIL);
        assertThat(settings.onWriteFailure()).isEqualTo(WriteFailure.FAIL);
        assertThat(settings.waitReplicas()).isZero();
        assertThat(settings.waitTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.readFrom()).isEqualTo(ReadFrom.PRIMARY);
        assertThat(settings.near()).isEqualTo(Near.OFF);
        assertThat(settings.nearMaxEntries()).isEqualTo(10_000);
        assertThat(settings.nearMaxWeight()).isEmpty();
        assertThat(settings.nearMaxAge()).isEmpty();
        assertThat(settings.nearCopier()).isEmpty();
        assertThat(settings.nearIgnoresAccess()).isFalse();
        assertThat(settings.serveNearUpTo()).isZero();
        assertThat(settings.statistics()).isEmpty();
        assertThat(settings.management()).isEmpty();
        assertThat(settings.expiredSweep()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.listenerQueue()).isEqualTo(10_000);
        assertThat(settings.clusterStatistics()).isFalse();
        assertThat(settings.memorySample()).isEqualTo(1000);
        assertThat(settings.writeBehind()).isFalse();
        assertThat(settings.writeDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.writeBatchSize()).isEqualTo(100);
        assertThat(settings.writeCoalescing()).isTrue();
        assertThat(settings.writeQueueCapacity()).isEqualTo(50_000);
        assertThat(settings.writeQueueWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.writeAttempts()).isEqualTo(20);
        assertThat(settings.writeRetryDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.writeRetryMaxDelay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.writeLease()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.writeDrainTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void build_nothingSet_hasTheLimitsOfTheJdkCodec() {
        CacheSettings settings = CacheSettings.builder().build();

        assertThat(new JdkLimits(
                        settings.jdkMaxDepth(),
                        settings.jdkMaxCollections(),
                        settings.jdkMaxReferences(),
                        settings.jdkMaxArray(),
                        settings.maxValueBytes()))
                .isEqualTo(JdkLimits.DEFAULT);
    }

    @Test
    void set_everyKey_isTheSameAsItsMethod() {
        CacheSettings inCode = CacheSettings.builder()
                .expiry(Expiry.TOUCHED)
                .ttl(Duration.ofMinutes(90))
                .keyType("java.lang.String")
                .valueType("com.acme.Order$Item")
                .keys(Keys.JDK)
                .codec("json")
                .encryption("xaes-256-gcm")
                .encryptionRead(List.of("com.acme.OldCipher"))
                .encryptionReadPlain(true)
                .encryptionKeys("keystore:/run/secrets/keys.p12")
                .encryptionPassword("hush")
                .entryNames(EntryNames.HIDDEN)
                .entryNamesKey(7)
                .codecRead(List.of("jdk", "redisson-kryo5"))
                .header(Header.FULL)
                .compression("zstd")
                .compressionFrom(64)
                .compressionRead(List.of("gzip"))
                .compressionLevel(19)
                .compressionDictionaries(List.of("file:/var/lib/a.zdict", "classpath:b.zdict"))
                .allowClasses(List.of("com.acme.Book", "com.acme.model.*", "com.acme.api.**"))
                .jdkMaxDepth(1)
                .jdkMaxCollections(2)
                .jdkMaxReferences(3)
                .jdkMaxArray(4)
                .maxKeyBytes(9)
                .maxValueBytes(5)
                .valueSchema("classpath:book.schema.json")
                .validators(
                        Refusing.class.getName() + ", " + Accepting.class.getName(),
                        CacheSettingsTest.class.getClassLoader())
                .undecodable(Undecodable.DELETE)
                .rewriteOnRead(true)
                .invokeLease(Duration.ofSeconds(1))
                .invokeWait(Duration.ofSeconds(2))
                .listenerTimeout(Duration.ofSeconds(3))
                .pageSize(7)
                .onReadFailure(ReadFailure.MISS)
                .onWriteFailure(WriteFailure.SKIP)
                .waitReplicas(2)
                .waitTimeout(Duration.ofMillis(250))
                .readFrom(ReadFrom.PRIMARY)
                .near(Near.UPDATE)
                .nearMaxWeight(64L << 20)
                .nearMaxAge(Duration.ofMinutes(5))
                .nearCopier(Copier.class.getName(), CacheSettingsTest.class.getClassLoader())
                .nearIgnoresAccess(true)
                .serveNearUpTo(Duration.ofSeconds(30))
                .statistics(true)
                .management(false)
                .expiredSweep(Duration.ofMillis(50))
                .listenerQueue(8)
                .clusterStatistics(true)
                .memorySample(9)
                .writeBehind(true)
                .writeDelay(Duration.ofMillis(1))
                .writeBatchSize(2)
                .writeCoalescing(false)
                .writeQueueCapacity(16)
                .writeQueueWait(Duration.ofMillis(2))
                .writeAttempts(3)
                .writeRetryDelay(Duration.ofMillis(4))
                .writeRetryMaxDelay(Duration.ofMillis(5))
                .writeLease(Duration.ofMillis(600))
                .writeDrainTimeout(Duration.ofMillis(7))
                .build();
        CacheSettings.Builder byKey = CacheSettings.builder();
        inCode.toProperties("a.b")
                .forEach((key, text) ->
                        byKey.set(key.toString().substring("jambry.caches.a.b.".length()), text.toString()));

        // a near cache has one bound of the two, and limits do without one
        assertThat(inCode.toProperties("a.b"))
                .hasSize(CacheSettings.settings().size() - 5)
                .doesNotContainKey("jambry.caches.a.b.near-max-entries")
                .doesNotContainKey("jambry.caches.a.b.max-entries");
        CacheSettings limited = CacheSettings.builder()
                .maxEntries(700)
                .maxBytes(1L << 20)
                .eviction(Eviction.LFU)
                .shards(7)
                .build();
        assertThat(limited)
                .isEqualTo(settings("max-entries=700;max-bytes=1mb;eviction=lfu;shards=7")
                        .build());
        assertThat(limited.bounds()).contains(new Bounds(700, 1L << 20, Eviction.LFU, 7));
        assertThat(limited.maxEntries()).hasValue(700);
        assertThat(limited.maxBytes()).hasValue(1L << 20);
        assertThat(limited.eviction()).isEqualTo(Eviction.LFU);
        assertThat(CacheSettings.builder().nearMaxEntries(7).build())
                .isEqualTo(CacheSettings.builder().set("near-max-entries", "7").build())
                .extracting(CacheSettings::nearMaxEntries)
                .isEqualTo(7);
        assertThat(CacheSettings.builder().readFrom(ReadFrom.REPLICA).build())
                .isEqualTo(CacheSettings.builder().set("read-from", "replica").build());
        assertThat(inCode.toDefaultProperties()).containsEntry("jambry.defaults.ttl", "90m");
        assertThat(byKey.build()).isEqualTo(inCode).hasSameHashCodeAs(inCode);
        assertThat(byKey.build().ttl()).isEqualTo(Ttl.ofMillis(5_400_000));
        assertThat(byKey.build().allowClasses())
                .containsExactly("com.acme.Book", "com.acme.model.*", "com.acme.api.**");
        assertThat(byKey.build().encryption()).isEqualTo("xaes-256-gcm");
        assertThat(byKey.build().encryptionRead()).containsExactly("com.acme.OldCipher");
        assertThat(byKey.build().encryptionReadPlain()).isTrue();
        assertThat(byKey.build().encryptionKeys()).contains("keystore:/run/secrets/keys.p12");
        assertThat(byKey.build().encryptionKeyRing()).isEmpty();
        assertThat(byKey.build().encryptionPassword()).contains("hush");
        assertThat(byKey.build().entryNames()).isEqualTo(EntryNames.HIDDEN);
        assertThat(byKey.build().entryNamesKey()).hasValue(7);
        assertThat(inCode.toString()).doesNotContain("hush").contains("encryption-password=***");
        assertThat(byKey.build().codecRead()).containsExactly("jdk", "redisson-kryo5");
        assertThat(byKey.build().header()).isEqualTo(Header.FULL);
        assertThat(byKey.build().compressionLevel()).isEqualTo(19);
        assertThat(byKey.build().compressionDictionaries())
                .containsExactly("file:/var/lib/a.zdict", "classpath:b.zdict");
        assertThat(byKey.build().jdkMaxDepth()).isEqualTo(1);
        assertThat(byKey.build().jdkMaxCollections()).isEqualTo(2);
        assertThat(byKey.build().jdkMaxReferences()).isEqualTo(3);
        assertThat(byKey.build().jdkMaxArray()).isEqualTo(4);
        assertThat(byKey.build().compression()).isEqualTo("zstd");
        assertThat(byKey.build().maxKeyBytes()).isEqualTo(9);
        assertThat(byKey.build().maxValueBytes()).isEqualTo(5);
        assertThat(byKey.build().rewriteOnRead()).isTrue();
        assertThat(byKey.build().valueSchema()).contains("classpath:book.schema.json");
        assertThat(inCode.validators())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Refusing.class),
                        second -> assertThat(second).isInstanceOf(Accepting.class));
        assertThat(byKey.build().listenerTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(byKey.build().waitReplicas()).isEqualTo(2);
        assertThat(byKey.build().waitTimeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(byKey.build().near()).isEqualTo(Near.UPDATE);
        assertThat(byKey.build().nearMaxWeight()).hasValue(67_108_864);
        assertThat(byKey.build().nearMaxAge()).contains(Duration.ofMinutes(5));
        assertThat(byKey.build().nearIgnoresAccess()).isTrue();
        assertThat(byKey.build().serveNearUpTo()).isEqualTo(Duration.ofSeconds(30));
        assertThat(inCode.nearCopier()).containsInstanceOf(Copier.class);
        assertThat(byKey.build().statistics()).contains(true);
        assertThat(byKey.build().management()).contains(false);
        assertThat(byKey.build().listenerQueue()).isEqualTo(8);
        assertThat(byKey.build().clusterStatistics()).isTrue();
        assertThat(byKey.build().memorySample()).isEqualTo(9);
    }

    /** Named in settings. */
    public static final class Copier implements ValueCopier<Object> {
        @Override
        public Object copy(Object value) {
            return value;
        }
    }

    /** Named in settings. */
    public static final class Refusing implements ValueValidator<Object, Object> {
        @Override
        public Optional<String> validate(String cacheName, Object key, Object value) {
            return Optional.of("no value is good enough");
        }
    }

    /** Named in settings. */
    public static final class Accepting implements ValueValidator<Object, Object> {
        @Override
        public Optional<String> validate(String cacheName, Object key, Object value) {
            return Optional.empty();
        }
    }

    @Test
    void validators_notMade_saysWhatToDo() {
        CacheSettings named = CacheSettings.builder()
                .set("validators", Refusing.class.getName())
                .build();

        assertThatThrownBy(named::validators)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give them, or their class loader, to the builder");
    }

    @Test
    void validators_givenAsObjects_areThoseVeryObjectsAndShownByTheirClasses() {
        List<ValueValidator<?, ?>> given = List.of(new Accepting(), new Refusing());
        CacheSettings settings = CacheSettings.builder().validators(given).build();

        assertThat(settings.validators()).isEqualTo(given);
        assertThat(settings.toProperties("books")).containsEntry("jambry.caches.books.validators", given);
        assertThat(settings.toString())
                .contains("validators=" + Accepting.class.getName() + ", " + Refusing.class.getName());
        assertThat(settings)
                .isEqualTo(CacheSettings.builder().validators(given).build())
                .isNotEqualTo(CacheSettings.builder()
                        .validators(List.of(new Accepting(), new Refusing()))
                        .build());
    }

    @Test
    void validators_ofAnotherKind_areRefused() {
        String names = Accepting.class.getName() + "," + Copier.class.getName();
        CacheSettings.Builder builder = CacheSettings.builder();

        assertThatThrownBy(() -> builder.validators(names, CacheSettingsTest.class.getClassLoader()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("setting 'validators' is '" + Copier.class.getName()
                        + "', which does not implement io.jambry.spi.ValueValidator");
    }

    @Test
    void build_schemaWithAnotherCodec_isRefused() {
        assertThatThrownBy(() -> CacheSettings.builder()
                        .valueSchema("file:/etc/book.schema.json")
                        .codec("cbor")
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "setting 'value-schema' is 'file:/etc/book.schema.json' and 'codec' is 'cbor': a schema describes"
                                + " what codec json writes; set codec=json, or leave value-schema out");
    }

    @ParameterizedTest
    @CsvSource({"1024, 1024", "64kb, 65536", "256MB, 268435456", "2gb, 2147483648"})
    void set_size_takesUnits(String text, long bytes) {
        assertThat(CacheSettings.builder().set("near-max-weight", text).build().nearMaxWeight())
                .hasValue(bytes);
    }

    @Test
    void build_nearAndReplicas_isRefused() {
        assertThatThrownBy(() -> CacheSettings.builder()
                        .near(Near.INVALIDATE)
                        .readFrom(ReadFrom.REPLICA)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "setting 'near' is 'invalidate' and 'read-from' is 'replica': a replica does not tell in time what"
                                + " has changed; set near=off, or read-from=primary");
    }

    @Test
    void build_twoBoundsOfTheNearCache_isRefused() {
        assertThatThrownBy(() -> CacheSettings.builder()
                        .nearMaxEntries(1)
                        .nearMaxWeight(1 << 20)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "settings 'near-max-entries' and 'near-max-weight' are both set: a near cache has one bound; leave"
                                + " one out");
    }

    @ParameterizedTest
    @CsvSource({"compression-level, 5", "compression-dictionaries, classpath:a.zdict"})
    void build_settingOfZstdWithoutIt_isRefused(String key, String value) {
        assertThatThrownBy(() -> CacheSettings.builder()
                        .set("compression", "lz4")
                        .set(key, value)
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting '" + key
                        + "' is for zstd, and 'compression' is 'lz4'; set compression=zstd, or take '" + key + "' out");
    }

    @Test
    void nearCopier_notMade_saysWhatToDo() {
        CacheSettings named = CacheSettings.builder()
                .set("near-copier", Copier.class.getName())
                .build();

        assertThatThrownBy(named::nearCopier)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give it, or its class loader, to the builder");
    }

    @Test
    void expiryPolicyFactory_everyRule_isTheStandardPolicy() {
        javax.cache.expiry.Duration second = new javax.cache.expiry.Duration(MILLISECONDS, 1000);

        assertThat(policy("eternal")).isEqualTo(EternalExpiryPolicy.factoryOf());
        assertThat(policy("created")).isEqualTo(CreatedExpiryPolicy.factoryOf(second));
        assertThat(policy("modified")).isEqualTo(ModifiedExpiryPolicy.factoryOf(second));
        assertThat(policy("accessed")).isEqualTo(AccessedExpiryPolicy.factoryOf(second));
        assertThat(policy("touched")).isEqualTo(TouchedExpiryPolicy.factoryOf(second));
    }

    private static Factory<ExpiryPolicy> policy(String expiry) {
        return CacheSettings.builder()
                .ttl(Duration.ofSeconds(1))
                .set("expiry", expiry)
                .build()
                .expiryPolicyFactory();
    }

    @ParameterizedTest
    @CsvSource({
        "expiry, idle, 'one of eternal, created, modified, accessed, touched'",
        "ttl, 0s, 'eternal or a duration from 1ms to 36500d, written as 500ms'",
        "ttl, 10, eternal or a duration",
        "ttl, 36501d, eternal or a duration",
        "ttl, 999999999999999d, eternal or a duration",
        "key-type, com..Acme, the name of a class",
        "value-type, '', the name of a class",
        "keys, json, 'one of canonical, jdk'",
        "codec, kyro, one of jdk",
        "encryption, aes, 'one of none, xaes-256-gcm, tink, or the name of a class'",
        "encryption-read, none, 'one of xaes-256-gcm, tink, or the name of a class'",
        "encryption-read-plain, yes, true or false",
        "encryption-password, '', a text of at least one character",
        "entry-names, hashed, 'one of plain, hidden'",
        "entry-names-key, 65536, a whole number from 0 to 65535",
        "codec, redisson-kryo5, one of jdk",
        "codec-read, kryo5, one of jdk",
        "header, off, 'one of full, none'",
        "compression-level, 0, a whole number from 1 to 19",
        "compression-dictionaries, a.zdict, 'a list of locations, each file:path or classpath:name'",
        "allow-classes, com.acme.Book;!com.acme.*, a list of classes and packages",
        "allow-classes, com.acme**, a list of classes and packages",
        "allow-classes, maxdepth=3, a list of classes and packages",
        "max-key-bytes, 0, a whole number from 1 to 16777216",
        "max-key-bytes, 16777217, a whole number from 1 to 16777216",
        "value-schema, https://example.com/book.schema.json, file:... or classpath:...",
        "value-schema, book.schema.json, file:... or classpath:...",
        "value-schema, 'file:', file:... or classpath:...",
        "validators, 'com.acme.A, com..B', the name of a class",
        "jdk-max-depth, 0, a whole number from 1 to 100000",
        "jdk-max-collections, -1, a whole number from 1 to 10000",
        "jdk-max-references, 1k, a whole number from 1 to 2147483647",
        "jdk-max-array, 2147483648, a whole number from 1 to 2147483647",
        "max-value-bytes, 64MB, a whole number from 1 to 536870912",
        "undecodable, ignore, 'one of fail, miss, delete'",
        "invoke-lease, 99ms, a duration from 100ms to 1h",
        "invoke-wait, 2h, a duration from 1ms to 1h",
        "listener-timeout, 0, a duration from 1ms to 1h",
        "page-size, 0, a whole number from 1 to 100000",
        "on-read-failure, skip, 'one of fail, miss'",
        "on-write-failure, miss, 'one of fail, skip'",
        "wait-replicas, 101, a whole number from 0 to 100",
        "wait-replicas, all, a whole number from 0 to 100",
        "wait-timeout, 0ms, a duration from 1ms to 1h",
        "read-from, any, 'one of primary, replica'",
        "near, on, 'one of off, invalidate, update'",
        "near-max-entries, 0, a whole number from 1 to 2147483647",
        "near-max-weight, 1mib, 'a number of bytes from 1024 to 1099511627776, such as 65536, 64kb, 256mb or 2gb'",
        "near-max-weight, 1023, a number of bytes",
        "max-entries, 0, a whole number from 1 to 2147483647",
        "max-bytes, 1023, 'a number of bytes from 1024 to 1125899906842624, such as'",
        "eviction, lru-x, 'one of lru, lru-t, fifo, fifo-t, lfu, mru, rr'",
        "shards, 1025, a whole number from 1 to 1024",
        "near-max-weight, 999999999999999999gb, a number of bytes",
        "near-max-age, 0s, a duration from 1ms to 36500d",
        "near-copier, com..Acme, the name of a class",
        "near-ignores-access, 1, true or false",
        "serve-near-up-to, 25h, a duration from 0s to 1d",
        "statistics, on, true or false",
        "management, 1, true or false",
        "expired-sweep, 9ms, a duration from 10ms to 1h",
        "listener-queue, 0, a whole number from 1 to 10000000",
        "cluster-statistics, yes, true or false",
        "memory-sample, 0, a whole number from 1 to 100000",
        "write-behind, on, true or false",
        "write-delay, 25h, a duration from 0s to 1d",
        "write-batch-size, 0, a whole number from 1 to 10000",
        "write-coalescing, 1, true or false",
        "write-queue-capacity, 15, a whole number from 16 to 100000000",
        "write-queue-wait, 2h, a duration from 0s to 1h",
        "write-attempts, 0, a whole number from 1 to 1000000",
        "write-retry-delay, 0s, a duration from 1ms to 1h",
        "write-retry-max-delay, 2d, a duration from 1ms to 1d",
        "write-lease, 99ms, a duration from 100ms to 1h",
        "write-drain-timeout, 2h, a duration from 0s to 1h",
    })
    void set_badValue_isRefusedNamingKeyValueAndWhatIsAllowed(String key, String text, String allowed) {
        assertThatThrownBy(() -> CacheSettings.builder().set(key, text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("setting '" + key + "' is '"
                        + (key.equals("encryption-password") ? "***" : text) + "', which is not ")
                .hasMessageContaining(allowed);
    }

    // ---- limits

    @Test
    void bounds_noLimit_areNone() {
        assertThat(CacheSettings.builder().build().bounds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-entries=500 | 500 | 0 | LRU | 1",
                "max-entries=10000;eviction=lru-t | 10000 | 0 | LRU_T | 10",
                "max-entries=1000000;eviction=lfu | 1000000 | 0 | LFU | 64",
                "max-entries=10000;eviction=mru | 10000 | 0 | MRU | 1",
                "max-bytes=64mb;eviction=rr | 0 | 67108864 | RR | 16",
                "max-bytes=8mb;max-entries=1000000 | 1000000 | 8388608 | LRU | 2",
                "max-entries=500;shards=8;eviction=fifo-t | 500 | 0 | FIFO_T | 8",
            })
    void bounds_limits_haveShardsThatAreLargeEnough(
            String settings, long entries, long bytes, Eviction eviction, int shards) {
        assertThat(settings(settings).build().bounds()).contains(new Bounds(entries, bytes, eviction, shards));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eviction=lfu | setting 'eviction' is set, but the cache has no limit that it could be for: set 'max-entries' or"
                        + " 'max-bytes', or leave 'eviction' out",
                "shards=4 | setting 'shards' is set, but the cache has no limit",
                "max-entries=10;shards=11 | setting 'shards' is '11' and 'max-entries' is '10': each shard must have room for 1"
                        + " entry at least; lower 'shards' to 10, or raise 'max-entries'",
                "max-bytes=10kb;shards=11 | setting 'shards' is '11' and 'max-bytes' is '10240': each shard must have room for 1024"
                        + " bytes at least; lower 'shards' to 10, or raise 'max-bytes'",
                "max-entries=10;near=update | setting 'near' is 'update' and 'max-entries' is set: the server tells changes of a"
                        + " cache with limits for a whole shard only",
                "max-bytes=1mb;read-from=replica | setting 'read-from' is 'replica' and 'max-bytes' is set: a read of a cache with"
                        + " limits is a use of the entry, which only the primary can note; set read-from=primary",
            })
    void build_limitsThatCannotBeKept_areRefusedNamingTheSettings(String settings, String message) {
        CacheSettings.Builder builder = settings(settings);

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void ttl_keep_isRefused() {
        assertThatThrownBy(() -> CacheSettings.builder().ttl(Ttl.KEEP))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("which is not eternal or a duration");
    }

    @Test
    void build_firstRetryLaterThanTheLatest_isRefused() {
        assertThatThrownBy(() -> CacheSettings.builder()
                        .writeRetryDelay(Duration.ofMinutes(2))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "setting 'write-retry-delay' is '2m' and 'write-retry-max-delay' is '1m': the first pause is not longer"
                                + " than the longest; correct one of them");
    }

    @Test
    void build_expiryWithoutTtl_isRefused() {
        assertThatThrownBy(() -> CacheSettings.builder().expiry(Expiry.ACCESSED).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'expiry' is 'accessed', which needs 'ttl': set it, too, to a duration or to"
                        + " eternal");
    }

    @ParameterizedTest
    @CsvSource({
        "file:keys",
        "'file:/run/my secrets/keys'",
        "env:CACHE_KEYS",
        "keystore:keys.p12",
        "passphrase",
        "com.acme.Keys"
    })
    void set_encryptionKeys_isShownAsItIs(String source) {
        assertThat(CacheSettings.ENCRYPTION_KEYS.parse(source).text()).isEqualTo(source);
        assertThat(CacheSettings.ENCRYPTION_KEYS.shown(source)).isEqualTo(source);
    }

    /** Somebody may put there what belongs into the file. */
    @ParameterizedTest
    @CsvSource({
        "1=mAkWKg1A7BzqPiJFDGVDzK8qJ4X5b3i8nVOZ1bh3Mls=",
        "mAkWKg1A7BzqPiJFDGVDzK8qJ4X5b3i8nVOZ1bh3Mls=",
        "env:mAkWKg1A7BzqPiJFDGVDzK8qJ4X5b3i8nVOZ1bh3Mls=",
        "passphrase:correct horse battery",
        "/run/secrets/keys"
    })
    void set_encryptionKeysThatMayBeKeys_isRefusedWithoutThem(String text) {
        assertThatThrownBy(() -> CacheSettings.builder().encryptionKeys(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("setting 'encryption-keys' is '***', which is not one of file:/path, env:NAME,"
                        + " keystore:/path, passphrase, or the name of a class such as com.acme.BookKeys")
                .hasNoCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "encryption=xaes-256-gcm | setting 'encryption' needs 'encryption-keys', and there are none: set it to where the"
                        + " keys are, such as file:/run/secrets/cache-keys",
                "encryption=tink | setting 'encryption' needs 'encryption-keys', and there are none",
                "encryption-read=tink | setting 'encryption-read' needs 'encryption-keys', and there are none",
                "entry-names=hidden;entry-names-key=1 | setting 'entry-names' needs 'encryption-keys', and there are none",
                "entry-names=hidden;encryption-keys=env:K | setting 'entry-names' needs 'entry-names-key': set it, too",
                "encryption-keys=env:K | setting 'encryption-keys' is set, but nothing is encrypted: set 'encryption', or"
                        + " 'entry-names' to hidden; or set encryption=none, to say that values stay readable",
                "entry-names-key=1 | setting 'entry-names-key' is set, but names are not hidden: set 'entry-names' to"
                        + " hidden; or to plain, to say that they stay readable",
                "encryption=tink;encryption-keys=keystore:k | setting 'encryption-keys' is 'keystore:k', which needs"
                        + " 'encryption-password': set it, too",
                "encryption=tink;encryption-keys=passphrase | setting 'encryption-keys' is 'passphrase', which needs"
                        + " 'encryption-password': set it, too",
                "encryption=tink;encryption-keys=file:k;encryption-password=hush | setting 'encryption-password' is set, but"
                        + " 'encryption-keys' is 'file:k', which has none: a password belongs to keystore:/path or passphrase;"
                        + " leave it out, or correct 'encryption-keys'",
                "encryption-password=hush | setting 'encryption-password' is set, but 'encryption-keys' is not: a password",
            })
    void build_contradictoryEncryption_isRefusedNamingTheSettings(String settings, String message) {
        CacheSettings.Builder builder = settings(settings);

        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("hush");
    }

    @ParameterizedTest
    @CsvSource({
        "encryption=none;encryption-keys=env:K",
        "encryption-read=tink;encryption-keys=env:K",
        "encryption=com.acme.OwnKeys",
        "encryption-keys=env:K;entry-names=hidden;entry-names-key=0",
        "entry-names=plain;entry-names-key=0",
    })
    void build_consistentEncryption_isTaken(String settings) {
        assertThat(settings(settings).build()).isNotNull();
    }

    private static CacheSettings.Builder settings(String text) {
        CacheSettings.Builder builder = CacheSettings.builder();
        for (String setting : text.split(";")) {
            int end = setting.indexOf('=');
            builder.set(setting.substring(0, end), setting.substring(end + 1));
        }
        return builder;
    }

    @Test
    void encryptionKeys_givenAsAnObject_isThatObject() {
        KeyRing ring = new KeyRing() {
            @Override
            public int currentId() {
                return 1;
            }

            @Override
            public Optional<SecretKey> key(int id) {
                return Optional.empty();
            }

            @Override
            public String toString() {
                return "hush";
            }
        };
        CacheSettings settings =
                CacheSettings.builder().encryption("tink").encryptionKeys(ring).build();

        assertThat(settings.encryptionKeyRing()).containsSame(ring);
        assertThat(settings.encryptionKeys()).contains(ring.getClass().getName());
        assertThat(settings.toString()).doesNotContain("hush");
        assertThat(settings.toProperties("c")).containsEntry("jambry.caches.c.encryption-keys", ring);
    }
}
