// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.args.ExpiryOption;
import redis.clients.jedis.params.HGetExParams;
import redis.clients.jedis.params.HSetExParams;

/**
 * A map on one server: a hash. Unlike the entries of a cache, its entries live on one node together, and end together unless the server
 * lets single ones end.
 *
 * @param <K> the type of the keys; equal keys have equal bytes
 * @param <V> the type of the values
 */
public final class RedisMap<K, V> extends Structure {

    private final ElementForm<K> keys;
    private final ElementForm<V> values;
    private final MapScripts scripts;

    RedisMap(StructureLink link, byte[] key, ElementForm<K> keys, ElementForm<V> values) {
        super(link, key);
        this.keys = keys;
        this.values = values;
        this.scripts = new MapScripts(key);
    }

    /**
     * The same map as {@code java.util.concurrent} sees it, each method by the operations here. Values are compared with {@code equals}.
     * Iterators are weakly consistent, and read page by page: what is there all the time comes at least once.
     *
     * @return a view
     */
    public ConcurrentMap<K, V> view() {
        return new MapView<>(this);
    }

    /**
     * Reads a value.
     *
     * @param field a key
     * @return an operation: {@code HGET}
     */
    public Operation<Optional<V>> get(K field) {
        return operation(Replies.map(commands().hget(key(), field(field)), this::optional));
    }

    /**
     * Reads several values.
     *
     * @param fields keys
     * @return an operation: the entries that are there, in the order of the keys; {@code HMGET}
     */
    public Operation<Map<K, V>> getAll(Collection<? extends K> fields) {
        List<K> asked = List.copyOf(fields);
        return operation(those(asked, commands().hmget(key(), all(asked))));
    }

    /**
     * Reads everything. For large maps {@link #view} walks in pages.
     *
     * @return an operation: {@code HGETALL}
     */
    public Operation<Map<K, V>> getAll() {
        return operation(Replies.map(commands().hgetAll(key()), found -> Replies.map(found, keys, values)));
    }

    /**
     * Writes a value.
     *
     * @param field a key
     * @param value its value
     * @return an operation whose result is whether the key is new: {@code HSET}
     */
    public Operation<Boolean> put(K field, V value) {
        return operation(Replies.map(commands().hset(key(), field(field), value(value)), Replies::isOne));
    }

    /**
     * Writes several values, all at once.
     *
     * @param entries at least one
     * @return an operation whose result is how many keys are new: {@code HSET}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> putAll(Map<? extends K, ? extends V> entries) {
        return operation(commands().hset(key(), all(entries)));
    }

    /**
     * Writes a value unless the key is there.
     *
     * @param field a key
     * @param value its value
     * @return an operation whose result is whether it was written: {@code HSETNX}
     */
    public Operation<Boolean> putIfAbsent(K field, V value) {
        return operation(Replies.map(commands().hsetnx(key(), field(field), value(value)), Replies::isOne));
    }

    /**
     * Writes a value, and tells the one before.
     *
     * @param field a key
     * @param value its value
     * @return an operation: the value before; a script
     */
    public Operation<Optional<V>> getAndPut(K field, V value) {
        return operation(Replies.map(scripts.put(field(field), value(value)), this::optional));
    }

    /**
     * Writes a value if the key is there.
     *
     * @param field a key
     * @param value its value
     * @return an operation: the value before; a script
     */
    public Operation<Optional<V>> replace(K field, V value) {
        return operation(Replies.map(scripts.replace(field(field), value(value)), this::optional));
    }

    /**
     * Writes a value if exactly another one is there, as bytes.
     *
     * @param field a key
     * @param expected the value that must be there
     * @param value the new one
     * @return an operation whose result is whether it was written; a script
     * @throws IllegalStateException if values are encrypted, each time into other bytes
     */
    public Operation<Boolean> replace(K field, V expected, V value) {
        return operation(scripts.replace(field(field), comparable(expected), value(value)));
    }

    /**
     * Removes keys.
     *
     * @param fields at least one
     * @return an operation whose result is how many were there: {@code HDEL}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> removeAll(Collection<? extends K> fields) {
        return operation(commands().hdel(key(), all(fields)));
    }

    /**
     * Removes a key.
     *
     * @param field the key
     * @return an operation whose result is whether it was there: {@code HDEL}
     */
    public Operation<Boolean> remove(K field) {
        return operation(Replies.map(commands().hdel(key(), field(field)), Replies::isOne));
    }

