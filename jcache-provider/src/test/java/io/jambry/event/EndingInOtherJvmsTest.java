// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Trap;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Entries that end by themselves while JVMs that are real processes write, listen, and are killed. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndingInOtherJvmsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name = "ending-" + UUID.randomUUID();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Endings endings = new Endings();

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    private Cache<String, String> open(String url) {
        JambryCachingProvider provider = new JambryCachingProvider();
        opened.add(provider);
        return provider.getCacheManager(
                        URI.create(url), EndingInOtherJvmsTest.class.getClassLoader(), EventJvm.settings())
                .createCache(name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    private List<OtherJvm> start(String url, String... names) throws IOException {
        List<OtherJvm> started = new ArrayList<>();
        for (String one : names) {
            OtherJvm jvm = OtherJvm.start(url, name, one);
            opened.add(jvm);
            started.add(jvm);
        }
        for (OtherJvm jvm : started) {
            assertThat(jvm.answer()).isEqualTo("open");
        }
        return started;
    }

    @Test
    @Trap(21)
    void expiredEntries_writerAndOneWhoLooksAreKilled_areHeardOnceByTheOthers() throws Exception {
        ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
        opened.add(server);
        killedWhileEntriesEnd("redis://" + ServerProcess.HOST + ":" + server.port());
    }

    @Test
    void expiredEntriesOfACluster_writerAndOneWhoLooksAreKilled_areHeardOnceByTheOthers() throws Exception {
        ClusterTopology cluster = TestCluster.start();
        opened.add(cluster);
        killedWhileEntriesEnd("redis+cluster://" + String.join(",", cluster.addresses()));
    }

    private void killedWhileEntriesEnd(String url) throws Exception {
        Cache<String, String> cache = open(url);
        List<OtherJvm> jvms = start(url, "w", "x", "y");
        cache.registerCacheEntryListener(endings.registration());
        for (OtherJvm listener : jvms.subList(1, 3)) {
            assertThat(listener.ask("listen-endings")).isEqualTo("done");
        }

        jvms.get(0).tell("fill 1000000");
        Awaitility.await().atMost(PATIENCE).until(() -> endings.expired() > 100);
        jvms.get(0).signal("KILL");
        jvms.get(1).signal("KILL");
        long killed = System.nanoTime();
        Awaitility.await().atMost(PATIENCE).until(() -> endings.left().isEmpty());

        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
        int all = endings.created();
        assertThat(endings.summary()).isEqualTo("expired " + all + ", twice 0, wrong 0");
        assertThat(jvms.get(2).ask("await-endings " + all)).isEqualTo("done");
        assertThat(jvms.get(2).ask("endings")).isEqualTo("expired " + all + ", twice 0, wrong 0");
        assertThat(cache.iterator().hasNext()).isFalse();
        System.out.printf(
                "[jambry] %d entries of a killed JVM, whose looks another killed one shared: each EXPIRED heard once by 2"
                        + " others, the last %d ms after the kill (time to live 1500 ms)%n",
                all, millis);
    }
}
