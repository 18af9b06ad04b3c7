// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.redis.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;

/** A put that a script does before all else leaves, answers and tells what the same put does that goes the whole way. */
class QuickPutTest {

    private static final byte[] CHANNEL = bytes("quick:" + UUID.randomUUID());
    private static final byte[] END = bytes("end");
    private static final BlockingQueue<byte[]> MESSAGES = new LinkedBlockingQueue<>();

    private static final byte[] ENTRY = bytes("quick:{" + UUID.randomUUID() + "}");
    private static final byte[] LAST = bytes(text(ENTRY) + ":lv");
    private static final byte[] INDEX = bytes(text(ENTRY) + ":index");

    private static RedisLink link;
    private static Jedis listener;
    private static BinaryJedisPubSub subscription;

    @BeforeAll
    static void listen() throws InterruptedException {
        LinkSettings settings = TestServer.settings();
        link = RedisLink.open(settings);
        listener = new Jedis(TestServer.shared().host(), TestServer.shared().port());
        listener.auth(TestServer.shared().password());
        CountDownLatch subscribed = new CountDownLatch(1);
        subscription = new BinaryJedisPubSub() {
            @Override
            public void onSubscribe(byte[] channel, int channels) {
                subscribed.countDown();
            }

            @Override
            public void onMessage(byte[] channel, byte[] message) {
                MESSAGES.add(message);
            }
        };
        Thread thread = new Thread(() -> listener.subscribe(subscription, CHANNEL), "quick-put-listener");
        thread.setDaemon(true);
        thread.start();
        assertThat(subscribed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @AfterAll
    static void close() {
        subscription.unsubscribe();
        listener.close();
        link.close();
    }

    @ParameterizedTest(name = "{0} {1}, told as {2}, over {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // ttls: new | old | events      | entry
                "  0    | -1     | 17 18         | -",
                "  0    | -1     | 17 18         | a/ever",
                "  0    | -1     | 17 18         | a/ttl",
                "  0    | 0      | 17 18         | a/ttl",
                "  5000 | 5000   | 17 18         | -",
                "  5000 | 5000   | 17 18         | a/ttl",
                "  5000 | 5000   | 17 18         | a/ever",
                "  5000 | -2     | 17 18         | -",
                "  5000 | -2     | 17 18         | a/ttl",
                "  5000 | -2     | 17 18 4       | a/ttl",
                "  5000 | -2     | 17 18 4       | -",
                "  -2   | 5000   | 0 18          | -",
                "  -2   | 5000   | 0 18          | a/ttl",
                "  5000 | 5000   | 0 18          | -",
                "  5000 | 5000   | 17            | a/ttl",
                "  5000 | 5000   | 17            | -",
                "  5000 | 5000   | 0             | a/ttl",
                "  5000 | 5000   | 0             | -",
                "  5000 | 5000   | 17 50         | a/ttl",
                "  5000 | 5000   | 1 2           | a/ttl",
                "  5000 | 5000   | 1 2           | -",
            })
    void tellChange_leavesAnswersAndTellsTheSame(String onCreate, String onUpdate, String events, String before) {
        List<byte[]> plain = put(onCreate, onUpdate, events);
        plain.add(0, ENTRY);
        List<byte[]> whole = new ArrayList<>(plain);
        whole.addAll(List.of(bytes("none"), bytes("0"), bytes("")));
        assertThat(run(RedisScript.TELL_CHANGE, plain, before, "-"))
                .isEqualTo(run(RedisScript.TELL_CHANGE, whole, before, "-"));
    }

    /** The time of tracking is 5; the mark of the event of an end has the value before it with it, or it has not. */
    @ParameterizedTest(name = "{0} {1}, told as {2}, over {3} with {4}, which is {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                // ttls: new | old | events | entry  | last        | mark
                "  5000 | 5000   | 17 18    | -      | -           | 36",
                "  5000 | 5000   | 17 18    | -      | 5:past:a    | 36",
                "  5000 | 5000   | 17 18    | -      | 5:future:a  | 36",
                "  5000 | 5000   | 17 18    | -      | 5:past      | 4",
                "  5000 | 5000   | 17 18    | a/ttl  | -           | 36",
                "  5000 | 5000   | 17 18    | a/ttl  | 5:past:a    | 36",
                "  5000 | 5000   | 17 18    | a/ttl  | 5:past:a    | 4",
                "  5000 | 5000   | 17 18    | a/ttl  | 5:past      | 36",
                "  5000 | 5000   | 17 18    | a/ttl  | 5:past      | 4",
                "  5000 | 5000   | 17 18    | a/ttl  | 5:future:a  | 36",
                "  5000 | 5000   | 17 18    | a/ttl  | 4:past:a    | 36",
                "  5000 | 5000   | 17 18    | a/ttl  | 6:past:a    | 36",
                "  5000 | 5000   | 17 18    | a/ttl  | 55:past:a   | 36",
                "  5000 | 5000   | 17 18    | a/ever | -           | 36",
                "  5000 | 5000   | 17 18    | a/ever | 5:past:a    | 36",
                "  5000 | -1     | 17 18    | a/ttl  | 5:past:a    | 36",
                "  5000 | 0      | 17 18    | a/ttl  | 5:past:a    | 36",
                "  5000 | -2     | 17 18    | a/ttl  | 5:past:a    | 36",
                "  5000 | 5000   | 17 18 4  | a/ttl  | 5:past:a    | 36",
                "  5000 | 5000   | 17 50    | a/ttl  | 5:past:a    | 36",
                "  5000 | 5000   | 0 18     | a/ttl  | 5:past:a    | 36",
                "  5000 | 5000   | 17       | a/ttl  | 5:past:a    | 36",
                "  5000 | 5000   | 1 2      | a/ttl  | 5:past:a    | 36",
            })
    void trackChange_leavesAnswersAndTellsTheSame(
            String onCreate, String onUpdate, String events, String before, String lastBefore, byte mark) {
        byte[] following = bytes("5:60000:" + (char) mark);
        for (byte[] where : List.of(INDEX, ENTRY)) {
            List<byte[]> plain = put(onCreate, onUpdate, events);
            plain.addAll(0, List.of(ENTRY, LAST, where));
            List<byte[]> whole = new ArrayList<>(plain);
            plain.addAll(List.of(bytes("none"), bytes("0"), bytes(""), following));
            // what is neither wanted nor not is left to the whole way
            whole.addAll(List.of(bytes("none"), bytes(""), bytes(""), following));
            assertThat(run(RedisScript.TRACK_CHANGE, plain, before, lastBefore))
                    .isEqualTo(run(RedisScript.TRACK_CHANGE, whole, before, lastBefore));
        }
    }

