// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static io.jambry.cost.Caches.HUNDRED;
import static io.jambry.cost.Caches.HUNDRED_KEYS;
import static io.jambry.cost.Caches.KEY;

import io.jambry.JambryCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;

/** All rows: which operation costs what while nobody listens. */
final class Table {

    private static final String PUT_SCRIPT = "EVALSHA put";
    private static final String CLAIM_AND_PUT = "4 GET + 3 SET + TIME";
    private static final String HUNDRED_TIMES_TWO = "100 EVALSHA invoke-claim; 100 EVALSHA invoke-commit";
    private static final String TWO_SCRIPTS = "EVALSHA invoke-claim; EVALSHA invoke-commit";

    private static final EntryProcessor<String, String, Object> SET = (entry, arguments) -> {
        entry.setValue("invoked");
        return null;
    };
    private static final EntryProcessor<String, String, Object> READ = (entry, arguments) -> entry.getValue();

    private final List<Row> rows = new ArrayList<>();

    private Table() {
        reads();
        puts();
        conditionalWrites();
        removals();
        writesThrough();
        bulks();
        processors();
        extensions();
    }

    static List<Row> rows() {
        return new Table().rows;
    }

    private void reads() {
        full("get, eternal, created or modified", c -> c.created, Cache::get, "GET", "");
        empty("get of an absent entry", c -> c.touched, Cache::get, "GETEX", "");
        full("get, touched or accessed", c -> c.touched, Cache::get, "GETEX", "");
        full("get, arbitrary policy", c -> c.asked, Cache::get, "GET; EVALSHA touch-if-equal", "GET + PEXPIRE");
        full("containsKey", c -> c.touched, Cache::containsKey, "EXISTS", "");
        empty("get that loads", c -> c.loaded, Cache::get, "GET; SET", "");
    }

    private void puts() {
        full("put, eternal", c -> c.eternal, Table::put, "SET", "");
        full("put, modified or touched", c -> c.modified, Table::put, "SET", "");
        full("put over an entry, created or accessed", c -> c.created, Table::put, PUT_SCRIPT, "SET");
        empty("put of a new entry, created or accessed", c -> c.accessed, Table::put, PUT_SCRIPT, "2 SET");
        full("put over an entry, arbitrary policy", c -> c.asked, Table::put, "GET; EVALSHA put-if-equal", "GET + SET");
        empty("put of a new entry, arbitrary policy", c -> c.asked, Table::put, "GET; SET", "");
        full("getAndPut, eternal", c -> c.eternal, Table::getAndPut, "SET", "");
        full("getAndPut, modified or touched", c -> c.touched, Table::getAndPut, "SET", "");
        full("getAndPut, created or accessed", c -> c.created, Table::getAndPut, "EVALSHA put-previous", "GET + SET");
    }

    private void conditionalWrites() {
        empty("putIfAbsent", c -> c.created, (c, key) -> c.putIfAbsent(key, "new"), "SET", "");
        full("putIfAbsent over an entry", c -> c.touched, (c, key) -> c.putIfAbsent(key, "new"), "SET", "");
        full("replace", c -> c.created, (c, key) -> c.replace(key, "new"), "SET", "");
        empty("replace of an absent entry", c -> c.touched, (c, key) -> c.replace(key, "new"), "SET", "");
        full("getAndReplace", c -> c.accessed, (c, key) -> c.getAndReplace(key, "new"), "SET", "");
        full(
                "replace(key, old, new), equal bytes",
                c -> c.created,
                (c, key) -> c.replace(key, "old", "new"),
                "EVALSHA put-if-equal",
                "GET + SET");
        full(
                "replace(key, old, new), another value",
                c -> c.created,
                (c, key) -> c.replace(key, "other", "new"),
                "EVALSHA put-if-equal",
                "GET");
    }

    private void removals() {
        full("remove", c -> c.created, Cache::remove, "UNLINK", "");
        full("getAndRemove", c -> c.created, Cache::getAndRemove, "GETDEL", "");
        full(
                "remove(key, old), equal bytes",
                c -> c.created,
                (c, key) -> c.remove(key, "old"),
                "EVALSHA remove-if-equal",
                "GET + UNLINK");
        full(
                "remove(key, old), another value",
                c -> c.created,
                (c, key) -> c.remove(key, "other"),
                "EVALSHA remove-if-equal",
                "GET");
    }

