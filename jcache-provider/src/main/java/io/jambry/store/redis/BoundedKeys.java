// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The names of a bounded cache on the server: {@code <namespace>:{<namespace>:<cache>:<shard>}:values} for the entries of a shard, the
 * same with {@code scores}, {@code deadlines} and {@code state} for what belongs to them, and with {@code entry:<key>} for what lies
 * beside one entry. An entry's shard is given by its key, so shards spread over a cluster, and each is in one slot.
 */
final class BoundedKeys {

    private final List<Shard> shards;
    private final byte[] loadPattern;

    BoundedKeys(String namespace, String cache, int count) {
        String first = RedisKeys.name(namespace);
        String second = RedisKeys.name(cache);
        loadPattern = Shard.bytes(first + ":{" + first + ":" + second + ":*}:entry:*:ld");
        shards = IntStream.range(0, count)
                .mapToObj(number -> Shard.of(number, first + ":{" + first + ":" + second + ":" + number + "}:"))
                .toList();
    }

    /**
     * The keys of a shard.
     *
     * @param number from 0 up
     * @param values a hash: an entry's value behind its end
     * @param scores a sorted set of keys: what the policy goes by
     * @param deadlines a sorted set of the keys of entries that end
     * @param state a hash
     * @param entry what names beside an entry begin with
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Shard(int number, byte[] values, byte[] scores, byte[] deadlines, byte[] state, byte[] entry) {

        private static Shard of(int number, String prefix) {
            return new Shard(
                    number,
                    bytes(prefix + "values"),
                    bytes(prefix + "scores"),
                    bytes(prefix + "deadlines"),
                    bytes(prefix + "state"),
                    bytes(prefix + "entry:"));
        }

        /** Names an entry, for what lies beside it. */
        byte[] entry(byte[] key) {
            byte[] name = Arrays.copyOf(entry, entry.length + key.length);
            System.arraycopy(key, 0, name, entry.length, key.length);
            return name;
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The shard of a key: its CRC-32, modulo their number. */
    Shard shard(byte[] key) {
        CRC32 sum = new CRC32();
        sum.update(key);
        return shards.get((int) (sum.getValue() % shards.size()));
    }

    /** What {@code SCAN} matches to find the leases of loads. */
    byte[] loadPattern() {
        return loadPattern.clone();
    }

    List<Shard> shards() {
        return shards;
    }

    /** The names of all there is, but what lies beside entries for a while. */
    List<byte[]> all() {
        return shards.stream()
                .flatMap(shard -> Stream.of(shard.values(), shard.scores(), shard.deadlines(), shard.state()))
                .toList();
    }
}