    private static List<byte[]> put(String onCreate, String onUpdate, String events) {
        String[] numbers = events.split(" ");
        byte[] marks = new byte[numbers.length];
        for (int i = 0; i < marks.length; i++) {
            marks[i] = Byte.parseByte(numbers[i]);
        }
        return new ArrayList<>(
                List.of(CHANNEL, bytes("head"), marks, bytes("put"), bytes("value"), bytes(onCreate), bytes(onUpdate)));
    }

    private record Outcome(
            Object reply, @Nullable String entry, @Nullable String last, boolean noted, List<String> messages) {}

    private static Outcome run(RedisScript script, List<byte[]> arguments, String before, String lastBefore) {
        link.call(link.commands().del(ENTRY, LAST, INDEX));
        write(ENTRY, before.replaceAll("/.*", ""), before.endsWith("/ttl"));
        write(LAST, lastBefore.replace("past", "0000000000000001").replace("future", "8000000000000000"), true);
        Object reply = link.call(script.with(arguments.toArray(byte[][]::new)));
        link.call(link.commands().publish(CHANNEL, END));
        boolean noted = link.call(link.commands().zscore(INDEX, ENTRY)) != null;
        return new Outcome(reply, read(ENTRY), read(LAST), noted, messages());
    }

    private static void write(byte[] key, String value, boolean ends) {
        if (!value.equals("-")) {
            link.call(link.commands().set(key, bytes(value)));
            if (ends) {
                link.call(link.commands().pexpire(key, 600_000));
            }
        }
    }

    /** The value, without the moment at which it was written, and in which order of magnitude it ends. */
    private static @Nullable String read(byte[] key) {
        byte @Nullable [] value = link.call(link.commands().get(key));
        if (value == null) {
            return null;
        }
        long left = link.call(link.commands().pttl(key));
        String ends = left < 0 ? "ever" : left <= 5_000 ? "soon" : left <= 65_000 ? "after a grace" : "late";
        return text(value).replaceAll(":000\\d{13}\\b", ":now") + "/" + ends;
    }

    private static List<String> messages() {
        List<String> messages = new ArrayList<>();
        try {
            for (byte[] next = MESSAGES.poll(10, TimeUnit.SECONDS);
                    !"end".equals(text(next));
                    next = MESSAGES.poll(10, TimeUnit.SECONDS)) {
                messages.add(text(next));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return messages;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
