// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A slot of a cluster on its way to another node, of whose keys some have arrived and some have not. */
public final class SplitSlot {

    private SplitSlot() {}

    /**
     * Tells whether a command over several keys was not executed because they are on two nodes. Commands over one key go through.
     *
     * @param failure what became of it
     * @return whether a server has said so
     */
    public static boolean isReason(JambryException failure) {
        return failure.getCause() instanceof JedisDataException answer && Refusal.of(answer) == Refusal.TRYAGAIN;
    }
}
