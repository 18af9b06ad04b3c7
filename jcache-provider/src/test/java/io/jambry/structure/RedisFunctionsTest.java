// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

class RedisFunctionsTest {

    private static Shelf shelf;
    private static RedisFunctions functions;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
        functions = shelf.structures().functions();
    }

    @AfterAll
    static void close() {
        for (LoadedLibrary library : functions.libraries().call()) {
            if (library.name().startsWith("test_")) {
                functions.delete(library.name());
            }
        }
        shelf.close();
    }

    @Test
    void run_loadedFunction_answers() {
        assertThat(functions.areSupported()).isTrue();
        assertThat(functions.load(library("test_run", 1, "test_add", "return redis.call('INCRBY', keys[1], args[1])")))
                .isTrue();
        RedisFunction<Long> add = RedisFunction.of("test_add", 1, ScriptResult.number());
        assertThat(shelf.structures().run(add, List.of("n"), 5).call()).isEqualTo(5);
        Batch batch = shelf.structures().atomicBatch();
        Pending<Long> sum = batch.add(shelf.structures().run(add, List.of("n"), 2));
        batch.execute();
        assertThat(sum.get()).isEqualTo(7);
    }

    @Test
    void readOnly_functionThatWrites_isRefusedByTheServer() {
        functions.load(FunctionLibrary.of("test_reads", 1, """
                redis.register_function{function_name = 'test_peek', flags = {'no-writes'}, callback = function(keys)
                    return redis.call('EXISTS', keys[1])
                end}
                redis.register_function('test_poke', function(keys)
                    return redis.call('DEL', keys[1])
                end)
                """));
        RedisFunction<Boolean> peek = RedisFunction.of("test_peek", 1, ScriptResult.truth());
        RedisFunction<Boolean> poke = RedisFunction.of("test_poke", 1, ScriptResult.truth());
        assertThat(shelf.structures().run(peek.readOnly(), List.of("nothing")).call())
                .isFalse();
        assertThatThrownBy(() -> shelf.structures()
                        .run(poke.readOnly(), List.of("nothing"))
                        .call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("function 'test_poke': FCALL_RO on ");
    }

    @Test
    void load_versions_onlyHigherOnesTakeThePlaceOfLowerOnes() {
        FunctionLibrary second = library("test_versions", 2, "test_version", "return 2");
        assertThat(functions.load(second)).isTrue();
        assertThat(functions.load(second)).isFalse();
        assertThat(functions.load(library("test_versions", 1, "test_version", "return 1")))
                .isFalse();
        assertThat(version()).isEqualTo(2);
        assertThat(functions.load(library("test_versions", 3, "test_version", "return 3")))
                .isTrue();
        assertThat(version()).isEqualTo(3);
        assertThat(functions.libraries().call())
                .contains(new LoadedLibrary("test_versions", OptionalInt.of(3), new TreeSet<>(Set.of("test_version"))));
        assertThat(functions.delete("test_versions")).isTrue();
        assertThat(functions.delete("test_versions")).isFalse();
    }

    private static long version() {
        return shelf.structures()
                .run(RedisFunction.of("test_version", 1, ScriptResult.number()), List.of("any"))
                .call();
    }

    @Test
    void load_sameVersionWithAnotherSource_isRefused() {
        functions.load(library("test_same", 1, "test_same", "return 1"));
        assertThatThrownBy(() -> functions.load(library("test_same", 1, "test_same", "return 2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "function library 'test_same': the server has version 1 with another source; raise the version with each change");
    }

    @Test
    void load_librarySomebodyElseLoaded_isRefused() {
        shelf.structures()
                .execute(
                        new CommandObjects(RedisProtocol.RESP3)
                                .functionLoadReplace(
                                        "#!lua name=test_foreign\nredis.register_function('test_foreign', function() return 1 end)"))
                .call();
        assertThatThrownBy(() -> functions.load(library("test_foreign", 1, "test_foreign", "return 2")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "function library 'test_foreign': the server has one of this name without a version");
        assertThat(functions.libraries().call())
                .anyMatch(library -> library.name().equals("test_foreign")
                        && library.version().isEmpty());
    }

    @Test
    void load_sourceThatIsNoLua_tellsWhatTheServerSays() {
        assertThatThrownBy(() -> functions.load(FunctionLibrary.of("test_bad", 1, "this is no Lua")))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("function 'test_bad': FUNCTION on ");
    }

    @Test
    void run_functionThatIsNotThere_tellsToLoadIt() {
        assertThatThrownBy(() -> shelf.structures()
                        .run(RedisFunction.of("test_absent", 1, ScriptResult.nothing()), List.of("any"))
                        .call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("function 'test_absent': FCALL on ")
                .hasMessageEndingWith("; load its library first: structures.functions().load(library)");
    }

    @Test
    void of_badDefinition_isRefused() {
        assertThatThrownBy(() -> FunctionLibrary.of("with-dash", 1, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the name of a function library is 'with-dash'; it must be letters, digits and underscores, 1 to 64");
        assertThatThrownBy(() -> FunctionLibrary.of("a", 0, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("function library 'a': version is less than 1: 0");
        assertThatThrownBy(() -> FunctionLibrary.of("a", 1, "#!lua name=a\nx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without the line #!lua");
        assertThatThrownBy(() -> RedisFunction.of("", 1, ScriptResult.nothing()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a function is empty");
        assertThatThrownBy(() -> shelf.structures().run(RedisFunction.of("f", 1, ScriptResult.nothing()), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("function 'f' has 1 keys, but was given 0");
    }

    private static FunctionLibrary library(String name, int version, String function, String body) {
        return FunctionLibrary.of(
                name,
                version,
                "redis.register_function('" + function + "', function(keys, args)\n" + body + "\nend)\n");
    }
}
