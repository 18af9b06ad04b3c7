// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.ServerException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private static Shelf shelf;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @Test
    void run_keysAndArguments_arriveInTheNamespace() {
        Script<List<String>> echo = script(
                2,
                "return {KEYS[1], KEYS[2], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]}",
                ScriptResult.list(ScriptResult.text()));
        assertThat(shelf.structures()
                        .group("g")
                        .run(echo, List.of("a", "b:c"), "ä", 7, 1.5, true, new byte[] {'x'})
                        .call())
                .containsExactly(
                        shelf.namespace() + ":{g}:a", shelf.namespace() + ":{g}:b%3Ac", "ä", "7", "1.5", "1", "x");
    }

    @Test
    void run_everyForm_readsItsReply() {
        assertThat(result("return 7", ScriptResult.number())).isEqualTo(7);
        assertThat(result("return '8'", ScriptResult.number())).isEqualTo(8);
        assertThat(result("return tostring(1.25)", ScriptResult.decimal())).isEqualTo(1.25);
        assertThat(result("return 2", ScriptResult.decimal())).isEqualTo(2);
        assertThat(result("return true", ScriptResult.truth())).isTrue();
        assertThat(result("return false", ScriptResult.truth())).isFalse();
        assertThat(result("return redis.call('EXISTS', KEYS[1])", ScriptResult.truth()))
                .isFalse();
        assertThat(result("return redis.status_reply('FINE')", ScriptResult.text()))
                .isEqualTo("FINE");
        assertThat(result("return 'b'", ScriptResult.bytes())).isEqualTo(new byte[] {'b'});
        assertThat(result("return 'a'", ScriptResult.text().optional())).contains("a");
        assertThat(result("return nil", ScriptResult.text().optional())).isEmpty();
        assertThat(result("return {1, {2}}", ScriptResult.nothing())).isNull();
        ScriptResult<String> marked = ScriptResult.number().map(n -> "n" + n);
        assertThat(result("return 3", marked)).isEqualTo("n3");
        assertThat(result("return {1, 2}", ScriptResult.list(ScriptResult.number())))
                .containsExactly(1L, 2L);
    }

    @Test
    void run_replyOfAnotherForm_namesBoth() {
        requireMismatch(
                "return nil",
                ScriptResult.number(),
                "it answered with nil instead of a whole number; let it return"
                        + " that, or expect something else, such as optional()");
        requireMismatch("return 'secret'", ScriptResult.number(), "it answered with text that is not a whole number");
        requireMismatch("return {1}", ScriptResult.text(), "it answered with a list instead of text");
        requireMismatch(
                "return 1", ScriptResult.list(ScriptResult.text()), "it answered with a number instead of a list");
        requireMismatch(
                "return 'secret'",
                ScriptResult.truth(),
                "it answered with text or bytes instead of true, false or a number");
    }

    private static void requireMismatch(String source, ScriptResult<?> form, String message) {
        assertThatThrownBy(() -> result(source, form))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("script 'test': " + message)
                .hasMessageNotContaining("secret");
        Batch batch = shelf.structures().batch();
        Pending<?> pending = batch.add(shelf.structures().run(script(1, source, form), List.of("mismatch")));
        batch.execute();
        assertThatThrownBy(pending::get).isInstanceOf(ServerException.class).hasMessageContaining(message);
    }

    @Test
    void run_valuesOfAStructure_areWrittenAndReadAsItDoes() {
        RedisMap<String, LocalDate> dates = shelf.structures().map("dates", String.class, LocalDate.class);
        ElementForm<LocalDate> values = shelf.structures().valueForm("dates", LocalDate.class);
        ElementForm<String> names = shelf.structures().comparedForm("dates", String.class);
        Script<LocalDate> swap = script(1, """
                local before = redis.call('HGET', KEYS[1], ARGV[1])
                redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
                return before
                """, ScriptResult.element(values));
        dates.put("d", LocalDate.of(2024, 2, 29)).call();
        assertThat(shelf.structures()
                        .run(swap, List.of("dates"), names.encode("d"), values.encode(LocalDate.MAX))
                        .call())
                .isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(dates.get("d").call()).contains(LocalDate.MAX);
        assertThatThrownBy(() -> result("return 'no date'", ScriptResult.element(values)))
                .isInstanceOf(DecodingException.class);
    }

    @Test
    void run_inBatches_isTaughtWhereItIsUnknown() {
        Structures group = shelf.structures().group("batches");
        RedisMap<String, Integer> map = group.map("map", String.class, Integer.class);
        Script<Long> add = script(1, "return redis.call('HINCRBY', KEYS[1], 'n', ARGV[1])", ScriptResult.number());
        Batch plain = group.batch();
        Pending<Long> one = plain.add(group.run(add, List.of("map"), 5));
        plain.execute();
        assertThat(one.get()).isEqualTo(5);

        Script<Long> unknown = script(1, "return redis.call('HINCRBY', KEYS[1], 'n', ARGV[1])", ScriptResult.number());
        Batch atomic = group.atomicBatch();
        Pending<Optional<Integer>> before = atomic.add(map.getAndPut("m", 1));
        Pending<Long> two = atomic.add(group.run(unknown, List.of("map"), 2));
        Pending<Optional<Integer>> after = atomic.add(map.get("n"));
        atomic.execute();
        assertThat(before.get()).isEmpty();
        assertThat(two.get()).isEqualTo(7);
        assertThat(after.get()).contains(7);
    }

    @Test
    void run_errorOfTheScript_reachesTheCallerByItsName() {
        assertThatThrownBy(() -> result("return redis.error_reply('ERR out of stock')", ScriptResult.nothing()))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("script 'test': EVALSHA test on ")
                .hasMessageContaining("out of stock");
        shelf.structures()
                .map("mapped", String.class, String.class)
                .put("a", "b")
                .call();
        assertThatThrownBy(() -> shelf.structures()
                        .run(script(1, "return redis.call('GET', KEYS[1])", ScriptResult.text()), List.of("mapped"))
                        .call())
                .isInstanceOf(ServerException.class)
                .hasMessageEndingWith("; one of its keys has a structure of another kind than it expects");
        assertThatThrownBy(() -> result("this is no Lua", ScriptResult.nothing()))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("compiling script");
    }

    @Test
    void run_wrongNumberOfKeysOrTypeOfArgument_isRefused() {
        Script<?> script = Script.of("pair", 2, "return 1", ScriptResult.nothing());
        assertThatThrownBy(() -> shelf.structures().run(script, List.of("one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("script 'pair' has 2 keys, but was given 1");
        assertThatThrownBy(() -> shelf.structures().run(script, List.of("a", "b"), "x", LocalDate.EPOCH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "script 'pair': argument 2 is of type java.time.LocalDate; it must be text, a number, a boolean or"
                                + " bytes, such as those that Structures.valueForm encodes");
        assertThatThrownBy(() -> shelf.structures().run(script, List.of("a", "b"), "x", (Object) null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("script 'pair': argument 2 is null");
        assertThatThrownBy(() -> shelf.structures().run(script, List.of("a", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name is empty");
    }

    @Test
    void of_badDefinition_isRefused() {
        assertThatThrownBy(() -> Script.of(" ", 1, "return 1", ScriptResult.nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a script is empty");
        assertThatThrownBy(() -> Script.of("s", 1, " ", ScriptResult.nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("script 's': its source is empty");
        assertThatThrownBy(() -> Script.of("s", -1, "return 1", ScriptResult.nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("script 's' has -1 keys; it must be 0 to 1000");
        assertThat(Script.of("s", 3, "return 1", ScriptResult.nothing()).repeatable())
                .hasToString("script 's'")
                .extracting(Script::keys)
                .isEqualTo(3);
    }

    private static <T extends @Nullable Object> T result(String source, ScriptResult<T> form) {
        return shelf.structures().run(script(1, source, form), List.of("any")).call();
    }

    /** With a text that no server knows before. */
    private static <T extends @Nullable Object> Script<T> script(int keys, String source, ScriptResult<T> form) {
        return Script.of("test", keys, "-- " + UUID.randomUUID() + "\n" + source, form);
    }
}
