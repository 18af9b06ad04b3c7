// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.redis.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Transaction;

/** Scripts as a table: state before and arguments on the left, reply and state after on the right. */
class ScriptTableTest {

    private static RedisLink link;

    private final byte[] key = bytes("table:{" + UUID.randomUUID() + "}");
    private final byte[] lease = bytes(text(key) + ":lk");

    @BeforeAll
    static void open() {
        link = RedisLink.open(TestServer.settings());
    }

    @AfterAll
    static void close() {
        link.close();
    }

    /** An entry is written as value and time to live: {@code a/ever}, {@code a/ttl}, or {@code -} for none. */
    @ParameterizedTest(name = "{0} on {1} with {2} answers {3} and leaves {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                // script         | before  | arguments       | reply      | after
                "GET_TTL          | -       |                 | nil        | -",
                "GET_TTL          | a/ever  |                 | [a, -1]    | a/ever",
                "PUT              | -       | v 3600000 -1    | 1          | v/ttl",
                "PUT              | -       | v 0 -1          | 1          | v/ever",
                "PUT              | -       | v -2 0          | 1          | -",
                "PUT              | a/ever  | v 3600000 -1    | 2          | v/ever",
                "PUT              | a/ttl   | v 0 -1          | 2          | v/ttl",
                "PUT              | a/ttl   | v 3600000 0     | 2          | v/ever",
                "PUT              | a/ever  | v 0 3600000     | 2          | v/ttl",
                "PUT              | a/ever  | v 0 -2          | 2          | -",
                "PUT_PREVIOUS     | -       | v 3600000 -1    | nil        | v/ttl",
                "PUT_PREVIOUS     | -       | v -2 -1         | nil        | -",
                "PUT_PREVIOUS     | a/ttl   | v 0 -1          | a          | v/ttl",
                "PUT_PREVIOUS     | a/ttl   | v 0 0           | a          | v/ever",
                "PUT_PREVIOUS     | a/ttl   | v 0 -2          | a          | -",
                "PUT_ABSENT       | -       | v 0             | nil        | v/ever",
                "PUT_ABSENT       | -       | v 3600000       | nil        | v/ttl",
                "PUT_ABSENT       | a/ever  | v 3600000       | a          | a/ever",
                "PUT_IF_EQUAL     | -       | a v 0           | nil        | -",
                "PUT_IF_EQUAL     | b/ttl   | a v 0           | b          | b/ttl",
                "PUT_IF_EQUAL     | a/ttl   | a v 0           | 1          | v/ever",
                "PUT_IF_EQUAL     | a/ttl   | a v -1          | 1          | v/ttl",
                "PUT_IF_EQUAL     | a/ever  | a v 3600000     | 1          | v/ttl",
                "PUT_IF_EQUAL     | a/ever  | a v -2          | 1          | -",
                "REMOVE_IF_EQUAL  | -       | a               | nil        | -",
                "REMOVE_IF_EQUAL  | b/ttl   | a               | b          | b/ttl",
                "REMOVE_IF_EQUAL  | a/ttl   | a               | 1          | -",
                "TOUCH_IF_EQUAL   | -       | a 0             | 0          | -",
                "TOUCH_IF_EQUAL   | b/ttl   | a 0             | 0          | b/ttl",
                "TOUCH_IF_EQUAL   | a/ttl   | a 0             | 1          | a/ever",
                "TOUCH_IF_EQUAL   | a/ttl   | a -1            | 1          | a/ttl",
                "TOUCH_IF_EQUAL   | a/ever  | a 3600000       | 1          | a/ttl",
                "TOUCH_IF_EQUAL   | a/ever  | a -2            | 1          | -",
                "PERSIST          | -       |                 | 0          | -",
                "PERSIST          | a/ttl   |                 | 1          | a/ever",
                "PERSIST          | a/ever  |                 | 1          | a/ever",
                "ADD              | -       | 5 p 0 -1        | [1, p5]    | p5/ever",
                "ADD              | -       | 5 p -2 -1       | [1, p5]    | -",
                "ADD              | p37/ttl | 5 p 0 -1        | [2, p42]   | p42/ttl",
                "ADD              | p37/ttl | 5 p 0 0         | [2, p42]   | p42/ever",
                "ADD              | p37/ttl | 5 p 0 -2        | [2, p42]   | -",
                "ADD              | pp/ttl  | 5 p 0 0         | [0, pp]    | pp/ttl",
                "ADD              | q37/ttl | 5 p 0 0         | [0, q37]   | q37/ttl",
            })
    void script_stateBefore_repliesAndLeaves(
            RedisScript script, String before, @Nullable String arguments, String reply, String after) {
        write(before);
        assertThat(shown(call(script, List.of(key), arguments))).isEqualTo(reply);
        assertThat(state()).isEqualTo(after);
        link.call(link.commands().del(key));
    }

    /** A lease is written as it stands on the server; {@code …} is the clock. */
    @ParameterizedTest(name = "{0} on {1} and {2} with {3} answers {4} and leaves {5} and {6}")
    @CsvSource(
            delimiter = '|',
            value = {
                // script        | entry  | lease              | arguments                | reply  | entry  | lease
                "INVOKE_CLAIM    | a/ttl  | -                  | me 1 5000                | […, a] | a/ttl  |"
                        + " h:…:me.1::",
                "INVOKE_CLAIM    | -      | d:5:0::            | me 1 5000                | […, nil] | -    |"
                        + " h:…:me.1::",
                "INVOKE_CLAIM    | -      | d:9000000000000000:0:: | me 1 5000            | [9000000000000001, nil] |"
                        + " - | h:9000000000000001:me.1::",
                "INVOKE_CLAIM    | a/ever | h:5:me.1::         | me 1 5000                | [5, a] | a/ever |"
                        + " h:5:me.1::",
                "INVOKE_CLAIM    | a/ever | h:5:me.1::         | me 2 5000                | [10, 5] | a/ever |"
                        + " h:5:me.1::",
                "INVOKE_CLAIM    | a/ever | h:5:you.1::        | me 1 5000                | [10, 5] | a/ever |"
                        + " h:5:you.1:me:…",
                "INVOKE_CLAIM    | a/ever | h:5:you.1:she:7    | me 1 5000                | [10, 5] | a/ever |"
                        + " h:5:you.1:she:7",
                "INVOKE_CLAIM    | -      | d:5:7:she:6        | me 1 5000                | […, nil] | -    |"
                        + " h:…:me.1::",
                "INVOKE_CLAIM    | -      | d:5:0:she:6        | me 1 5000                | […, nil] | -    |"
                        + " h:…:me.1:she:6",
                "INVOKE_CLAIM    | -      | f:5:9999999999999999:me:6 | me 1 5000         | […, nil] | -    |"
                        + " h:…:me.1::",
                "INVOKE_COMMIT   | -      | -                  | 5 absent . put 0 v 0 0   | 0      | -      | -",
                "INVOKE_COMMIT   | -      | h:6:me.1::         | 5 absent . put 0 v 0 0   | -1     | -      |"
                        + " h:6:me.1::",
                "INVOKE_COMMIT   | -      | h:51:me.1::        | 5 absent . put 0 v 0 0   | -1     | -      |"
                        + " h:51:me.1::",
                "INVOKE_COMMIT   | -      | f:5:0:she:6        | 5 absent . put 0 v 0 0   | 0      | -      |"
                        + " f:5:0:she:6",
                "INVOKE_COMMIT   | b/ever | d:5:0::            | 5 bytes a put 0 v 0 0    | 1      | b/ever | d:5:0::",
                "INVOKE_COMMIT   | -      | h:5:me.1::         | 5 absent . put 0 v 0 0   | 1      | v/ever | d:5:0::",
                "INVOKE_COMMIT   | -      | h:5:me.1::         | 5 absent . put -2 v 0 0  | 1      | -      | d:5:0::",
                "INVOKE_COMMIT   | a/ever | h:5:me.1::         | 5 absent . put 0 v 0 0   | [a]    | a/ever |"
                        + " h:5:me.1::",
                "INVOKE_COMMIT   | a/ttl  | h:5:me.1::         | 5 bytes a put -1 v 0 0   | 1      | v/ttl  | d:5:0::",
                "INVOKE_COMMIT   | a/ever | h:5:me.1::         | 5 bytes a put 3600000 v 0 0 | 1   | v/ttl  | d:5:0::",
                "INVOKE_COMMIT   | b/ttl  | h:5:me.1::         | 5 bytes a put -1 v 0 0   | [b]    | b/ttl  |"
                        + " h:5:me.1::",
                "INVOKE_COMMIT   | -      | h:5:me.1::         | 5 bytes a put -1 v 0 0   | [nil]  | -      |"
                        + " h:5:me.1::",
                "INVOKE_COMMIT   | a/ttl  | h:5:me.1::         | 5 digest 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8 put"
                        + " 0 v 0 0 | 1 | v/ever | d:5:0::",
                "INVOKE_COMMIT   | b/ttl  | h:5:me.1::         | 5 digest 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8 put"
                        + " 0 v 0 0 | [b] | b/ttl | h:5:me.1::",
                "INVOKE_COMMIT   | a/ttl  | h:5:me.1::         | 5 bytes a remove -2 . 0 0 | 1     | -      | d:5:0::",
                "INVOKE_COMMIT   | a/ttl  | h:5:me.1::         | 5 bytes a touch 0 . 0 0  | 1      | a/ever | d:5:0::",
                "INVOKE_COMMIT   | a/ever | h:5:me.1::         | 5 bytes a touch 3600000 . 0 0 | 1 | a/ttl  | d:5:0::",
                "INVOKE_COMMIT   | a/ever | h:5:me.1::         | 5 any . touch -1 . 0 0   | 1      | a/ever | d:5:0::",
                "INVOKE_COMMIT   | -      | h:5:me.1:she:6     | 5 absent . put 0 v 2000 30000 | 1 | v/ever |"
                        + " d:5:…:she:6",
                "INVOKE_COMMIT   | -      | h:5:me.1:she:6     | 5 absent . put 0 v 9999999999999999 30000 | 1 |"
                        + " v/ever | d:5:0:she:6",
                "INVOKE_RENEW    | -      | h:5:me.1::         | 5 5000                   | 1      | -      |"
                        + " h:5:me.1::",
                "INVOKE_RENEW    | -      | h:6:me.1::         | 5 5000                   | 0      | -      |"
                        + " h:6:me.1::",
                "INVOKE_RENEW    | -      | d:5:0::            | 5 5000                   | 0      | -      | d:5:0::",
                "INVOKE_RELEASE  | -      | h:5:me.1::         | 5 2000 30000             | 1      | -      | -",
                "INVOKE_RELEASE  | -      | h:5:me.1:she:6     | 5 2000 30000             | 1      | -      |"
                        + " f:5:…:she:6",
                "INVOKE_RELEASE  | -      | h:6:me.1::         | 5 2000 30000             | 0      | -      |"
                        + " h:6:me.1::",
                "INVOKE_RELEASE  | -      | d:5:0::            | 5 2000 30000             | 0      | -      | d:5:0::",
                "INVOKE_RELEASE  | -      | h:5:me.1::         | me.1 2000 30000          | 1      | -      | -",
                "INVOKE_RELEASE  | -      | h:5:me.1:she:6     | me.1 2000 30000          | 1      | -      |"
                        + " f:5:…:she:6",
                "INVOKE_RELEASE  | -      | h:5:me.11::        | me.1 2000 30000          | 0      | -      |"
                        + " h:5:me.11::",
                "INVOKE_RELEASE  | -      | -                  | me.1 2000 30000          | 0      | -      | -",
            })
    void invokeScript_stateBefore_repliesAndLeaves(
            RedisScript script,
            String before,
            String leaseBefore,
            String arguments,
            String reply,
            String after,
            String leaseAfter) {
        write(before);
        if (!leaseBefore.equals("-")) {
            link.call(link.commands().set(lease, bytes(leaseBefore)));
            link.call(link.commands().pexpire(lease, 60_000));
        }
        boolean both = script == RedisScript.INVOKE_CLAIM || script == RedisScript.INVOKE_COMMIT;
        List<byte[]> keys = both ? List.of(key, lease) : List.of(lease);
        assertThat(clockless(shown(call(script, keys, arguments)))).isEqualTo(reply);
        assertThat(state()).isEqualTo(after);
        byte @Nullable [] left = link.call(link.commands().get(lease));
        assertThat(left == null ? "-" : clockless(text(left))).isEqualTo(leaseAfter);
        assertThat(link.call(link.commands().pttl(lease))).isNotEqualTo(-1L);
        link.call(link.commands().del(key, lease));
    }

    /** Since Redis 7.2, {@code WAIT} waits for replicas only behind a write of its own connection. */
    @ParameterizedTest(name = "{0} on {1} with {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // script        | lock or lease | arguments
                "INVOKE_COMMIT   | d:5:0::       | 5 absent . put 0 v 0 0",
                "LOCK_TOKEN      | 7:me          | me 1000",
            })
    void script_doneBefore_writesAndKeepsTheTimeToLive(RedisScript script, String state, String arguments) {
        link.call(link.commands().psetex(lease, 60_000, bytes(state)));
        List<byte[]> keys = script == RedisScript.INVOKE_COMMIT ? List.of(key, lease) : List.of(lease, key);
        List<Object> replies;
        try (Jedis jedis = new Jedis("127.0.0.1", TestServer.shared().port())) {
            jedis.auth(TestServer.shared().password());
            Transaction transaction = jedis.multi();
            transaction.sendCommand(Protocol.Command.INFO, "persistence");
            transaction.eval(script.text(), keys, words(arguments));
            transaction.sendCommand(Protocol.Command.INFO, "persistence");
            replies = transaction.exec();
        }
        assertThat(changes(replies.get(2))).isGreaterThan(changes(replies.get(0)));
        assertThat(text(link.call(link.commands().get(lease)))).isEqualTo(state);
        assertThat(link.call(link.commands().pttl(lease))).isBetween(50_000L, 60_000L);
        link.call(link.commands().del(lease));
    }

    private static long changes(Object persistence) {
        return text((byte[]) persistence)
                .lines()
                .filter(line -> line.startsWith("rdb_changes_since_last_save:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private static @Nullable Object call(RedisScript script, List<byte[]> keys, @Nullable String arguments) {
        List<byte[]> all = new ArrayList<>(keys);
        all.addAll(words(arguments));
        return link.call(script.with(all.toArray(byte[][]::new)));
    }

    private static List<byte[]> words(@Nullable String arguments) {
        return arguments == null
                ? List.of()
                : Arrays.stream(arguments.split(" "))
                        .map(word -> bytes(word.equals(".") ? "" : word))
                        .toList();
    }

    private void write(String entry) {
        if (entry.equals("-")) {
            return;
        }
        String[] parts = entry.split("/");
        link.call(link.commands().set(key, bytes(parts[0])));
        if (parts[1].equals("ttl")) {
            link.call(link.commands().pexpire(key, 600_000));
        }
    }

    private String state() {
        byte @Nullable [] value = link.call(link.commands().get(key));
        if (value == null) {
            return "-";
        }
        return text(value) + (link.call(link.commands().pttl(key)) < 0 ? "/ever" : "/ttl");
    }

    private static String shown(@Nullable Object reply) {
        if (reply == null) {
            return "nil";
        }
        if (reply instanceof byte[] bytes) {
            return text(bytes);
        }
        if (reply instanceof List<?> list) {
            return list.stream().map(ScriptTableTest::shown).collect(Collectors.joining(", ", "[", "]"));
        }
        return reply.toString();
    }

    /** Microseconds of today begin with 1 or 2 and have sixteen digits. */
    private static String clockless(String text) {
        return text.replaceAll("\\b[12]\\d{15}\\b", "…");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
