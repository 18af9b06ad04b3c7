// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheDefinitionException;
import io.jambry.ConfigurationException;
import io.jambry.DecodingException;
import io.jambry.JambryCache;
import io.jambry.codec.cipher.KeyRings;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.servers.Eavesdropper;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.KeyRing;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CompletionListenerFuture;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Caches whose entries have hidden names and encrypted values: all is as ever, but for what the server can tell. */
class HiddenEntriesTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final String PLACE = "hidden-tests";

    /** What no command and no key of the server may have in it. */
    private static final String[] SECRETS = {"Lovelace", "Byron", "no name", "the key of 32 bytes"};

    private static ServerProcess server;
    private static Jedis foreigner;

    private final String name = "hidden-" + NAMES.incrementAndGet();
    private final Ring ring = new Ring();
    private final List<CacheManager> managers = new ArrayList<>();
    private Eavesdropper eavesdropper;

    record Point(String name, int x) {}

    /** Keys 1 and 2, of which the first encrypts until it is told otherwise. */
    private static final class Ring implements KeyRing {

        private volatile int current = 1;

        @Override
        public int currentId() {
            return current;
        }

        @Override
        public Optional<SecretKey> key(int id) {
            byte[] secret = ("the key of 32 bytes of number 0" + id).getBytes(UTF_8);
            return id == 1 || id == 2 ? Optional.of(new SecretKeySpec(secret, "AES")) : Optional.empty();
        }
    }

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
    void listen() {
        foreigner.flushAll();
        eavesdropper = Eavesdropper.on(server);
    }

    @AfterEach
    void close() {
        managers.forEach(manager -> manager.getCachingProvider().close());
        eavesdropper.close();
    }

    private Map<String, Object> hidden() {
        return new HashMap<>(Map.of(
                "encryption", "xaes-256-gcm",
                "encryption-keys", ring,
                "entry-names", "hidden",
                "entry-names-key", "1"));
    }

    private CacheManager manager(Map<String, ?> settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", PLACE);
        settings.forEach((key, value) -> properties.put("jambry.defaults." + key, value));
        CacheManager manager = new JambryCachingProvider()
                .getCacheManager(
                        URI.create("redis://127.0.0.1:" + server.port()),
                        HiddenEntriesTest.class.getClassLoader(),
                        properties);
        managers.add(manager);
        return manager;
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStatisticsEnabled(true);
    }

    private JambryCache<String, String> open(Map<String, ?> settings) {
        return open(settings, strings());
    }

    private <K, V> JambryCache<K, V> open(Map<String, ?> settings, MutableConfiguration<K, V> configuration) {
        return JambryCache.of(manager(settings).createCache(name, configuration));
    }

    /** The entries as an iterator gives them. */
    private static <K, V> Map<K, V> entries(Cache<K, V> cache) {
        return StreamSupport.stream(cache.spliterator(), false)
                .collect(Collectors.toMap(Cache.Entry::getKey, Cache.Entry::getValue));
    }

    private List<String> names() {
        return foreigner.keys(PLACE + ":" + name + ":{*}").stream().sorted().toList();
    }

    // ---- operations

    @Test
    void operations_ofEveryKind_workAndShowNeitherKeysNorValues() throws Exception {
        RecordingListener<String, String> events = new RecordingListener<>();
        JambryCache<String, String> here = open(hidden());
        JambryCache<String, String> there = open(hidden());
        there.registerCacheEntryListener(events.synchronous());

        here.put("Lovelace 1", "Byron 1");
        assertThat(here.putIfAbsent("Lovelace 1", "Byron 2")).isFalse();
        assertThat(here.getAndPut("Lovelace 1", "Byron 2")).isEqualTo("Byron 1");
        assertThat(there.get("Lovelace 1")).isEqualTo("Byron 2");
        assertThat(there.replace("Lovelace 1", "Byron 2", "Byron 3")).isTrue();
        assertThat(events.take())
                .containsExactly(
                        "CREATED Lovelace 1=Byron 1",
                        "UPDATED Lovelace 1=Byron 2<-Byron 1",
                        "UPDATED Lovelace 1=Byron 3<-Byron 2");

        here.putAll(new TreeMap<>(Map.of("Lovelace 2", "Byron", "Lovelace 3", "Byron", "", "Byron of no name")));
        assertThat(there.getAll(Set.of("Lovelace 1", "Lovelace 2", "Lovelace 4", "")))
                .isEqualTo(Map.of("Lovelace 1", "Byron 3", "Lovelace 2", "Byron", "", "Byron of no name"));
        assertThat(there.containsKey("Lovelace 3")).isTrue();
        assertThat(there.containsKey("Lovelace 4")).isFalse();
        assertThat(entries(there))
                .isEqualTo(Map.of(
                        "Lovelace 1", "Byron 3", "Lovelace 2", "Byron", "Lovelace 3", "Byron", "", "Byron of no name"));
        assertThat(new TreeSet<>(events.take()))
                .containsExactly("CREATED =Byron of no name", "CREATED Lovelace 2=Byron", "CREATED Lovelace 3=Byron");

        assertThat(here.<String>invoke("Lovelace 2", (entry, arguments) -> {
                    entry.setValue(entry.getKey() + " by Byron");
                    return "done";
                }))
                .isEqualTo("done");
        here.invokeAll(Set.of("Lovelace 3", "Lovelace 4"), (entry, arguments) -> {
            entry.setValue("Byron for all");
            return null;
        });
        assertThat(new TreeSet<>(events.take()))
                .containsExactly(
                        "CREATED Lovelace 4=Byron for all",
                        "UPDATED Lovelace 2=Lovelace 2 by Byron<-Byron",
                        "UPDATED Lovelace 3=Byron for all<-Byron");
        assertThat(here.touch("Lovelace 4", new Duration(TimeUnit.HOURS, 1))).isTrue();
        assertThat(here.timeToLive("Lovelace 4").orElseThrow().getDurationAmount())
                .isPositive();
        assertThat(here.getVersioned("Lovelace 4")
                        .map(seen -> there.replaceIf("Lovelace 4", seen.version(), "Byron again")))
                .contains(true);

        CompletionListenerFuture loaded = new CompletionListenerFuture();
        here.loadAll(Set.of("Lovelace 9"), true, loaded);
        loaded.get(5, TimeUnit.SECONDS);
        events.take();
        assertThat(there.getAndRemove("Lovelace 4")).isEqualTo("Byron again");
        assertThat(here.remove("Lovelace 3", "Byron for all")).isTrue();
        var iterator = here.iterator();
        iterator.next();
        iterator.remove();
        assertThat(events.take())
                .hasSize(3)
                .contains("REMOVED Lovelace 4<-Byron again", "REMOVED Lovelace 3<-Byron for all");
        here.removeAll(Set.of("Lovelace 1", "Lovelace 2"));
        here.removeAll();
        assertThat(entries(there)).isEmpty();
        there.put("Lovelace 5", "Byron");
        assertThat(names()).hasSize(1);

        assertThat(eavesdropper.found(name)).containsExactly(name);
        assertThat(eavesdropper.found(SECRETS)).isEmpty();
        here.clear();
        assertThat(names()).isEmpty();
    }

    @Test
    void entries_thatExpire_areToldByTheirKeys() {
        Map<String, Object> settings = hidden();
        settings.put("expired-sweep", "50ms");
        MutableConfiguration<String, String> soon = strings()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 300)));
        RecordingListener<String, String> events = new RecordingListener<>();
        JambryCache<String, String> here = open(settings, soon);
        open(settings, soon).registerCacheEntryListener(events.synchronous());

        here.put("Lovelace", "Byron");

        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(events.heard())
                        .containsExactly("CREATED Lovelace=Byron", "EXPIRED Lovelace<-Byron"));
        assertThat(here.get("Lovelace")).isNull();
        assertThat(eavesdropper.found(SECRETS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalidate", "update"})
    void entries_keptNear_areInvalidatedByTheirNames(String near) {
        Map<String, Object> settings = hidden();
        settings.put("near", near);
        JambryCache<String, String> here = open(settings);
        JambryCache<String, String> there = open(hidden());
        there.put("Lovelace", "Byron 1");
        Awaitility.await().until(() -> {
            long before = here.near().orElseThrow().hits();
            here.get("Lovelace");
            return here.near().orElseThrow().hits() > before;
        });

        there.put("Lovelace", "Byron 2");

        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(here.get("Lovelace")).isEqualTo("Byron 2"));
        assertThat(here.near().orElseThrow().invalidations()).isPositive();
        here.put("Lovelace", "Byron 3");
        assertThat(here.get("Lovelace")).isEqualTo("Byron 3");
        assertThat(there.get("Lovelace")).isEqualTo("Byron 3");
        assertThat(eavesdropper.found(SECRETS)).isEmpty();
    }

    @Test
    void loads_andWrites_haveTheKeysThemselves() throws Exception {
        RecordingLoader<String, String> loader = new RecordingLoader<>(key -> "Byron of " + key);
        RecordingWriter<String, String> writer = new RecordingWriter<>();
        JambryCache<String, String> cache = open(
                hidden(),
                strings()
                        .setReadThrough(true)
                        .setCacheLoaderFactory(new SingletonFactory<>(loader))
                        .setWriteThrough(true)
                        .setCacheWriterFactory(new SingletonFactory<>(writer)));

        assertThat(cache.get("Lovelace")).isEqualTo("Byron of Lovelace");
        cache.put("Lovelace", "Byron");
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of("Lovelace", "Lovelace 2"), true, loaded);
        loaded.get(5, TimeUnit.SECONDS);

        assertThat(entries(cache))
                .isEqualTo(Map.of("Lovelace", "Byron of Lovelace", "Lovelace 2", "Byron of Lovelace 2"));
        assertThat(writer.take().toString()).contains("Lovelace", "Byron");
        assertThat(eavesdropper.found(SECRETS)).isEmpty();
    }

    @Test
    void keys_ofEveryForm_comeBackFromTheirNames() {
        JambryCache<Object, String> objects =
                open(hidden(), new MutableConfiguration<Object, String>().setTypes(Object.class, String.class));
        List<Object> keys = List.of(
                "Lovelace",
                "",
                "~Lovelace",
                "{Lovelace}*",
                42L,
                42,
                'c',
                new Point("Lovelace", 1),
                List.of("Lovelace", 1));
        keys.forEach(key -> objects.put(key, "Byron"));

        assertThat(entries(objects).keySet()).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(names())
                .hasSameSizeAs(keys)
                .allMatch(entry -> entry.matches(PLACE + ":" + name + ":\\{[A-Za-z0-9_-]{22,}\\}"));
        assertThat(eavesdropper.found(SECRETS)).isEmpty();
    }

    // ---- what others put there

    @Test
    void entries_ofOthers_areRefusedAsEverNamingTheSetting() {
        Map<String, Object> settings = hidden();
        settings.put("encryption", "none");
        JambryCache<String, String> cache = open(settings);
        cache.put("Lovelace", "Byron");
        foreigner.set(PLACE + ":" + name + ":{foreign}", "plain");

        assertThatThrownBy(() -> entries(cache))
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("cache '" + name + "'")
                .hasMessageContaining("no name that was hidden with key 1, the key of setting 'entry-names-key'");
        assertThat(cache.get("foreign")).isNull();
        foreigner.del(PLACE + ":" + name + ":{foreign}");
        assertThat(entries(cache)).isEqualTo(Map.of("Lovelace", "Byron"));
    }

    // ---- which key names them

    @Test
    void keys_thatRotate_leaveTheNames() {
        JambryCache<String, String> cache = open(hidden());
        cache.put("Lovelace", "Byron");
        List<String> before = names();
        ring.current = 2;
        cache.put("Lovelace", "Byron 2");

        assertThat(names()).isEqualTo(before);
        assertThat(foreigner.get(before.get(0).getBytes(UTF_8))[5]).isEqualTo((byte) 2);
        assertThat(entries(open(hidden()))).isEqualTo(Map.of("Lovelace", "Byron 2"));
    }

    @Test
    void createCache_otherNamesElsewhere_isRefusedNamingTheDifference() {
        open(hidden()).put("Lovelace", "Byron");
        Map<String, Object> other = hidden();
        other.put("entry-names-key", "2");
        Map<String, Object> plain = hidden();
        plain.put("entry-names", "plain");

        assertThatThrownBy(() -> open(other))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("entry-names-key: 1 there, 2 here");
        assertThatThrownBy(() -> open(plain))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("entry-names: hidden there, plain here");
        assertThat(open(hidden()).get("Lovelace")).isEqualTo("Byron");
    }

    @Test
    void createCache_otherKeyOfTheSameNumber_isRefused() {
        open(hidden()).put("Lovelace", "Byron");
        Map<String, Object> other = hidden();
        other.put("encryption-keys", KeyRings.of(1, Map.of(1, new SecretKeySpec(new byte[32], "AES"))));

        assertThatThrownBy(() -> open(other))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageMatching("(?s).*\\(entry-names-check: [0-9a-f]{8} there, [0-9a-f]{8} here\\).*");
        assertThat(open(hidden()).get("Lovelace")).isEqualTo("Byron");
    }

    @Test
    void createCache_otherNamesWhenNobodyHasItOpen_removesWhatCannotBeFound() {
        JambryCache<String, String> cache = open(hidden());
        cache.put("Lovelace", "Byron");
        cache.close();
        JambryCache<String, String> same = open(hidden());
        assertThat(same.get("Lovelace")).isEqualTo("Byron");
        same.close();
        Map<String, Object> other = hidden();
        other.put("entry-names-key", "2");

        assertThat(entries(open(other))).isEmpty();
        assertThat(names()).isEmpty();
    }

    @Test
    void createCache_keyOfTheNamesIsNotThere_isRefusedAndClearsNothing() {
        JambryCache<String, String> cache = open(hidden());
        cache.put("Lovelace", "Byron");
        cache.close();
        Map<String, Object> other = hidden();
        other.put("entry-names-key", "3");

        assertThatThrownBy(() -> open(other))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cache '" + name
                        + "': setting 'entry-names-key' is 3, but there is no key 3: it was taken out too"
                        + " early, or has not come to this JVM yet; see setting 'jambry.caches." + name
                        + ".encryption-keys'");
        assertThat(names()).hasSize(1);
    }
}
