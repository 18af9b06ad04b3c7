// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jambry.Credentials;
import io.jambry.NotExecutedException;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.servers.SentinelSettings;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerAccess;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SentinelLinkTest {

    private static final String OF_SERVERS = "secret-of-servers";
    private static final String OF_SENTINELS = "secret-of-sentinels";
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private static SentinelTopology topology;

    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP3);
    private final byte[] key = ("sentinel:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);

    @BeforeAll
    static void start() {
        topology = SentinelTopology.start(
                ServerBinary.embedded(),
                SentinelSettings.DEFAULT.withAccess(
                        ServerAccess.OPEN.withPassword(OF_SERVERS), ServerAccess.OPEN.withPassword(OF_SENTINELS)));
    }

    @AfterAll
    static void stop() {
        topology.close();
    }

    private static List<Endpoint> sentinels() {
        return topology.sentinels().stream()
                .map(sentinel -> new Endpoint(ServerProcess.HOST, sentinel.port()))
                .toList();
    }

    private static LinkSettings settings(List<Endpoint> endpoints) {
        return settings(endpoints, topology.primaryName(), OF_SERVERS, OF_SENTINELS);
    }

    private static LinkSettings settings(
            List<Endpoint> endpoints, String primaryName, String ofServers, String ofSentinels) {
        Credentials atServers = new Credentials(null, ofServers);
        Credentials atSentinels = new Credentials(null, ofSentinels);
        LinkIdentity identity = new LinkIdentity(() -> atServers, () -> atSentinels, 0, "jambry");
        return new LinkSettings(Topology.SENTINEL, endpoints, primaryName, identity, null, LinkLimits.DEFAULT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private Throwable failure(LinkSettings settings) {
        try (RedisLink link = RedisLink.open(settings)) {
            return catchThrowable(() -> link.call(commands.get(key)));
        }
    }

    @Test
    void call_sentinelsKnown_goesToThePrimary() {
        try (RedisLink link = RedisLink.open(settings(sentinels()))) {
            assertThat(link.call(commands.set(key, bytes("one")))).isEqualTo("OK");
            assertThat(link.call(commands.get(key))).isEqualTo(bytes("one"));
            assertThat(link.primaries()).hasSize(1);
            assertThat(link.toString()).contains(topology.primary().address());
        }
        assertThat(topology.primary().text("EXISTS", new String(key, StandardCharsets.US_ASCII)))
                .isEqualTo("1");
    }

    @Test
    void manager_sentinelUrl_storesAndReads() {
        String url = "redis+sentinel://" + String.join(",", topology.sentinelAddresses()) + "/0?primary-name="
                + topology.primaryName();
        Properties properties = new Properties();
        properties.setProperty("jambry.password", OF_SERVERS);
        properties.setProperty("jambry.sentinel-password", OF_SENTINELS);
        properties.setProperty("jambry.namespace", "sentinel-" + UUID.randomUUID());
        try (CacheManager manager = Caching.getCachingProvider("io.jambry.provider.JambryCachingProvider")
                .getCacheManager(URI.create(url), getClass().getClassLoader(), properties)) {
            Cache<String, Integer> cache = manager.createCache(
                    "numbers", new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class));
            cache.put("one", 1);
            assertThat(cache.get("one")).isEqualTo(1);
            Integer more = cache.invoke("one", (entry, arguments) -> {
                entry.setValue(entry.getValue() + 1);
                return entry.getValue();
            });
            assertThat(more).isEqualTo(2);
            manager.destroyCache("numbers");
        }
    }

    /** The last one, because sentinels look only every ten seconds how a replica is. */
    @Test
    @Order(Integer.MAX_VALUE)
    void call_manualFailover_followsTheNewPrimary() {
        try (RedisLink link = RedisLink.open(settings(sentinels()).withTimeout(PATIENT))) {
            SentinelIncrements increments = new SentinelIncrements(link, "failover:" + UUID.randomUUID(), 2);
            ServerProcess old = topology.primary();
            ServerProcess now = topology.failover();
            await().atMost(Duration.ofSeconds(2)).until(() -> link.toString().contains("[" + now.address()));
            increments.close();
            assertThat(now).isNotSameAs(old);
            assertThat(increments.notExecuted()).as("%s", increments).isZero();
            assertThat(increments.applied()).isLessThanOrEqualTo(increments.acknowledged() + increments.unknown());
            assertThat(increments.longestGap()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void call_halfOpenSentinels_costAFractionOfTheDeadline() {
        List<Endpoint> all = sentinels();
        try (FaultProxy proxy = FaultProxy.to(all.get(0).port()).set(Fault.DROP)) {
            Endpoint silent = new Endpoint(ServerProcess.HOST, proxy.port());
            LinkSettings mostAnswer = settings(List.of(silent, all.get(1), all.get(2)));
            LinkLimits limits = new LinkLimits(
                    Duration.ofSeconds(16),
                    Duration.ofSeconds(4),
                    1,
                    10,
                    Duration.ofSeconds(1),
                    0,
                    Duration.ofSeconds(1));
            try (RedisLink link = RedisLink.open(mostAnswer.with(limits))) {
                long start = System.nanoTime();
                link.call(commands.get(key));
                assertThat(millisSince(start)).isLessThan(2000);
            }
            LinkSettings halfAnswer = settings(List.of(silent, all.get(1)));
            try (RedisLink link = RedisLink.open(halfAnswer)) {
                long start = System.nanoTime();
                link.call(commands.get(key));
                assertThat(millisSince(start))
                        .isLessThan(halfAnswer.limits().timeout().toMillis());
            }
        }
    }

    @Test
    void call_sentinelsFallSilent_goesOn() {
        List<FaultProxy> proxies = sentinels().stream()
                .map(sentinel -> FaultProxy.to(sentinel.port()))
                .toList();
        try (RedisLink link = RedisLink.open(settings(proxies.stream()
                .map(proxy -> new Endpoint(ServerProcess.HOST, proxy.port()))
                .toList()))) {
            link.call(commands.set(key, bytes("one")));
            proxies.forEach(proxy -> proxy.set(Fault.DROP));
            assertThat(link.call(commands.get(key))).isEqualTo(bytes("one"));
        } finally {
            proxies.forEach(FaultProxy::close);
        }
    }

    @Test
    void call_wrongPrimaryName_namesTheSetting() {
        long start = System.nanoTime();
        assertThat(failure(settings(sentinels(), "nobody", OF_SERVERS, OF_SENTINELS)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageMatching(
                        "GET was not sent: no primary is known after \\d+ ms \\(limit 2000 ms\\): the sentinels "
                                + "127\\.0\\.0\\.1:\\d+.* know no primary of the name 'nobody'; correct 'primary-name'");
        assertThat(millisSince(start)).isLessThan(1500);
    }

    @Test
    void call_wrongSentinelPassword_namesTheSetting() {
        assertThat(failure(settings(sentinels(), topology.primaryName(), OF_SERVERS, "wrong")))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageMatching("GET was not sent: .* the sentinel 127\\.0\\.0\\.1:\\d+ refuses us with WRONGPASS; "
                        + "correct 'sentinel-username' and 'sentinel-password'");
        assertThat(failure(settings(sentinels(), topology.primaryName(), OF_SERVERS, null)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("NOAUTH; set 'sentinel-username' and 'sentinel-password'");
    }

    @Test
    void call_wrongPassword_namesTheSettingAndTheServer() {
        assertThat(failure(settings(sentinels(), topology.primaryName(), "wrong", OF_SENTINELS)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("the sentinels name " + topology.primary().address())
                .hasMessageContaining("WRONGPASS: correct 'username' and 'password'");
    }

    @Test
    void call_noSentinelListens_namesThemAndTheTime() throws IOException {
        Endpoint free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(ServerProcess.HOST))) {
            free = new Endpoint(ServerProcess.HOST, socket.getLocalPort());
        }
        long start = System.nanoTime();
        assertThat(failure(settings(List.of(free)).withTimeout(Duration.ofMillis(400))))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageMatching(
                        "(?s)GET was not sent: no primary is known after \\d+ ms \\(limit 400 ms\\): none of the "
                                + "sentinels " + free + " answers; check 'url', and that sentinels listen there; .*");
        assertThat(millisSince(start)).isBetween(200L, 1000L);
    }

    @Test
    void call_serverInsteadOfASentinel_saysSo() {
        Endpoint server = new Endpoint(ServerProcess.HOST, topology.primary().port());
        assertThat(failure(settings(List.of(server), topology.primaryName(), OF_SERVERS, OF_SERVERS)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("is no sentinel; name the sentinels");
    }

    @Test
    void replica_replicasFollow_takesTurns() {
        LinkSettings settings = settings(sentinels().subList(0, 1));
        LinkThreads threads = new LinkThreads("test", 1);
        try (threads;
                Nodes nodes = new Nodes(settings, threads);
                SentinelRouter router = new SentinelRouter(settings, nodes)) {
            CommandObject<byte[]> get = commands.get(key);
            long start = System.nanoTime();
            long deadline = start + PATIENT.toNanos();
            Node primary = router.node(get, start, deadline);
            assertThat(router.replica(get, start, deadline)).isSameAs(primary);
            List<String> replicas =
                    topology.replicas().stream().map(ServerProcess::address).toList();
            await().untilAsserted(() -> {
                Set<String> met = new HashSet<>();
                for (int i = 0; i < 4; i++) {
                    met.add(router.replica(get, start, deadline).toString());
                }
                assertThat(met).containsExactlyInAnyOrderElementsOf(replicas);
            });
            assertThat(router.replica(get, start, deadline).exchange(get, start, deadline))
                    .isNull();
            List<String> all = new ArrayList<>(topology.sentinelAddresses());
            topology.servers().forEach(server -> all.add(server.address()));
            assertThat(router.nodes().stream().map(Node::toString)).containsExactlyInAnyOrderElementsOf(all);
            Node lost = router.replica(get, start, deadline);
            router.failed(lost);
            assertThat(router.replica(get, start, deadline)).isNotSameAs(lost);
        }
    }

    @Test
    void close_whileSentinelsAreWatched_leavesNothing() {
        Endpoint first = sentinels().get(0);
        RedisLink link = RedisLink.open(settings(sentinels()));
        link.call(commands.get(key));
        assertThat(threads(first)).isNotEmpty();
        link.close();
        await().untilAsserted(() -> assertThat(threads(first)).isEmpty());
        assertThatThrownBy(() -> link.call(commands.get(key))).isInstanceOf(NotExecutedException.class);
    }

    private static List<String> threads(Endpoint first) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("jambry-") && name.contains(first.toString()))
                .toList();
    }
}
