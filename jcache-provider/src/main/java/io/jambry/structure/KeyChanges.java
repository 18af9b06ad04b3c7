// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import java.util.List;
import redis.clients.jedis.CommandObject;

/** What is done with many keys of one node at once. */
final class KeyChanges {

    /** Only to be counted. */
    static final Change NONE = (node, keys) -> 0;

    private KeyChanges() {}

    /** Changes keys, and tells how many were changed. */
    interface Change {
        long of(RedisLink node, List<byte[]> keys);
    }

    /** One command for all; in a cluster, where only keys of one slot go together, one for each. */
    static long delete(RedisLink node, List<byte[]> keys) {
        return node.isCluster()
                ? sum(
                        node,
                        keys.stream().map(key -> node.commands().unlink(key)).toList())
                : sum(node, List.of(node.commands().unlink(keys.toArray(byte[][]::new))));
    }

    static long expire(RedisLink node, List<byte[]> keys, long millis) {
        return sum(
                node,
                keys.stream().map(key -> node.commands().pexpire(key, millis)).toList());
    }

    private static long sum(RedisLink node, List<CommandObject<Long>> commands) {
        long sum = 0;
        for (Object reply : node.callAll(commands)) {
            if (reply instanceof JambryException failure) {
                throw failure;
            }
            sum += (Long) reply;
        }
        return sum;
    }
}
