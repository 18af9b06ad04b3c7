// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import redis.clients.jedis.CommandObject;

/** The script that decides by a limit, with what does not change from call to call. Immutable. */
final class RateScript {

    private final RateLimit limit;
    private final RedisScript script;
    private final double[] terms;

    private RateScript(RateLimit limit, RedisScript script, double... terms) {
        this.limit = limit;
        this.script = script;
        this.terms = terms;
    }

    static RateScript of(RateLimit limit) {
        return switch (limit.algorithm()) {
            case STEADY ->
                new RateScript(
                        limit, RedisScript.RATE_STEADY, limit.burst(), limit.steadyPermits(), limit.steadyPeriod());
            case WINDOW ->
                new RateScript(
                        limit, RedisScript.RATE_WINDOW, limit.permits(), limit.windowPeriod(), limit.windowUnit());
        };
    }

    RateLimit limit() {
        return limit;
    }

    /** A decision about so many permits. */
    CommandObject<Object> with(byte[] key, long wanted) {
        ByteBuffer numbers =
                ByteBuffer.allocate(Double.BYTES * (1 + terms.length)).order(ByteOrder.LITTLE_ENDIAN);
        numbers.putDouble((double) wanted);
        for (double term : terms) {
            numbers.putDouble(term);
        }
        return script.with(key, numbers.array());
    }
}
