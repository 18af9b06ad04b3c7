// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import java.util.function.Function;
import redis.clients.jedis.CommandObject;

/**
 * Gives out permits, no more than a {@link RateLimit} allows, to all JVMs together. A decision is one script, and one round trip; in a
 * {@link Batch} many decisions are. Time is the server's.
 *
 * <pre>{@code
 * RedisRateLimiter logins = structures.rateLimiter("logins", RateLimit.steady(5, Duration.ofMinutes(1)));
 * RateDecision decision = logins.of(user).tryAcquire().call();
 * if (!decision.allowed()) {
 *     response.setHeader("Retry-After", String.valueOf(decision.retryAfter().toSeconds() + 1));
 * }
 * }</pre>
 *
 * <p>On the server it is there while something that was taken has not come back, and up to two seconds longer, of a window up to the
 * end of the next period; {@link #delete} gives everything back at once. A server that evicts keys, or loses them in a failover, gives
 * permits back early.
 */
public final class RedisRateLimiter extends Structure {

    /** This JVM among those that have limits of their own. */
    private static final String CLIENT = UUID.randomUUID().toString();

    private final RateScript script;
    private final Function<String, RedisRateLimiter> others;

    /**
     * Makes a limiter.
     *
     * @param script decides
     * @param others the limiters of keys
     */
    RedisRateLimiter(StructureLink link, byte[] key, RateScript script, Function<String, RedisRateLimiter> others) {
        super(link, key);
        this.script = script;
        this.others = others;
    }

    /**
     * How much it allows.
     *
     * @return what it was made with
     */
    public RateLimit limit() {
        return script.limit();
    }

    /**
     * The limiter of one key: each key has the whole limit for itself. In a cluster keys spread over the nodes, unless they are of a
     * {@linkplain Structures#group group}.
     *
     * @param key such as a user, an address or an API key; not empty. It is part of a name on the server, as the keys of a cache are
     * @return the limiter; of a limiter of a key, that of another key
     */
    public RedisRateLimiter of(String key) {
        if (requireNonNull(key, "key").isEmpty()) {
            throw new IllegalArgumentException(this + ": the key is empty");
        }
        return others.apply(key);
    }

    /**
     * The limiter of this JVM: each JVM has the whole limit for itself.
     *
     * @return the limiter
     */
    public RedisRateLimiter perClient() {
        return others.apply(CLIENT);
    }

    /**
     * Asks for a permit.
     *
     * @return an operation; a script
     */
    public Operation<RateDecision> tryAcquire() {
        return tryAcquire(1);
    }

    /**
     * Asks for permits: all of them, or none.
     *
     * @param number how many, at least 1, at most as many as can ever be had at once
     * @return an operation; a script
     * @throws IllegalArgumentException if it is less or more
     */
    public Operation<RateDecision> tryAcquire(long number) {
        if (number < 1 || number > limit().burst()) {
            throw new IllegalArgumentException(this + ": " + number + " permits were asked for; it must be 1 to "
                    + limit().burst() + ", the burst of its limit");
        }
        return operation(decision(number));
    }

    /**
     * Tells how things are, and takes nothing.
     *
     * @return an operation: always allowed, with the permits that remain; a script
     */
    public Operation<RateDecision> look() {
        return operation(decision(0));
    }

    private CommandObject<RateDecision> decision(long number) {
        return Replies.map(script(number), RateReply::decision);
    }

    CommandObject<RateReply> script(long number) {
        return Replies.map(script.with(key(), number), reply -> script.reply(number, reply));
    }
}
