// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import static java.util.Objects.requireNonNull;

/**
 * How much the entries of a cache may be, and which has to go when there are too many. They lie in shards, each with its part of the
 * limits, so that they spread over the nodes of a cluster.
 *
 * @param maxEntries how many entries; from {@code shards} up, or {@link #UNLIMITED}
 * @param maxBytes how many bytes their keys and values may be, as they are stored; from {@code shards} up, or {@link #UNLIMITED}
 * @param eviction who has to go
 * @param shards how many shards there are; from 1 up
 */
public record Bounds(long maxEntries, long maxBytes, Eviction eviction, int shards) {

    /** Any number of entries, or of bytes. */
    public static final long UNLIMITED = 0;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range, or both limits are {@link #UNLIMITED}
     */
    public Bounds {
        requireNonNull(eviction, "eviction");
        if (shards < 1) {
            throw new IllegalArgumentException("shards is " + shards + "; it must be 1 at least");
        }
        requireLimit("maxEntries", maxEntries, shards);
        requireLimit("maxBytes", maxBytes, shards);
        if (maxEntries == UNLIMITED && maxBytes == UNLIMITED) {
            throw new IllegalArgumentException("neither maxEntries nor maxBytes is set; one of them must be");
        }
    }

    private static void requireLimit(String name, long limit, int shards) {
        if (limit != UNLIMITED && limit < shards) {
            throw new IllegalArgumentException(
                    name + " is " + limit + "; it must be " + shards + ", the number of shards, at least");
        }
    }

    /**
     * How many entries a shard may have: the parts of all shards are the whole.
     *
     * @param shard from 0 to {@code shards - 1}
     * @return from 1 up, or {@link #UNLIMITED}
     */
    public long entriesOf(int shard) {
        return part(maxEntries, shard);
    }

    /**
     * How many bytes the keys and values of a shard may be.
     *
     * @param shard from 0 to {@code shards - 1}
     * @return from 1 up, or {@link #UNLIMITED}
     */
    public long bytesOf(int shard) {
        return part(maxBytes, shard);
    }

    private long part(long whole, int shard) {
        return whole / shards + (shard < whole % shards ? 1 : 0);
    }
}
