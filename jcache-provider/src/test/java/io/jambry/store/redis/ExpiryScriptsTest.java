// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.redis.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts that follow the ends of entries: state before and arguments on the left, reply and state after on the right. */
class ExpiryScriptsTest {

    private static final String PAST = "0000000000000001";
    private static final String FUTURE = "8000000000000000";

    /** The time of tracking is 5, the grace a minute, and the value is wanted. */
    private static final String ARGUMENT = "5:60000:$";

    private static RedisLink link;

    private final String name = "table:{" + UUID.randomUUID() + "}";
    private final byte[] entry = bytes(name);
    private final byte[] last = bytes(name + ":lv");
    private final byte[] index = bytes(name + ":index");

    @BeforeAll
    static void open() {
        link = RedisLink.open(TestServer.settings());
    }

    @AfterAll
    static void close() {
        link.close();
    }

    @AfterEach
    void clean() {
        link.call(link.commands().del(entry, last, index));
    }

    /**
     * An entry is value and time to live, {@code a/ever} or {@code a/ttl}; a last value is the time of tracking, whether the entry has
     * ended, and the value, {@code 5:past:a}; {@code -} is none.
     */
    @ParameterizedTest(name = "look at {0} with {1} answers {2} and leaves {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // entry  | last       | reply | last
                "-        | -          | -2    | -",
                "-        | 5:past:a   | -3    | -",
                "-        | 5:past     | -3    | -",
                "-        | 5:future:a | -5    | -",
                "-        | 4:past:a   | -2    | 4:past:a",
                "-        | 6:past:a   | -6    | 6:past:a",
                "a/ever   | -          | -1    | -",
                "a/ever   | 5:past:a   | -1    | -",
                "a/ttl    | -          | ttl   | 5:now:a",
                "a/ttl    | 5:past:a   | ttl   | 5:now:a",
                "a/ttl    | 4:past:b   | ttl   | 5:now:a",
                "a/ttl    | 6:past:b   | -6    | 6:past:b",
            })
    void look_stateBefore_repliesAndLeaves(String before, String lastBefore, String reply, String lastAfter) {
        write(before, lastBefore);
        assertThat(look(index)).isEqualTo(reply);
        assertThat(lastValue()).isEqualTo(lastAfter);
        link.call(link.commands().del(entry, last));
    }

    /** When to look at it is {@code now}, {@code before} this time of tracking, or {@code -}. */
    @ParameterizedTest(name = "look at {0} with {1} noted {2} answers {3} and leaves a note: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                // entry  | last       | noted  | reply | noted
                "-        | -          | now    | -5    | false",
                "-        | -          | before | -2    | false",
                "-        | 4:past:a   | now    | -2    | false",
                "-        | 5:past:a   | now    | -3    | false",
                "-        | 5:future:a | now    | -5    | false",
                "-        | 6:past:a   | now    | -6    | true",
                "a/ever   | -          | now    | -1    | false",
                "a/ttl    | -          | now    | ttl   | true",
                "a/ttl    | 5:past:a   | now    | ttl   | true",
            })
    void look_noted_leavesTheIndexWhenItIsOver(
            String before, String lastBefore, String noted, String reply, boolean isNoted) {
        write(before, lastBefore);
        link.call(link.commands().zadd(index, noted.equals("now") ? System.currentTimeMillis() : 0.001, entry));
        assertThat(look(index)).isEqualTo(reply);
        assertThat(noted() != null).isEqualTo(isNoted);
    }

    /** Where the index lies in another slot, its name is that of the entry, and nobody knows what was noted. */
    @Test
    void look_indexElsewhere_doesNotCountWhatIsGoneWithoutATrace() {
        assertThat(look(entry)).isEqualTo("-2");
    }

    private String look(byte[] where) {
        long answer = (Long)
                link.call(RedisScript.LOOK.with(entry, last, where, bytes("channel"), bytes("head"), bytes(ARGUMENT)));
        return answer > 0 ? "ttl" : String.valueOf(answer);
    }

    @ParameterizedTest(name = "{0} over {1} with {2} answers {3} and leaves {4} with {5}")
    @CsvSource(
            delimiter = '|',
            value = {
                // change          | entry  | last       | reply | entry  | last       | in the index
                "put v 5000 5000   | -      | -          | 1     | v/ttl  | 5:now:v    | true",
                "put v 5000 5000   | -      | 5:past:a   | 33    | v/ttl  | 5:now:v    | true",
                "put v 5000 5000   | -      | 5:future:a | 65    | v/ttl  | 5:now:v    | true",
                "put v 5000 5000   | -      | 4:past:a   | 1     | v/ttl  | 5:now:v    | true",
                "put v 0 0         | -      | 5:past:a   | 33    | v/ever | -          | false",
                "put v -2 0        | -      | 5:past:a   | 1     | -      | 5:past:a   | false",
                "put v 5000 5000   | a/ttl  | 5:past:a   | 2     | v/ttl  | 5:now:v    | false",
                "put v 5000 5000   | a/ttl  | 5:future:a | 2     | v/ttl  | 5:now:v    | true",
                "put v 5000 5000   | a/ttl  | -          | 2     | v/ttl  | 5:now:v    | true",
                "put v 5000 -1     | a/ttl  | 5:future:a | 2     | v/ttl  | 5:future:v | false",
                "put v 5000 -1     | a/ttl  | -          | 2     | v/ttl  | 5:now:v    | true",
                "put v 5000 -1     | a/ever | -          | 2     | v/ever | -          | false",
                "put v 5000 0      | a/ttl  | 5:future:a | 2     | v/ever | -          | false",
                "put v 5000 -2     | a/ttl  | 5:future:a | 2     | -      | -          | false",
                "touch . 0 5000    | a/ttl  | 5:past:a   | 2     | a/ttl  | 5:now:a    | false",
                "touch . 0 5000    | a/ttl  | 5:future   | 2     | a/ttl  | 5:now:a    | true",
                "touch . 0 5000    | a/ever | -          | 2     | a/ttl  | 5:now:a    | true",
                "touch . 0 0       | a/ttl  | 5:future:a | 2     | a/ever | -          | false",
                "touch . 0 5000    | -      | 5:past:a   | 0     | -      | 5:past:a   | false",
                "remove . 0 0      | a/ttl  | 5:future:a | 2     | -      | -          | false",
                "remove . 0 0      | -      | 5:past:a   | 0     | -      | 5:past:a   | false",
            })
    void change_stateBefore_repliesAndLeaves(
            String change,
            String before,
            String lastBefore,
            String reply,
            String after,
            String lastAfter,
            boolean isNoted) {
        write(before, lastBefore);
        assertThat(change(change, index)).isEqualTo(reply);
        assertThat(entry()).isEqualTo(after);
        assertThat(lastValue()).isEqualTo(lastAfter);
        assertThat(noted() != null).isEqualTo(isNoted);
        clean();
    }

    private String change(String words, byte[] where) {
        List<byte[]> all = new ArrayList<>(List.of(entry, last, where, bytes("channel"), bytes("head"), bytes("\0")));
        for (String word : words.split(" ")) {
            all.add(bytes(word.equals(".") ? "" : word));
        }
        all.addAll(List.of(bytes("none"), bytes("0"), bytes(""), bytes(ARGUMENT)));
        return String.valueOf(link.call(RedisScript.TRACK_CHANGE.with(all.toArray(byte[][]::new))));
    }

    @Test
    void create_entryAndLastValueAreGoneButNoted_countsThem() {
        note(0);
        assertThat(change("put v 5000 5000", index)).isEqualTo("65");
        assertThat(lastValue()).isEqualTo("5:now:v");
    }

    @Test
    void remove_entryWithoutLastValue_isNotedNoMore() {
        write("a/ttl", "-");
        note(0);
        assertThat(change("remove . 0 0", index)).isEqualTo("2");
        assertThat(noted()).isNull();
    }

    @ParameterizedTest(name = "{0} over {1} with {2} answers {3} where the index is elsewhere")
    @CsvSource(
            delimiter = '|',
            value = {
                // change        | entry  | last       | reply
                "remove . 0 0    | a/ttl  | 5:future:a | 130",
                "remove . 0 0    | a/ever | -          | 2",
                "put v 0 0       | a/ttl  | 5:future:a | 130",
                "put v 0 0       | -      | 5:past:a   | 161",
                "put v 5000 5000 | a/ttl  | 5:past:a   | 2",
                "put v 5000 5000 | a/ttl  | 5:future:a | 130",
            })
    void change_indexElsewhere_saysWhetherItHasToBeTold(String change, String before, String lastBefore, String reply) {
        write(before, lastBefore);
        assertThat(change(change, entry)).isEqualTo(reply);
    }

    @Test
    void due_indexWithoutAMark_saysThatItWasEvicted() {
        assertThat(due("one")).isEqualTo(-1L);
        assertThat(mark("one", "begun")).isEqualTo(1L);
        assertThat(due("one")).isEqualTo(List.of());
        assertThat(due("other")).isEqualTo(-1L);
        assertThat(mark("one", "done")).isEqualTo(1L);
        // asked again, because the answer was lost
        assertThat(mark("one", "done")).isEqualTo(1L);
        assertThat(due("other")).isEqualTo(List.of());
        note(0);
        assertThat((List<?>) due("other")).hasSize(2);
        assertThat(mark("one", "begun")).isEqualTo(1L);
        link.call(link.commands().del(index));
        assertThat(mark("one", "done")).isEqualTo(0L);
        assertThat(due("one")).isEqualTo(-1L);
    }

    private Object due(String member) {
        return link.call(RedisScript.INDEX_DUE.with(
                index, bytes(name + member), bytes(member), bytes("1"), bytes("1"), bytes("10"), bytes("60000")));
    }

    private Object mark(String member, String state) {
        return link.call(RedisScript.INDEX_MARK.with(index, bytes(member), bytes(state), bytes("60000")));
    }

    /** Who has looked in vain drops what was noted only if nobody noted something meanwhile, and only the second time. */
    @Test
    void settle_nothingThere_dropsTheSecondTimeUnlessNotedAnew() {
        note(-10_000);
        String first = String.valueOf(noted());
        settle(first, "-2");
        String second = String.valueOf(noted());
        assertThat(second).endsWith(".5");
        note(0);
        assertThat(noted()).isNotNull().doesNotContain(".");
        settle(second, "-2");
        assertThat(noted()).isNotNull();
        settle(String.valueOf(noted()), "-2");
        settle(String.valueOf(noted()), "-2");
        assertThat(noted()).isNull();
    }

    @Test
    void note_laterThanBefore_becomesAnotherNumberAndNotLater() {
        note(1_000);
        double before = Double.parseDouble(String.valueOf(noted()));
        note(100_000);
        assertThat(Double.parseDouble(String.valueOf(noted()))).isLessThan(before);
        assertThat(link.call(link.commands().pttl(index))).isPositive();
    }

    private void note(long millis) {
        link.call(RedisScript.INDEX_NOTE.with(index, bytes("60000"), bytes(Long.toString(millis)), entry));
    }

    private void settle(String seen, String millis) {
        link.call(RedisScript.INDEX_SETTLE.with(index, bytes("60000"), entry, bytes(seen), bytes(millis)));
    }

    private @Nullable String noted() {
        Double score = link.call(link.commands().zscore(index, entry));
        return score == null
                ? null
                : java.math.BigDecimal.valueOf(score).stripTrailingZeros().toPlainString();
    }

    private void write(String state, String lastState) {
        if (!state.equals("-")) {
            String[] parts = state.split("/");
            link.call(link.commands().set(entry, bytes(parts[0])));
            if (parts[1].equals("ttl")) {
                link.call(link.commands().pexpire(entry, 600_000));
            }
        }
        if (!lastState.equals("-")) {
            String text = lastState.replace("past", PAST).replace("future", FUTURE);
            link.call(link.commands().set(last, bytes(text)));
            link.call(link.commands().pexpire(last, 600_000));
        }
    }

    private String entry() {
        byte @Nullable [] value = link.call(link.commands().get(entry));
        if (value == null) {
            return "-";
        }
        return text(value) + (link.call(link.commands().pttl(entry)) < 0 ? "/ever" : "/ttl");
    }

    private String lastValue() {
        byte @Nullable [] value = link.call(link.commands().get(last));
        if (value == null) {
            return "-";
        }
        assertThat(link.call(link.commands().pttl(last))).isPositive();
        return text(value)
                .replace(":" + PAST, ":past")
                .replace(":" + FUTURE, ":future")
                .replaceAll(":000\\d{13}\\b", ":now");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
