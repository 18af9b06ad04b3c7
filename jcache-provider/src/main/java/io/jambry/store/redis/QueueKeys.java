// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

/**
 * The names of the queue of a cache in its {@link Shards}: who has the next turn ({@code queue:due}), the writes of each key
 * ({@code queue:keys}), what they write ({@code queue:writes}), the same two of those that were given up ({@code queue:dead-keys},
 * {@code queue:dead}), and who works on it ({@code queue:lease}).
 */
final class QueueKeys {

    private final Shards shards;
    private final byte[][] due;
    private final byte[][] keys;
    private final byte[][] writes;
    private final byte[][] lease;
    private final byte[][] deadKeys;
    private final byte[][] dead;

    QueueKeys(String namespace, String cache, boolean isCluster) {
        shards = new Shards(namespace, cache, isCluster);
        due = shards.names("queue:due");
        keys = shards.names("queue:keys");
        writes = shards.names("queue:writes");
        lease = shards.names("queue:lease");
        deadKeys = shards.names("queue:dead-keys");
        dead = shards.names("queue:dead");
    }

    int shards() {
        return shards.count();
    }

    int shard(byte[] key) {
        return shards.of(key);
    }

    byte[] due(int shard) {
        return due[shard];
    }

    byte[] keys(int shard) {
        return keys[shard];
    }

    byte[] writes(int shard) {
        return writes[shard];
    }

    byte[] lease(int shard) {
        return lease[shard];
    }

    byte[] deadKeys(int shard) {
        return deadKeys[shard];
    }

    byte[] dead(int shard) {
        return dead[shard];
    }
}
