// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import redis.clients.jedis.CommandObject;

/**
 * The script that decides by a limit, with what does not change from call to call. Numbers come and go packed as doubles, which have all
 * whole ones that there may be. Immutable.
 */
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

    /** What came back from a decision about so many permits. */
    RateReply reply(long wanted, Object reply) {
        ByteBuffer numbers = ByteBuffer.wrap((byte[]) reply).order(ByteOrder.LITTLE_ENDIAN);
        boolean given = numbers.getDouble() == 1;
        RateDecision decision = switch (limit.algorithm()) {
            case STEADY -> steady(given, wanted, numbers.getDouble());
            case WINDOW ->
                new RateDecision(
                        given, (long) numbers.getDouble(), micros(numbers.getDouble()), micros(numbers.getDouble()));
        };
        return new RateReply(decision, (long) numbers.getDouble());
    }

    /** In fractions of a microsecond, of which so many as there are permits are a whole, and as the period has microseconds a permit. */
    private RateDecision steady(boolean given, long wanted, double taken) {
        double burst = terms[0];
        double permits = terms[1];
        double period = terms[2];
        double most = burst * period;
        double asked = taken + wanted * period;
        double left = given ? asked : taken;
        return new RateDecision(
                given,
                (long) ((most - left) / period),
                given ? Duration.ZERO : micros(Math.ceil((asked - most) / permits)),
                micros(Math.ceil(left / permits)));
    }

    private static Duration micros(double number) {
        return number == 0 ? Duration.ZERO : Duration.of((long) number, ChronoUnit.MICROS);
    }
}
