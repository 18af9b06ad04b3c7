// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static io.jambry.provider.SessionCacheClient.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.JambryCache;
import io.jambry.cache.Crowd;
import io.jambry.servers.Eavesdropper;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** What servers that keep HTTP sessions by JSR-107, as Open Liberty does, need of a provider. */
class SessionCacheClientTest {

    private static final URI NAME = URI.create("jambry:sessions");
    private static final long NOW = 1_700_000_060_000L;

    private static ServerProcess redis;

    private final String namespace = "session-cache-" + UUID.randomUUID();
    private final List<SessionCacheClient> servers = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        servers.forEach(SessionCacheClient::close);
    }

    private static String url() {
        return "redis://" + ServerProcess.HOST + ":" + redis.port();
    }

    private SessionCacheClient server() {
        return server(NAME, Map.of("url", url()));
    }

    private SessionCacheClient server(URI uri, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("namespace", namespace);
        // so that no renewal is among the commands that are counted
        all.put("lease", "10m");
        SessionCacheClient server = SessionCacheClient.open(uri, all);
        servers.add(server);
        return server;
    }

    // ---- opening

    @Test
    void open_uriThatIsAName_takesAllFromProperties() {
        SessionCacheClient server = server(NAME, Map.of("url", url(), "defaults.ttl", "2h"));
        server.attributes.put("id.colour", new byte[] {1});

        assertThat(hoursToLive(server.attributes, "id.colour")).isBetween(1.9, 2.0);
    }

    @Test
    void open_uriOfAServer_takesSettingsFromTheUriAndProperties() {
        SessionCacheClient server =
                server(URI.create(url() + "?defaults.ttl=2h"), Map.of("defaults.expiry", "modified"));
        server.attributes.put("id.colour", new byte[] {1});

        assertThat(hoursToLive(server.attributes, "id.colour")).isBetween(1.9, 2.0);
    }

    @Test
    void open_uriOfAFile_takesAllFromIt(@TempDir Path directory) throws Exception {
        Path file =
                Files.writeString(directory.resolve("sessions.properties"), "url = " + url() + "\ndefaults.ttl = 2h\n");
        SessionCacheClient server = server(file.toUri(), Map.of());
        server.attributes.put("id.colour", new byte[] {1});

        assertThat(hoursToLive(server.attributes, "id.colour")).isBetween(1.9, 2.0);
    }

    @Test
    void open_eightServersAtOnce_shareOnePairOfCaches() {
        List<Object> opened =
                Crowd.run(8, () -> SessionCacheClient.open(NAME, Map.of("url", url(), "namespace", namespace)));

        assertThat(opened).hasOnlyElementsOfType(SessionCacheClient.class);
        opened.forEach(server -> servers.add((SessionCacheClient) server));
        servers.get(0).meta.put("id", session(NOW, "Ada", Set.of("colour")));
        assertThat(servers)
                .allSatisfy(
                        server -> assertThat(server.meta.get("id")).isEqualTo(session(NOW, "Ada", Set.of("colour"))));
    }

    // ---- comparing

    @Test
    void replace_valueThatWasRead_succeedsOnceByOneCommand() {
        SessionCacheClient first = server();
        SessionCacheClient second = server();
        first.meta.putIfAbsent("id", session(NOW, "Ada", Set.of("colour")));
        ArrayList<Object> read = first.meta.get("id");
        ArrayList<Object> readElsewhere = second.meta.get("id");
        // teaches the server its script
        first.meta.replace("id", read, session(NOW + 1, "Ada", Set.of("colour")));
        first.meta.replace("id", session(NOW + 1, "Ada", Set.of("colour")), read);

        try (Eavesdropper eavesdropper = Eavesdropper.on(redis)) {
            assertThat(first.meta.replace("id", read, session(NOW + 2, "Ada", Set.of("colour"))))
                    .isTrue();
            assertThat(eavesdropper.asked(namespace)).hasSize(1);
            assertThat(second.meta.replace("id", readElsewhere, session(NOW + 3, "Ada", Set.of("colour"))))
                    .isFalse();
            assertThat(eavesdropper.asked(namespace)).hasSize(2);
        }
        assertThat(second.meta.get("id")).isEqualTo(session(NOW + 2, "Ada", Set.of("colour")));
    }

    @Test
    void replaceAndRemove_equalValueOfOtherBytes_succeed() {
        SessionCacheClient server = server();
        String name = "colour";
        // one string twice is written once
        ArrayList<Object> shared = session(NOW, name, Set.of(name));
        ArrayList<Object> apart = session(NOW, new String(name), Set.of(new String(name)));
        server.meta.put("id", shared);

        assertThat(server.meta.replace("id", apart, session(NOW + 1, "Ada", Set.of())))
                .isTrue();
        server.meta.put("id", shared);
        assertThat(server.meta.remove("id", apart)).isTrue();
        assertThat(server.meta.containsKey("id")).isFalse();
    }

    @Test
    void replace_encryptedBehindHiddenNames_comparesByEqualsWithTwoCommands() {
        Map<String, String> secret = Map.of(
                "url", url(),
                "defaults.encryption", "xaes-256-gcm",
                "defaults.encryption-keys", "passphrase",
                "defaults.encryption-password", "1=correct horse battery",
                "defaults.entry-names", "hidden",
                "defaults.entry-names-key", "1");
        SessionCacheClient first = server(NAME, secret);
        SessionCacheClient second = server(NAME, secret);
        first.meta.put("id-of-ada", session(NOW, "Ada", Set.of("attribute-of-ada")));
        // teaches the server its script
        second.meta.replace(
                "id-of-ada", second.meta.get("id-of-ada"), session(NOW + 1, "Ada", Set.of("attribute-of-ada")));

        try (Eavesdropper eavesdropper = Eavesdropper.on(redis)) {
            assertThat(first.meta.replace(
                            "id-of-ada",
                            session(NOW + 1, "Ada", Set.of("attribute-of-ada")),
                            session(NOW + 2, "Ada", Set.of("attribute-of-ada"))))
                    .isTrue();
            assertThat(eavesdropper.asked(namespace)).hasSize(2);
            assertThat(eavesdropper.found("id-of-ada", "attribute-of-ada")).isEmpty();
        }
        assertThat(second.meta)
                .hasSize(1)
                .allSatisfy(entry -> assertThat(entry.getKey()).isEqualTo("id-of-ada"));
    }

    @Test
    void remove_valueThatWasReplacedMeanwhile_isRefused() {
        SessionCacheClient sweeper = server();
        sweeper.meta.put("id", session(NOW, "Ada", Set.of()));
        ArrayList<Object> over = sweeper.meta.get("id");
        server().meta.replace("id", session(NOW, "Ada", Set.of()), session(NOW + 1, "Ada", Set.of()));

        assertThat(sweeper.meta.remove("id", over)).isFalse();
        assertThat(sweeper.meta.containsKey("id")).isTrue();
    }

    @Test
    void replace_twoServersOfFourThreads_losesNoName() {
        SessionCacheClient first = server();
        SessionCacheClient second = server();
        first.meta.put("id", session(NOW, "Ada", Set.of()));
        AtomicInteger threads = new AtomicInteger();

        List<Object> done = Crowd.run(8, () -> {
            int thread = threads.getAndIncrement();
            SessionCacheClient server = thread % 2 == 0 ? first : second;
            for (int i = 0; i < 25; i++) {
                addName(server, "name-" + thread + "-" + i);
            }
            return "done";
        });

        assertThat(done).containsOnly("done").hasSize(8);
        assertThat(namesOf(first.meta.get("id"))).hasSize(200);
    }

    private static void addName(SessionCacheClient server, String name) {
        boolean replaced;
        do {
            ArrayList<Object> read = server.meta.get("id");
            Set<String> names = new TreeSet<>(namesOf(read));
            names.add(name);
            replaced = server.meta.replace("id", read, session(NOW, "Ada", names));
        } while (!replaced);
    }

    @SuppressWarnings("unchecked") // this test put them there
    private static Set<String> namesOf(ArrayList<Object> session) {
        return (Set<String>) session.get(5);
    }

    // ---- bytes

    @Test
    void attribute_isStoredAsTheBytesThatItIs() {
        byte[] value = "\u00ac\u00ed\u0000\u0005 what Liberty wrote".getBytes(StandardCharsets.ISO_8859_1);
        server().attributes.put("id.colour", value);

        try (Jedis reader = redis.connect()) {
            Set<byte[]> keys = reader.keys((namespace + "*id.colour*").getBytes(StandardCharsets.UTF_8));
            assertThat(keys)
                    .hasSize(1)
                    .allSatisfy(key -> assertThat(reader.get(key)).isEqualTo(value));
        }
    }

    // ---- walking over all sessions

    @Test
    void iterator_whileAnotherServerRemovesAndCreates_meetsAllThatStay() {
        SessionCacheClient sweeper = server(NAME, Map.of("url", url(), "defaults.page-size", "500"));
        SessionCacheClient other = server();
        Map<String, ArrayList<Object>> sessions = new HashMap<>();
        IntStream.range(0, 2500).forEach(i -> sessions.put("id-" + i, session(NOW, "Ada", Set.of("a" + i))));
        sweeper.meta.putAll(sessions);

        Set<String> met = new HashSet<>();
        int changes = 0;
        try (Eavesdropper eavesdropper = Eavesdropper.on(redis)) {
            for (Cache.Entry<String, ArrayList<Object>> entry : sweeper.meta) {
                assertThat(entry.getValue()).hasSize(6);
                met.add(entry.getKey());
                if (met.size() % 10 == 0) {
                    other.meta.remove("id-" + (met.size() - 1));
                    other.meta.put("new-" + met.size(), session(NOW, "Ada", Set.of()));
                    changes += 2;
                }
            }
            List<String> asked = eavesdropper.asked(namespace);
            assertThat(asked).noneMatch(command -> command.contains("\"KEYS\""));
            assertThat(asked.size() - changes).as("commands of the walk").isBetween(10, 60);
        }

        other.meta.forEach(entry -> {
            if (entry.getKey().startsWith("id-")) {
                assertThat(met).contains(entry.getKey());
            }
        });
    }

    // ---- entries of servers that are no more

    @Test
    void entries_ofAServerThatDied_endByTheTimeToLiveOfTheSettings() {
        Map<String, String> settings = Map.of("url", url(), "defaults.expiry", "modified", "defaults.ttl", "2h");
        SessionCacheClient first = server(NAME, settings);
        // finds what the first one created as eternal
        SessionCacheClient second = server(NAME, settings);
        first.meta.put("id", session(NOW, "Ada", Set.of("colour")));
        second.attributes.put("id.colour", new byte[] {1});

        assertThat(hoursToLive(first.meta, "id")).isBetween(1.9, 2.0);
        assertThat(hoursToLive(second.attributes, "id.colour")).isBetween(1.9, 2.0);

        // as if nearly all of it was over
        JambryCache.of(first.meta).touch("id", new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1));
        second.meta.get("id");
        second.meta.forEach(entry -> {});
        assertThat(hoursToLive(first.meta, "id")).as("read").isLessThan(0.1);
        second.meta.replace("id", session(NOW, "Ada", Set.of("colour")), session(NOW + 1, "Ada", Set.of("colour")));
        assertThat(hoursToLive(first.meta, "id")).as("replaced").isBetween(1.9, 2.0);
    }

    private static <K> double hoursToLive(Cache<K, ?> cache, K key) {
        return JambryCache.of(cache).timeToLive(key).orElseThrow().getDurationAmount() / 3_600_000.0;
    }

    // ---- closing

    @Test
    void close_andOpenAgainWithOtherSettings_findsTheSessions() {
        SessionCacheClient server = server();
        SessionCacheClient other = server();
        server.meta.put("id", session(NOW, "Ada", Set.of("colour")));
        server.attributes.put("id.colour", new byte[] {1, 2});

        server.close();
        assertThat(server.meta.isClosed()).isTrue();
        assertThatThrownBy(() -> server.meta.get("id")).isInstanceOf(IllegalStateException.class);
        assertThat(other.attributes.get("id.colour")).containsExactly(1, 2);

        SessionCacheClient again = server(NAME, Map.of("url", url(), "timeout", "3s"));
        assertThat(again.meta.get("id")).isEqualTo(session(NOW, "Ada", Set.of("colour")));
        assertThat(again.attributes.get("id.colour")).containsExactly(1, 2);
    }

    @Test
    void open_beforeTheOldOneIsClosed_isNotClosedWithIt() {
        SessionCacheClient old = server();
        SessionCacheClient successor = server(NAME, Map.of("url", url(), "timeout", "3s"));
        CacheManager manager = successor.manager();
        old.close();

        assertThat(manager.isClosed()).isFalse();
        successor.meta.put("id", session(NOW, "Ada", Set.of()));
        assertThat(successor.meta.containsKey("id")).isTrue();
    }
}
