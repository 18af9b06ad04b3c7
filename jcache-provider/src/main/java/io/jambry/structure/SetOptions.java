// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.SetParams;

/**
 * How a {@linkplain RedisBucket bucket} is set: under which condition, and when it ends. Without an end given, it has none afterwards.
 * Immutable.
 *
 * <pre>{@code
 * bucket.set(value, SetOptions.ifAbsent().endingIn(Duration.ofMinutes(5)));
 * bucket.set(value, SetOptions.always().keepingTimeToLive());
 * }</pre>
 */
public final class SetOptions {

    private enum Condition {
        NONE,
        ABSENT,
        PRESENT
    }

    private final Condition condition;
    private final @Nullable Duration timeToLive;
    private final @Nullable Instant end;
    private final boolean keeps;

    private SetOptions(Condition condition, @Nullable Duration timeToLive, @Nullable Instant end, boolean keeps) {
        this.condition = condition;
        this.timeToLive = timeToLive;
        this.end = end;
        this.keeps = keeps;
    }

    /**
     * Whatever is there.
     *
     * @return the options
     */
    public static SetOptions always() {
        return new SetOptions(Condition.NONE, null, null, /* keeps= */ false);
    }

    /**
     * Only where nothing is.
     *
     * @return the options: {@code NX}
     */
    public static SetOptions ifAbsent() {
        return new SetOptions(Condition.ABSENT, null, null, /* keeps= */ false);
    }

    /**
     * Only where something is.
     *
     * @return the options: {@code XX}
     */
    public static SetOptions ifPresent() {
        return new SetOptions(Condition.PRESENT, null, null, /* keeps= */ false);
    }

    /**
     * The same, ending after a time.
     *
     * @param timeToLive from now, at least a millisecond
     * @return the options: {@code PX}
     * @throws IllegalArgumentException if it is shorter
     */
    public SetOptions endingIn(Duration timeToLive) {
        Structure.millis(timeToLive);
        return new SetOptions(condition, timeToLive, null, /* keeps= */ false);
    }

    /**
     * The same, ending at a moment of the server's clock.
     *
     * @param end the moment, after 1970; where it is past, nothing is there afterwards
     * @return the options: {@code PXAT}
     * @throws IllegalArgumentException if it is not after 1970
     */
    public SetOptions endingAt(Instant end) {
        if (end.toEpochMilli() <= 0) {
            throw new IllegalArgumentException("end is not after 1970: " + end);
        }
        return new SetOptions(condition, null, end, /* keeps= */ false);
    }

    /**
     * The same, ending when what is there would have ended.
     *
     * @return the options: {@code KEEPTTL}
     */
    public SetOptions keepingTimeToLive() {
        return new SetOptions(condition, null, null, /* keeps= */ true);
    }

    SetParams params() {
        SetParams params = new SetParams();
        switch (condition) {
            case ABSENT -> params.nx();
            case PRESENT -> params.xx();
            case NONE -> {
                // it is set in any case
            }
        }
        if (timeToLive != null) {
            params.px(timeToLive.toMillis());
        } else if (end != null) {
            params.pxAt(end.toEpochMilli());
        } else if (keeps) {
            params.keepTtl();
        }
        return params;
    }
}
