// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.LogLines;
import io.jambry.NotExecutedException;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisTopicTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static ServerProcess server;
    private static Shelf shelf;

    private String name;
    private RedisTopic<String> topic;

    @BeforeAll
    static void open() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        shelf = Shelf.at("redis://" + server.address());
    }

    @AfterAll
    static void close() {
        shelf.close();
        server.close();
    }

    @BeforeEach
    void makeTopic(TestInfo test) {
        name = test.getDisplayName();
        topic = shelf.structures().topic(name, String.class);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    /** What a listener heard. */
    private static final class Heard implements TopicListener<String> {

        final List<String> topics = new CopyOnWriteArrayList<>();
        final List<String> messages = new CopyOnWriteArrayList<>();
        final List<String> missed = new CopyOnWriteArrayList<>();

        @Override
        public void message(String from, String message) {
            topics.add(from);
            messages.add(message);
        }

        @Override
        public void missed(String reason) {
            missed.add(reason);
        }

        void awaitCount(int count) {
            RedisTopicTest.await().until(() -> messages.size() >= count);
        }
    }

    private String subscribers() {
        return server.texts("PUBSUB", "CHANNELS", "*").toString();
    }

    @Test
    void publish_subscribed_isHeardInOrder() {
        assertThat(topic.publish("nobody hears").call()).isZero();
        Heard heard = new Heard();
        List<String> expected =
                IntStream.range(0, 500).mapToObj(i -> "message " + i).toList();
        try (TopicSubscription subscription = topic.subscribe(heard)) {
            assertThat(topic.publish("first").call()).isEqualTo(1);
            heard.awaitCount(1);
            Batch batch = shelf.structures().batch();
            expected.forEach(message -> batch.add(topic.publish(message)));
            batch.execute();
            heard.awaitCount(501);
            assertThat(subscription).hasToString("subscription to topic '" + name + "'");
        }
        assertThat(heard.messages.subList(1, 501)).isEqualTo(expected);
        assertThat(heard.topics).containsOnly(name);
        assertThat(heard.missed).isEmpty();
    }

    @Test
    void subscribe_severalOfOneTopic_eachHearAll() {
        Heard one = new Heard();
        Heard two = new Heard();
        TopicSubscription first = topic.subscribe(one);
        try (TopicSubscription second = topic.subscribe(two)) {
            topic.publish("a").call();
            one.awaitCount(1);
            two.awaitCount(1);
            first.close();
            topic.publish("b").call();
            two.awaitCount(2);
            assertThat(one.messages).containsExactly("a");
            assertThat(second).isNotNull();
        }
        await().until(() -> !subscribers().contains("{" + name + "}"));
    }

    @Test
    void pattern_topicsThatFit_areHeard() {
        Heard heard = new Heard();
        Structures structures = shelf.structures();
        try (TopicSubscription subscription =
                structures.topics("orders.*.eu", String.class).subscribe(heard)) {
            structures.topic("orders.new.eu", String.class).publish("1").call();
            structures.topic("orders.{old}: 50%.eu", String.class).publish("2").call();
            structures.topic("orders.new.us", String.class).publish("3").call();
            structures
                    .group("orders.g")
                    .topic("x.eu", String.class)
                    .publish("4")
                    .call();
            structures.topic("orders.last.eu", String.class).publish("5").call();
            heard.awaitCount(3);
            assertThat(subscription).hasToString("subscription to topics 'orders.*.eu'");
        }
        assertThat(heard.messages).containsExactly("1", "2", "5");
        assertThat(heard.topics).containsExactly("orders.new.eu", "orders.{old}: 50%.eu", "orders.last.eu");
    }

    @Test
    void pattern_ofAGroup_hearsThatGroup() {
        Heard heard = new Heard();
        Structures group = shelf.structures().group("a:group");
        try (TopicSubscription subscription = group.topics("*", String.class).subscribe(heard)) {
            topic.publish("elsewhere").call();
            group.topic("one", String.class).publish("1").call();
            group.topic("[?]", String.class).publish("2").call();
            heard.awaitCount(2);
            assertThat(subscription).isNotNull();
        }
        assertThat(heard.messages).containsExactly("1", "2");
        assertThat(heard.topics).containsExactly("one", "[?]");
    }

    @Test
    void connection_lost_isMadeAnewAndTold() {
        Heard heard = new Heard();
        Heard pattern = new Heard();
        try (TopicSubscription one = topic.subscribe(heard);
                TopicSubscription two = shelf.structures()
                        .topics(name.replace("()", "*"), String.class)
                        .subscribe(pattern)) {
            assertThat(List.of(one, two)).hasSize(2);
            server.command("CLIENT", "KILL", "TYPE", "pubsub");
            await().until(() -> !heard.missed.isEmpty() && !pattern.missed.isEmpty());
            assertThat(heard.missed.get(0)).contains("was lost");
            topic.publish("after").call();
            heard.awaitCount(1);
            pattern.awaitCount(1);
        }
    }

    @Test
    void listener_thatThrows_getsTheNextMessage() {
        Heard heard = new Heard();
        try (LogLines log = LogLines.of(TopicSubscription.class.getName());
                TopicSubscription subscription = topic.subscribe((from, message) -> {
                    heard.message(from, message);
                    throw new IllegalStateException("on purpose");
                })) {
            assertThat(subscription).isNotNull();
            topic.publish("a").call();
            topic.publish("b").call();
            heard.awaitCount(2);
            assertThat(log.all())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage())
                            .startsWith(
                                    "subscription to topic '" + name + "': a message could not be read or handled"));
        }
    }

    @Test
    void message_foreign_isLeftOutAndLoggedOnce() {
        List<Integer> numbers = new CopyOnWriteArrayList<>();
        RedisTopic<Integer> same = shelf.structures().topic(name, Integer.class);
        try (LogLines log = LogLines.of(TopicSubscription.class.getName());
                TopicSubscription subscription = same.subscribe((from, number) -> numbers.add(number))) {
            assertThat(subscription).isNotNull();
            topic.publish("secret").call();
            topic.publish("secret").call();
            same.publish(7).call();
            await().until(() -> !numbers.isEmpty());
            assertThat(numbers).containsExactly(7);
            assertThat(log.all())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage())
                            .contains("could not be read or handled")
                            .doesNotContain("secret"));
        }
    }

    @Test
    void listener_slowerThanMessagesCome_isToldThatSomeAreMissing() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Heard heard = new Heard();
        TopicListener<String> slow = new TopicListener<>() {
            @Override
            public void message(String from, String message) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                heard.message(from, message);
            }

            @Override
            public void missed(String reason) {
                heard.missed(reason);
            }
        };
        try (LogLines log = LogLines.of(TopicSubscription.class.getName());
                TopicSubscription subscription = topic.subscribe(slow)) {
            assertThat(subscription).isNotNull();
            Batch batch = shelf.structures().batch();
            IntStream.range(0, 10_500).forEach(i -> batch.add(topic.publish("m")));
            batch.execute();
            await().until(() -> !log.all().isEmpty());
            assertThat(log.all().get(0).getMessage()).contains("messages are dropped");
            goOn.countDown();
            await().until(() -> !heard.missed.isEmpty());
            assertThat(heard.missed.get(0)).startsWith("10000 messages were waiting for the listener");
            assertThat(heard.messages.size()).isBetween(10_000, 10_500);
        }
    }

    @Test
    void close_whileTheListenerRuns_waitsForIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<String> messages = new CopyOnWriteArrayList<>();
        TopicSubscription subscription = topic.subscribe((from, message) -> {
            begun.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            messages.add(message);
        });
        topic.publish("a").call();
        topic.publish("b").call();
        begun.await();
        Thread closing = new Thread(subscription::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.WAITING);
        goOn.countDown();
        closing.join(LONG.toMillis());
        assertThat(closing.isAlive()).isFalse();
        assertThat(messages).containsExactly("a");
        subscription.close();
    }

    @Test
    void close_byTheListener_doesNotWaitForItself() {
        AtomicReference<TopicSubscription> self = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        self.set(topic.subscribe((from, message) -> {
            await().until(() -> self.get() != null);
            self.get().close();
            closed.countDown();
        }));
        topic.publish("a").call();
        await().until(() -> closed.getCount() == 0);
    }

    @Test
    void executor_given_runsTheListener() {
        ExecutorService threads = Executors.newFixedThreadPool(2, task -> new Thread(task, "ours"));
        List<String> names = new CopyOnWriteArrayList<>();
        try (TopicSubscription subscription = topic.subscribe(
                (from, message) -> names.add(Thread.currentThread().getName()), threads)) {
            assertThat(subscription).isNotNull();
            topic.publish("a").call();
            await().until(() -> !names.isEmpty());
            assertThat(names).containsExactly("ours");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manager_closes_endsItsSubscriptions() {
        Heard heard = new Heard();
        RedisTopic<String> gone;
        try (Shelf other = Shelf.at("redis://" + server.address())) {
            gone = other.structures().topic("gone", String.class);
            TopicSubscription unused = gone.subscribe(heard);
            assertThat(subscribers()).contains("{gone}");
        }
        await().until(() -> !subscribers().contains("{gone}"));
        assertThatThrownBy(() -> gone.subscribe(heard))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("subscription to topic 'gone' cannot begin: the cache manager is closed");
    }

    @Test
    void subscribe_userMayNot_isRefused() {
        try (ServerProcess own = ServerProcess.start(ServerBinary.embedded(), List.of());
                Shelf other = Shelf.at("redis://" + own.address())) {
            own.command("ACL", "SETUSER", "default", "resetchannels");
            assertThatThrownBy(() -> other.structures().topic("t", String.class).subscribe(new Heard()))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageStartingWith("topic 't': SUBSCRIBE was refused with NOPERM")
                    .hasMessageContaining("+psubscribe");
        }
    }

    @Test
    void arguments_wrong_areRefused() {
        assertThatThrownBy(() -> shelf.structures().topics("", String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pattern is empty");
        assertThatThrownBy(() -> topic.publish(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("message");
    }
}
