// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.List;
import java.util.stream.Stream;

/**
 * The names of what tells when to look at the entries of a cache, {@code <shard>:ends}, and of who looks there, {@code <shard>:looks}, in
 * the {@link Shards} of the cache.
 */
final class ExpiryIndex {

    private final Shards shards;
    private final byte[][] names;
    private final byte[][] lookers;

    ExpiryIndex(String namespace, String cache, boolean isCluster) {
        shards = new Shards(namespace, cache, isCluster);
        names = shards.names("ends");
        lookers = shards.names("looks");
    }

    /** The shard of a key. */
    int shard(byte[] key) {
        return shards.of(key);
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
