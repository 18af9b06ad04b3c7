// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.Credentials;
import io.jambry.NotExecutedException;
import io.jambry.redis.Subscriptions.Subscriber;
import io.jambry.redis.Subscriptions.Topic;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {

    private static final Duration HALF_OPEN = Duration.ofSeconds(5);

    private ServerProcess server;
    private RedisLink link;

    @BeforeEach
    void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        link = RedisLink.open(LinkSettings.of("127.0.0.1", server.port()));
    }

    @AfterEach
    void stop() {
        link.close();
        server.close();
    }

    private static final class Recording implements Subscriber {
        final List<String> messages = new CopyOnWriteArrayList<>();
        final List<String> missed = new CopyOnWriteArrayList<>();

        @Override
        public void message(byte[] message) {
            messages.add(new String(message, StandardCharsets.UTF_8));
        }

        @Override
        public void missed(String reason) {
            missed.add(reason);
        }

        void await(int count) {
            Awaitility.await().until(() -> messages.size() >= count);
        }
    }

    private void publish(String channel, String message) {
        link.call(link.commands().publish(channel, message));
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("jambry-subscription-127.0.0.1:" + server.port()))
                .toList();
    }

    @Test
    void subscribe_severalChannels_areHeardAtOnceAndByOneThread() {
        Recording one = new Recording();
        Recording two = new Recording();
        assertThat(threads()).isEmpty();
        link.subscriptions().subscribe("one", one);
        publish("one", "1");
        link.subscriptions().subscribe("two", two);
        publish("two", "2");
        publish("one", "3");
        one.await(2);
        two.await(1);
        assertThat(one.messages).containsExactly("1", "3");
        assertThat(two.messages).containsExactly("2");
        assertThat(threads()).hasSize(1);
        link.subscriptions().unsubscribe("one");
        publish("one", "4");
        publish("two", "5");
        two.await(2);
        assertThat(one.messages).hasSize(2);
        assertThat(two.missed).isEmpty();
        link.subscriptions().unsubscribe("two");
        Awaitility.await().until(() -> threads().isEmpty());
        link.subscriptions().subscribe("one", one);
        publish("one", "6");
        one.await(3);
        assertThat(one.missed).isEmpty();
    }

    @Test
    void connection_killed_isReplacedAndToldToEachChannel() {
        Recording one = new Recording();
        Recording two = new Recording();
        link.subscriptions().subscribe("one", one);
        link.subscriptions().subscribe("two", two);
        for (int times = 1; times <= 3; times++) {
            int expected = times;
            server.command("CLIENT", "KILL", "TYPE", "pubsub");
            Awaitility.await().until(() -> one.missed.size() >= expected && two.missed.size() >= expected);
            publish("one", "m" + times);
            one.await(times);
        }
        assertThat(one.messages).containsExactly("m1", "m2", "m3");
        assertThat(two.missed)
                .hasSize(3)
                .allSatisfy(reason -> assertThat(reason).contains("was lost"));
    }

    @Test
    void server_silent_isNoticedWithinSeconds() {
        Recording one = new Recording();
        link.subscriptions().subscribe("one", one);
        long start = System.nanoTime();
        server.pause();
        try {
            Awaitility.await().atMost(HALF_OPEN).until(() -> !isConnected());
        } finally {
            server.resume();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HALF_OPEN);
        Awaitility.await().until(() -> one.missed.size() == 1);
        publish("one", "1");
        one.await(1);
    }

    private boolean isConnected() {
        return ((RoutedSubscriptions) link.subscriptions()).isConnected();
    }

    @Test
    void server_restarted_isSubscribedToAgain() {
        Recording one = new Recording();
        link.subscriptions().subscribe("one", one);
        server.restart();
        Awaitility.await().until(() -> one.missed.size() == 1);
        publish("one", "1");
        one.await(1);
    }

    @Test
    void primary_replaced_isSubscribedToInItsPlace() {
        try (SentinelTopology topology = SentinelTopology.start(ServerBinary.embedded())) {
            LinkSettings settings = new LinkSettings(
                    Topology.SENTINEL,
                    topology.sentinels().stream()
                            .map(sentinel -> new Endpoint(ServerProcess.HOST, sentinel.port()))
                            .toList(),
                    topology.primaryName(),
                    new LinkIdentity(() -> Credentials.NONE, () -> Credentials.NONE, 0, "jambry"),
                    null,
                    LinkLimits.DEFAULT);
            try (RedisLink sentinels = RedisLink.open(settings)) {
                Recording one = new Recording();
                sentinels.subscriptions().subscribe("one", one);
                ServerProcess now = topology.failover();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !one.missed.isEmpty());
                Awaitility.await()
                        .atMost(Duration.ofSeconds(20))
                        .until(() ->
                                !now.text("CLIENT", "LIST", "TYPE", "pubsub").isBlank());
                sentinels.call(sentinels.commands().publish("one", "1"));
                one.await(1);
            }
        }
    }

    @Test
    void subscriber_thatThrows_doesNotStopOthers() {
        Recording two = new Recording();
        link.subscriptions().subscribe("one", new Subscriber() {
            @Override
            public void message(byte[] message) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void missed(String reason) {
                throw new IllegalStateException("on purpose");
            }
        });
        link.subscriptions().subscribe("two", two);
        publish("one", "1");
        publish("two", "2");
        two.await(1);
    }

    @Test
    void subscribe_serverAway_failsInTimeAndLeavesNothing() {
        server.stop();
        Recording one = new Recording();
        assertThatThrownBy(() -> link.subscriptions().subscribe("one", one))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("SUBSCRIBE was not confirmed within 2000 ms");
        Awaitility.await().until(() -> threads().isEmpty());
    }

    @Test
    void subscribe_userMayNot_isRefusedAndOthersGoOn() {
        Recording one = new Recording();
        link.subscriptions().subscribe("one", one);
        server.command("ACL", "SETUSER", "default", "resetchannels", "&one");
        assertThatThrownBy(() -> link.subscriptions().subscribe("two", new Recording()))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("SUBSCRIBE was refused with NOPERM")
                .hasMessageContaining("+subscribe");
        publish("one", "1");
        one.await(1);
        assertThat(one.missed).isEmpty();
    }

    @Test
    void close_endsTheThread() {
        link.subscriptions().subscribe("one", new Recording());
        link.close();
        Awaitility.await().until(() -> threads().isEmpty());
        assertThatThrownBy(() -> link.subscriptions().subscribe("one", new Recording()))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("the link is closed");
    }

    @Test
    void listen_severalToOneChannel_eachHearsUntilItLeaves() {
        Recording one = new Recording();
        Recording two = new Recording();
        Topic topic = Topic.channel("topic");
        link.subscriptions().listen(topic, one);
        link.subscriptions().listen(topic, two);
        assertThatThrownBy(() -> link.subscriptions().subscribe("topic", new Recording()))
                .isInstanceOf(IllegalStateException.class);
        publish("topic", "1");
        one.await(1);
        two.await(1);
        link.subscriptions().leave(topic, one);
        publish("topic", "2");
        two.await(2);
        assertThat(one.messages).containsExactly("1");
        link.subscriptions().leave(topic, two);
        link.subscriptions().leave(topic, two);
        Awaitility.await().until(() -> threads().isEmpty());
    }

    @Test
    void listen_toAPattern_hearsItsChannelsByName() {
        List<String> channels = new CopyOnWriteArrayList<>();
        Recording one = new Recording();
        link.subscriptions().listen(Topic.channel("news.1"), one);
        link.subscriptions().listen(Topic.pattern("news.*"), new Subscriber() {
            @Override
            public void message(byte[] message) {
                throw new IllegalStateException("told without its channel");
            }

            @Override
            public void message(String channel, byte[] message) {
                channels.add(channel);
            }

            @Override
            public void missed(String reason) {
                channels.add("missed");
            }
        });
        publish("news.1", "1");
        publish("other", "2");
        publish("news.2", "3");
        one.await(1);
        Awaitility.await().until(() -> channels.size() == 2);
        server.command("CLIENT", "KILL", "TYPE", "pubsub");
        Awaitility.await().until(() -> channels.size() == 3 && !one.missed.isEmpty());
        publish("news.3", "4");
        Awaitility.await().until(() -> channels.size() == 4);
        assertThat(channels).containsExactly("news.1", "news.2", "missed", "news.3");
    }

    @Test
    void listen_whileAnotherLeaves_hearsOrIsToldThatItMissed() {
        Topic topic = Topic.channel("busy");
        link.subscriptions().subscribe("quiet", new Recording());
        for (int i = 0; i < 100; i++) {
            Recording leaving = new Recording();
            Recording coming = new Recording();
            link.subscriptions().listen(topic, leaving);
            CompletableFuture<Void> left =
                    CompletableFuture.runAsync(() -> link.subscriptions().leave(topic, leaving));
            link.subscriptions().listen(topic, coming);
            left.join();
            publish("busy", "message");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !coming.messages.isEmpty() || !coming.missed.isEmpty());
            if (!coming.missed.isEmpty()) {
                publish("busy", "again");
                coming.await(1);
            }
            link.subscriptions().leave(topic, coming);
        }
    }
}