    /**
     * Removes a key if exactly this value is there, as bytes.
     *
     * @param field the key
     * @param expected the value that must be there
     * @return an operation whose result is whether it was removed; a script
     * @throws IllegalStateException if values are encrypted, each time into other bytes
     */
    public Operation<Boolean> remove(K field, V expected) {
        return operation(scripts.remove(field(field), comparable(expected)));
    }

    /**
     * Removes a key, and tells its value.
     *
     * @param field the key
     * @return an operation: the value before; a script
     */
    public Operation<Optional<V>> getAndRemove(K field) {
        return operation(Replies.map(scripts.remove(field(field)), this::optional));
    }

    /**
     * Tells whether a key is there.
     *
     * @param field the key
     * @return an operation: {@code HEXISTS}
     */
    public Operation<Boolean> containsKey(K field) {
        return operation(commands().hexists(key(), field(field)));
    }

    /**
     * Counts the entries.
     *
     * @return an operation: {@code HLEN}
     */
    public Operation<Long> size() {
        return operation(commands().hlen(key()));
    }

    /**
     * Reads all keys.
     *
     * @return an operation: {@code HKEYS}
     */
    public Operation<Set<K>> keys() {
        return operation(Replies.map(commands().hkeys(key()), found -> Replies.set(found, keys)));
    }

    /**
     * Reads all values.
     *
     * @return an operation: {@code HVALS}
     */
    public Operation<List<V>> values() {
        return operation(Replies.map(commands().hvals(key()), found -> Replies.list(found, values)));
    }

    /**
     * Adds to the whole number that a value is, from 0 where none is.
     *
     * @param field a key
     * @param delta what to add
     * @return an operation: the sum; {@code HINCRBY}
     */
    public Operation<Long> add(K field, long delta) {
        return operation(commands().hincrBy(key(), field(field), delta));
    }

    /**
     * Adds to the number that a value is, from 0 where none is.
     *
     * @param field a key
     * @param delta what to add
     * @return an operation: the sum; {@code HINCRBYFLOAT}
     */
    public Operation<Double> add(K field, double delta) {
        return operation(commands().hincrByFloat(key(), field(field), delta));
    }

    /**
     * Tells how many bytes a value has as it is stored.
     *
     * @param field a key
     * @return an operation: 0 where none is; {@code HSTRLEN}
     */
    public Operation<Long> bytes(K field) {
        return operation(commands().hstrlen(key(), field(field)));
    }

    /**
     * Reads keys by chance.
     *
     * @param count how many different ones at most, at least 1
     * @return an operation: {@code HRANDFIELD}
     */
    public Operation<Set<K>> randomKeys(int count) {
        return operation(Replies.map(
                commands().hrandfield(key(), Ranges.atLeastOne("count", count)), found -> Replies.set(found, keys)));
    }

    /**
     * Reads keys by chance, each time from all of them, so that one may come more than once.
     *
     * @param count how many, at least 1
     * @return an operation: so many, or none if there are none; {@code HRANDFIELD}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<K>> randomKeysWithRepeats(int count) {
        return operation(Replies.map(
                commands().hrandfield(key(), -Ranges.atLeastOne("count", count)), found -> Replies.list(found, keys)));
    }

    /**
     * Reads entries by chance.
     *
     * @param count how many different ones at most, at least 1
     * @return an operation: {@code HRANDFIELD … WITHVALUES}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<Map<K, V>> randomEntries(int count) {
        return operation(Replies.map(
                commands().hrandfieldWithValues(key(), Ranges.atLeastOne("count", count)), found -> {
                    Map<K, V> entries = new LinkedHashMap<>();
                    found.forEach(entry -> entries.put(keys.decode(entry.getKey()), values.decode(entry.getValue())));
                    return entries;
                }));
    }

    /**
     * Lets single entries end, where the server can (Redis 7.4, Valkey 9.0).
     *
     * @param timeToLive from now, at least a millisecond
     * @param fields at least one key
     * @return an operation whose result is the keys that are there: {@code HPEXPIRE}
     * @throws IllegalArgumentException if there are none, or the time is shorter
     */
    public Operation<Set<K>> expire(Duration timeToLive, Collection<? extends K> fields) {
        long millis = millis(timeToLive);
        return operation(FieldExpiry.those(List.copyOf(fields), commands().hpexpire(key(), millis, all(fields))));
    }

    /**
     * Takes their ends from single entries.
     *
     * @param fields at least one key
     * @return an operation whose result is the keys that had one: {@code HPERSIST}
     */
    public Operation<Set<K>> persist(Collection<? extends K> fields) {
        return operation(FieldExpiry.those(List.copyOf(fields), commands().hpersist(key(), all(fields))));
    }

