// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pauses of one kind that a server has noted.
 *
 * @param event which kind, such as {@code command} or {@code fork}
 * @param at when the last one was, in seconds of the server's clock
 * @param last how long the last one was
 * @param longest how long the longest one was
 */
public record LatencySpike(String event, Instant at, Duration last, Duration longest) {

    static LatencySpike of(@Nullable Object reply) {
        List<?> parts = RawReply.list(reply);
        return new LatencySpike(
                RawReply.text(RawReply.part(parts, 0)),
                Instant.ofEpochSecond(RawReply.number(RawReply.part(parts, 1))),
                Duration.ofMillis(RawReply.number(RawReply.part(parts, 2))),
                Duration.ofMillis(RawReply.number(RawReply.part(parts, 3))));
    }
}
