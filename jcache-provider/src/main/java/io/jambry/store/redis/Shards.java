// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The parts of what a cache keeps beside its entries, {@code <namespace>:{<namespace>:<cache>:<shard>}:…}. A shard is given by the key of
 * an entry, so shards spread over a cluster, and over the members that work on them.
 */
final class Shards {

    /** So many spread over the nodes of a cluster. */
    private static final int IN_A_CLUSTER = 16;

    /** So many members share the work on one server; more would cost it a script more for each. */
    private static final int ON_ONE_SERVER = 4;

    private final String[] prefixes;

    Shards(String namespace, String cache, boolean isCluster) {
        prefixes = new String[isCluster ? IN_A_CLUSTER : ON_ONE_SERVER];
        String first = RedisKeys.name(namespace);
        for (int shard = 0; shard < prefixes.length; shard++) {
            prefixes[shard] = first + ":{" + first + ":" + RedisKeys.name(cache) + ":" + shard + "}:";
        }
    }

    /** The shard of a key: its CRC-32, modulo their number. */
    int of(byte[] key) {
        CRC32 sum = new CRC32();
        sum.update(key);
        return (int) (sum.getValue() % prefixes.length);
    }

    int count() {
        return prefixes.length;
    }

    /** The names of one thing in all shards. */
    byte[][] names(String ending) {
        byte[][] names = new byte[prefixes.length][];
        for (int shard = 0; shard < names.length; shard++) {
            names[shard] = (prefixes[shard] + ending).getBytes(StandardCharsets.UTF_8);
        }
        return names;
    }
}