    private void writesThrough() {
        full("put with a writer", c -> c.written, Table::put, TWO_SCRIPTS, CLAIM_AND_PUT);
        full("getAndPut with a writer", c -> c.written, Table::getAndPut, TWO_SCRIPTS, CLAIM_AND_PUT);
        full("remove with a writer", c -> c.written, Cache::remove, TWO_SCRIPTS, "4 GET + 2 SET + TIME + UNLINK");
        add(
                "putAll of 100 with a writer",
                HUNDRED_TIMES_TWO,
                "400 GET + 300 SET + 100 TIME",
                c -> c.written.clear(),
                c -> c.written.putAll(HUNDRED));
        add(
                "removeAll of 100 with a writer",
                HUNDRED_TIMES_TWO,
                "400 GET + 200 SET + 100 TIME + 100 UNLINK",
                c -> c.written.putAll(HUNDRED),
                c -> c.written.removeAll(HUNDRED_KEYS));
    }

    private void bulks() {
        hundred("getAll of 100", c -> c.created, c -> c.getAll(HUNDRED_KEYS), "MGET", "");
        hundred("getAll of 100, touched or accessed", c -> c.touched, c -> c.getAll(HUNDRED_KEYS), "100 GETEX", "");
        hundred("putAll of 100, eternal", c -> c.eternal, c -> c.putAll(HUNDRED), "100 SET", "");
        hundred("putAll of 100, modified or touched", c -> c.modified, c -> c.putAll(HUNDRED), "100 PSETEX", "");
        hundred(
                "putAll of 100, created or accessed",
                c -> c.created,
                c -> c.putAll(HUNDRED),
                "100 EVALSHA put",
                "100 SET");
        hundred(
                "putAll of 100, arbitrary policy",
                c -> c.asked,
                c -> c.putAll(HUNDRED),
                "MGET; 100 EVALSHA put-if-equal",
                "100 GET + 100 SET");
        hundred("removeAll of 100", c -> c.created, c -> c.removeAll(HUNDRED_KEYS), "UNLINK", "");
    }

    private void processors() {
        full("invoke that writes", c -> c.created, (c, key) -> c.invoke(key, SET), TWO_SCRIPTS, CLAIM_AND_PUT);
        full(
                "invoke that only reads",
                c -> c.created,
                (c, key) -> c.invoke(key, READ),
                "EVALSHA invoke-claim; EVALSHA invoke-release",
                "3 GET + SET + TIME + UNLINK");
        hundred(
                "invokeAll of 100",
                c -> c.created,
                c -> c.invokeAll(HUNDRED_KEYS, SET),
                HUNDRED_TIMES_TWO,
                "400 GET + 300 SET + 100 TIME");
    }

    private void extensions() {
        full("timeToLive", c -> c.created, (c, key) -> ours(c).timeToLive(key), "EVALSHA get-ttl", "GET + PTTL");
        full("touch", c -> c.created, (c, key) -> ours(c).touch(key, new Duration(TimeUnit.HOURS, 2)), "PEXPIRE", "");
        full("persist", c -> c.modified, (c, key) -> ours(c).persist(key), "EVALSHA persist", "PERSIST");
        full("getOrCompute of an entry", c -> c.created, (c, key) -> ours(c).getOrCompute(key, k -> "new"), "GET", "");
        add(
                "increment",
                "EVALSHA add",
                "2 GET + INCRBY",
                c -> c.numbers.put(KEY, 1L),
                c -> ours(c.numbers).increment(KEY, 1));
    }

    private static void put(Cache<String, String> cache, String key) {
        cache.put(key, "new");
    }

    private static void getAndPut(Cache<String, String> cache, String key) {
        cache.getAndPut(key, "new");
    }

    @SuppressWarnings("unchecked")
    private static <V> JambryCache<String, V> ours(Cache<String, V> cache) {
        return cache.unwrap(JambryCache.class);
    }

    private void full(
            String operation,
            Function<Caches, Cache<String, String>> cache,
            BiConsumer<Cache<String, String>, String> action,
            String sent,
            String inside) {
        add(operation, sent, inside, c -> cache.apply(c).put(KEY, "old"), c -> action.accept(cache.apply(c), KEY));
    }

    private void empty(
            String operation,
            Function<Caches, Cache<String, String>> cache,
            BiConsumer<Cache<String, String>, String> action,
            String sent,
            String inside) {
        add(operation, sent, inside, c -> cache.apply(c).remove(KEY), c -> action.accept(cache.apply(c), KEY));
    }

    private void hundred(
            String operation,
            Function<Caches, Cache<String, String>> cache,
            Consumer<Cache<String, String>> action,
            String sent,
            String inside) {
        add(operation, sent, inside, c -> cache.apply(c).putAll(HUNDRED), c -> action.accept(cache.apply(c)));
    }

    private void add(String operation, String sent, String inside, Consumer<Caches> before, Consumer<Caches> action) {
        rows.add(new Row(operation, sent, inside, before, action));
    }
}
