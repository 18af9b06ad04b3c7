// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.CommandObject;

/** The script that decides by a limit, with what does not change from call to call. Immutable. */
final class RateScript {

    private final RateLimit limit;
    private final RedisScript script;
    private final byte[][] terms;

    private RateScript(RateLimit limit, RedisScript script, long... terms) {
        this.limit = limit;
        this.script = script;
        this.terms = new byte[terms.length][];
        for (int i = 0; i < terms.length; i++) {
            this.terms[i] = text(terms[i]);
        }
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
        return script.with(key, text(wanted), terms[0], terms[1], terms[2]);
    }

    private static byte[] text(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
