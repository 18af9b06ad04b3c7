// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;

/**
 * What a {@link RedisRateLimiter} says, at one moment of the server's clock. Times count from that moment, and hold if nobody takes permits
 * meanwhile.
 *
 * @param allowed whether the permits were given; if not, nothing was taken
 * @param remaining how many more could be had at once
 * @param retryAfter when the same number can be had; zero if it was given
 * @param resetAfter when everything that was taken has come back
 */
public record RateDecision(boolean allowed, long remaining, Duration retryAfter, Duration resetAfter) {}
