// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The names of what tells when to look at the entries of a cache, {@code <namespace>:{<namespace>:<cache>:<shard>}:ends}, and of
 * who looks there, with {@code :looks} instead. An entry's shard is given by its key, so shards spread over a cluster, and over the
 * members that look.
 */
final class ExpiryIndex {

    /** So many spread over the nodes of a cluster. */
    private static final int IN_A_CLUSTER = 16;

    /** So many members share the work on one server; more would cost it a script more for each. */
    private static final int ON_ONE_SERVER = 4;

    private final byte[][] names;
    private final byte[][] lookers;

    ExpiryIndex(String namespace, String cache, boolean isCluster) {
        names = new byte[isCluster ? IN_A_CLUSTER : ON_ONE_SERVER][];
        lookers = new byte[names.length][];
        String first = RedisKeys.name(namespace);
        for (int shard = 0; shard < names.length; shard++) {
            String prefix = first + ":{" + first + ":" + RedisKeys.name(cache) + ":" + shard + "}:";
            names[shard] = (prefix + "ends").getBytes(StandardCharsets.UTF_8);
            lookers[shard] = (prefix + "looks").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The shard of a key: its CRC-32, modulo their number. */
    int shard(byte[] key) {
        CRC32 sum = new CRC32();
        sum.update(key);
        return (int) (sum.getValue() % names.length);
    }

    /** How many there are. */
    int shards() {
        return names.length;
    }

    /** The names of all there is. */
    List<byte[]> all() {
        return Stream.concat(Stream.of(names), Stream.of(lookers)).toList();
    }

    /** A sorted set of the names of entries, by when to look at them. */
    byte[] name(int shard) {
        return names[shard];
    }

    /** Which member looks at that. */
    byte[] looker(int shard) {
        return lookers[shard];
    }
}