    /**
     * Tells when single entries end.
     *
     * @param fields at least one key
     * @return an operation whose result has those that have an end: {@code HPTTL}
     */
    public Operation<Map<K, Duration>> timeToLive(Collection<? extends K> fields) {
        return operation(FieldExpiry.times(List.copyOf(fields), commands().hpttl(key(), all(fields))));
    }

    /**
     * Lets single entries end where a rule allows it. Redis 7.4, Valkey 9.0.
     *
     * @param timeToLive from now, at least a millisecond
     * @param rule when to do so
     * @param fields at least one key
     * @return an operation whose result is the keys for which it was done: {@code HPEXPIRE}
     * @throws IllegalArgumentException if there are none, or the time is shorter
     */
    public Operation<Set<K>> expire(Duration timeToLive, ExpiryRule rule, Collection<? extends K> fields) {
        long millis = millis(timeToLive);
        return operation(
                FieldExpiry.those(List.copyOf(fields), commands().hpexpire(key(), millis, option(rule), all(fields))));
    }

    /**
     * Lets single entries end at a moment of the server's clock. Redis 7.4, Valkey 9.0.
     *
     * @param end the moment; one that is past removes them
     * @param fields at least one key
     * @return an operation whose result is the keys that were there: {@code HPEXPIREAT}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Set<K>> expireAt(Instant end, Collection<? extends K> fields) {
        long millis = millis(end);
        return operation(FieldExpiry.those(List.copyOf(fields), commands().hpexpireAt(key(), millis, all(fields))));
    }

    /**
     * Lets single entries end at a moment of the server's clock where a rule allows it. Redis 7.4, Valkey 9.0.
     *
     * @param end the moment; one that is past removes them
     * @param rule when to do so
     * @param fields at least one key
     * @return an operation whose result is the keys for which it was done: {@code HPEXPIREAT}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Set<K>> expireAt(Instant end, ExpiryRule rule, Collection<? extends K> fields) {
        long millis = millis(end);
        return operation(FieldExpiry.those(
                List.copyOf(fields), commands().hpexpireAt(key(), millis, option(rule), all(fields))));
    }

    /**
     * Tells at which moment single entries end. Redis 7.4, Valkey 9.0.
     *
     * @param fields at least one key
     * @return an operation whose result has those that have an end: {@code HPEXPIRETIME}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<K, Instant>> ends(Collection<? extends K> fields) {
        return operation(FieldExpiry.ends(List.copyOf(fields), commands().hpexpireTime(key(), all(fields))));
    }

    /**
     * Reads several values, and lets them end. Redis 8.0, Valkey 9.0.
     *
     * @param timeToLive from now, at least a millisecond
     * @param fields at least one key
     * @return an operation: the entries that are there, in the order of the keys; {@code HGETEX … PX}
     * @throws IllegalArgumentException if there are none, or the time is shorter
     */
    public Operation<Map<K, V>> getAndExpire(Duration timeToLive, Collection<? extends K> fields) {
        return getAnd(new HGetExParams().px(millis(timeToLive)), fields);
    }

    /**
     * Reads several values, and lets them end at a moment of the server's clock. Redis 8.0, Valkey 9.0.
     *
     * @param end the moment; one that is past removes them
     * @param fields at least one key
     * @return an operation: the entries that were there, in the order of the keys; {@code HGETEX … PXAT}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<K, V>> getAndExpireAt(Instant end, Collection<? extends K> fields) {
        return getAnd(new HGetExParams().pxAt(millis(end)), fields);
    }

    /**
     * Reads several values, and takes their ends away. Redis 8.0, Valkey 9.0.
     *
     * @param fields at least one key
     * @return an operation: the entries that are there, in the order of the keys; {@code HGETEX … PERSIST}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<K, V>> getAndPersist(Collection<? extends K> fields) {
        return getAnd(new HGetExParams().persist(), fields);
    }

    private Operation<Map<K, V>> getAnd(HGetExParams then, Collection<? extends K> fields) {
        List<K> asked = List.copyOf(fields);
        return operation(those(asked, commands().hgetex(key(), then, all(asked))));
    }

    /**
     * Removes keys, and tells their values. Redis 8.0, Valkey 9.1.
     *
     * @param fields at least one key
     * @return an operation: the entries that were there, in the order of the keys; {@code HGETDEL}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<K, V>> getAndRemoveAll(Collection<? extends K> fields) {
        List<K> asked = List.copyOf(fields);
        return operation(those(asked, commands().hgetdel(key(), all(asked))));
    }

    /**
     * Writes several values without an end, all of them or none. Redis 8.0, Valkey 9.0.
     *
     * @param entries at least one
     * @param rule when to do so
     * @return an operation whose result is whether they were written: {@code HSETEX}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Boolean> putAll(Map<? extends K, ? extends V> entries, PutRule rule) {
        return putAll(entries, params(rule));
    }

    /**
     * Writes several values that end, all of them or none. Redis 8.0, Valkey 9.0.
     *
     * @param entries at least one
     * @param rule when to do so
     * @param timeToLive from now, at least a millisecond
     * @return an operation whose result is whether they were written: {@code HSETEX … PX}
     * @throws IllegalArgumentException if there are none, or the time is shorter
     */
    public Operation<Boolean> putAll(Map<? extends K, ? extends V> entries, PutRule rule, Duration timeToLive) {
        return putAll(entries, params(rule).px(millis(timeToLive)));
    }

