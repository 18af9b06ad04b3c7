// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import redis.clients.jedis.CommandObject;

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
     * The same map as {@code java.util.concurrent} sees it, each method by the operations here. Iterators are weakly consistent, and read
     * page by page.
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
        return operation(Replies.map(commands().hmget(key(), all(asked)), found -> {
            Map<K, V> entries = new LinkedHashMap<>();
            for (int i = 0; i < asked.size(); i++) {
                byte[] value = found.get(i);
                if (value != null) {
                    entries.put(asked.get(i), values.decode(value));
                }
            }
            return entries;
        }));
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
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("there are no entries to put");
        }
        Map<byte[], byte[]> all = new LinkedHashMap<>();
        entries.forEach((field, value) -> all.put(field(field), value(value)));
        return operation(commands().hset(key(), all));
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
     */
    public Operation<Boolean> replace(K field, V expected, V value) {
        return operation(scripts.replace(field(field), value(expected), value(value)));
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
     */
    public Operation<Boolean> remove(K field, V expected) {
        return operation(scripts.remove(field(field), value(expected)));
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

    /** Walks over the entries in pages: those that are there all the time come at least once. */
    Iterator<Map.Entry<K, V>> entries() {
        return new MapWalk<>(this, keys, values);
    }

    private Optional<V> optional(byte[] value) {
        return Replies.optional(value, values);
    }

    private byte[] field(K field) {
        return keys.encode(requireNonNull(field, "key"));
    }

    private byte[] value(V value) {
        return values.encode(requireNonNull(value, "value"));
    }

    private byte[][] all(Collection<? extends K> fields) {
        if (fields.isEmpty()) {
            throw new IllegalArgumentException("there are no keys");
        }
        return fields.stream().map(this::field).toArray(byte[][]::new);
    }

    /** As bytes, to compare. */
    CommandObject<byte[]> raw(K field) {
        return commands().hget(key(), field(field));
    }
}
