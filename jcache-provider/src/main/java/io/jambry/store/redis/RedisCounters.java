// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.spi.SharedCounters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandObject;

/**
 * The statistics of all members as one hash, {@code <namespace>:{<namespace>:registry}:counters}, in the slot of the register. A field is
 * {@code <cache>:<member>}, its value {@code <hits> <misses> <puts> <removals>}; {@code <cache>:} without a member is what those have
 * counted who closed the cache. The field of a member that died stays until the cache is destroyed.
 */
final class RedisCounters implements SharedCounters {

    private final RedisLink link;
    private final byte[] key;

    /** Of the register: tells which caches there are. */
    private final byte[] definitions;

    private final String memberId;

    RedisCounters(RedisLink link, String namespace, String memberId) {
        String name = RedisKeys.name(namespace);
        this.link = link;
        String prefix = name + ":{" + name + ":registry}:";
        this.key = bytes(prefix + "counters");
        this.definitions = bytes(prefix + "definitions");
        this.memberId = memberId;
    }

    @Override
    public void write(Map<String, Totals> counted) {
        IdentityHashMap<byte[], byte[]> fields = new IdentityHashMap<>();
        counted.forEach((cache, totals) -> fields.put(bytes(field(cache, memberId)), bytes(text(totals))));
        link.call(link.commands().hset(key, fields));
    }

    @Override
    public void settle(String cacheName, Totals last) {
        about(cacheName)
                .call(RedisScript.COUNTERS_SETTLE.with(
                        key,
                        definitions,
                        bytes(field(cacheName, memberId)),
                        bytes(field(cacheName, "")),
                        bytes(Long.toString(last.hits())),
                        bytes(Long.toString(last.misses())),
                        bytes(Long.toString(last.puts())),
                        bytes(Long.toString(last.removals())),
                        bytes(cacheName)));
    }

    @Override
    public Totals others(String cacheName) {
        String own = field(cacheName, memberId);
        List<CommandObject<byte[]>> asked = fields(cacheName).stream()
                .filter(field -> !field.equals(own))
                .map(field -> link.commands().hget(key, bytes(field)))
                .toList();
        Totals sum = Totals.NONE;
        for (Object found : asked.isEmpty() ? List.of() : Batches.reads(about(cacheName), asked)) {
            // one that left meanwhile is in the field of those who did
            sum = found == null ? sum : sum.plus(totals(text(found)));
        }
        return sum;
    }

    @Override
    public void forget(String cacheName) {
        Collection<String> fields = fields(cacheName);
        if (!fields.isEmpty()) {
            about(cacheName)
                    .call(link.commands()
                            .hdel(key, fields.stream().map(RedisCounters::bytes).toArray(byte[][]::new)));
        }
    }

    private Collection<String> fields(String cacheName) {
        String prefix = field(cacheName, "");
        List<String> fields = new ArrayList<>();
        for (byte[] field : about(cacheName).call(link.commands().hkeys(key))) {
            String text = text(field);
            // a name is escaped, so that the last colon is ours
            if (text.startsWith(prefix) && text.indexOf(':', prefix.length()) < 0) {
                fields.add(text);
            }
        }
        return fields;
    }

    private static String field(String cacheName, String member) {
        return RedisKeys.name(cacheName) + ":" + member;
    }

    private static String text(Totals totals) {
        return totals.hits() + " " + totals.misses() + " " + totals.puts() + " " + totals.removals();
    }

    private static Totals totals(String text) {
        String[] numbers = text.split(" ", 4);
        return new Totals(
                Long.parseLong(numbers[0]),
                Long.parseLong(numbers[1]),
                Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]));
    }

    private RedisLink about(String cacheName) {
        return new CacheLink(link, cacheName);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