    /**
     * Writes several values that end at a moment of the server's clock, all of them or none. Redis 8.0, Valkey 9.0.
     *
     * @param entries at least one
     * @param rule when to do so
     * @param end the moment; one that is past removes them
     * @return an operation whose result is whether they were written: {@code HSETEX … PXAT}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Boolean> putAll(Map<? extends K, ? extends V> entries, PutRule rule, Instant end) {
        return putAll(entries, params(rule).pxAt(millis(end)));
    }

    /**
     * Writes several values that end when the ones before would have ended, all of them or none. Redis 8.0, Valkey 9.0.
     *
     * @param entries at least one
     * @param rule when to do so
     * @return an operation whose result is whether they were written: {@code HSETEX … KEEPTTL}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Boolean> putAllKeepingEnds(Map<? extends K, ? extends V> entries, PutRule rule) {
        return putAll(entries, params(rule).keepTtl());
    }

    private Operation<Boolean> putAll(Map<? extends K, ? extends V> entries, HSetExParams how) {
        return operation(Replies.map(commands().hsetex(key(), how, all(entries)), Replies::isOne));
    }

    private static HSetExParams params(PutRule rule) {
        return requireNonNull(rule, "rule").params();
    }

    private static ExpiryOption option(ExpiryRule rule) {
        return requireNonNull(rule, "rule").option();
    }

    private static long millis(Instant end) {
        return requireNonNull(end, "end").toEpochMilli();
    }

    /** Walks over the entries in pages: those that are there all the time come at least once. */
    Iterator<Map.Entry<K, V>> entries() {
        return new MapWalk<>(this, keys, values);
    }

    /**
     * Changes an entry whose value equals another one, however both are written.
     *
     * @param change makes the command from the key and the value as they are written
     * @return whether it was changed
     */
    boolean changeEqual(K field, Object expected, BiFunction<byte[], byte[], CommandObject<Boolean>> change) {
        requireNonNull(expected, "expected");
        byte[] name = field(field);
        for (; ; ) {
            byte[] there = link().call(commands().hget(key(), name));
            if (there == null || !values.decode(there).equals(expected)) {
                return false;
            }
            if (link().call(change.apply(name, there))) {
                return true;
            }
        }
    }

    MapScripts scripts() {
        return scripts;
    }

    private CommandObject<Map<K, V>> those(List<K> asked, CommandObject<List<byte[]>> command) {
        return Replies.map(command, found -> Replies.those(asked, found, values::decode));
    }

    private Optional<V> optional(byte @Nullable [] value) {
        return Replies.optional(value, values);
    }

    private byte[] field(K field) {
        return keys.encode(requireNonNull(field, "key"));
    }

    byte[] value(V value) {
        return values.encode(requireNonNull(value, "value"));
    }

    private byte[] comparable(V expected) {
        return Compared.bytes(this, values, requireNonNull(expected, "expected"));
    }

    private byte[][] all(Collection<? extends K> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("there are no keys");
        }
        return fields.stream().map(this::field).toArray(byte[][]::new);
    }

    @SuppressWarnings("ArrayAsKeyOfSetOrMap") // the client wants a map, and nobody looks anything up
    private Map<byte[], byte[]> all(Map<? extends K, ? extends V> entries) {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there are no entries to put");
        }
        Map<byte[], byte[]> all = new LinkedHashMap<>();
        entries.forEach((field, value) -> all.put(field(field), value(value)));
        return all;
    }
}
