// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The names of what tells when to look at the entries of a cache, {@code <namespace>:{<namespace>:<cache>:<shard>}:ends}, and of
 * who looks there, with {@code :looks} instead. An entry's shard is given by its key, so shards spread over a cluster, and over the
 * members that look.
 */
final class ExpiryIndex {

    static final int SHARDS = 16;

    private final byte[][] names = new byte[SHARDS][];
    private final byte[][] lookers = new byte[SHARDS][];

    ExpiryIndex(String namespace, String cache) {
        String first = RedisKeys.name(namespace);
        for (int shard = 0; shard < SHARDS; shard++) {
            String prefix = first + ":{" + first + ":" + RedisKeys.name(cache) + ":" + shard + "}:";
            names[shard] = (prefix + "ends").getBytes(StandardCharsets.UTF_8);
            lookers[shard] = (prefix + "looks").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The shard of a key: its CRC-32, modulo their number. */
    static int shard(byte[] key) {
        CRC32 sum = new CRC32();
        sum.update(key);
        return (int) (sum.getValue() % SHARDS);
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
