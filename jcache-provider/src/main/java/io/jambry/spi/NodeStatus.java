// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/**
 * How one server of a store is doing, as this JVM sees it.
 *
 * @param address host and port
 * @param role what it is to us: {@code standalone}, {@code watched} (a primary or replica under sentinels), {@code sentinel},
 *     {@code cluster}, {@code cluster replica}
 * @param server flavour and version, as it introduced itself; empty before the first connection
 * @param leftAlone whether its breaker is open: calls fail at once, but for one from time to time
 * @param openings how often the breaker has opened
 * @param failures how many calls, repetitions included, it did not answer
 * @param unknown how many of these are of unknown outcome
 * @param connections how many connections were opened to it
 * @param waiting how many calls wait for it at the moment
 */
public record NodeStatus(
        String address,
        String role,
        String server,
        boolean leftAlone,
        long openings,
        long failures,
        long unknown,
        long connections,
        int waiting) {}
