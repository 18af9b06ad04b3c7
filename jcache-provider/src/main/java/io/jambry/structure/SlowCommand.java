// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that took a server long.
 *
 * @param id grows with each
 * @param at when it ran, in seconds of the server's clock
 * @param took how long it ran, without waiting and sending
 * @param words the command and its arguments, with keys and values, those of many or long ones cut by the server
 * @param client who sent it: host and port
 * @param clientName what the client calls itself; empty for nothing
 */
public record SlowCommand(long id, Instant at, Duration took, List<String> words, String client, String clientName) {

    /** Keeps a copy of the words. */
    public SlowCommand {
        words = List.copyOf(words);
    }

    static SlowCommand of(@Nullable Object reply) {
        List<?> parts = RawReply.list(reply);
        return new SlowCommand(
                RawReply.number(RawReply.part(parts, 0)),
                Instant.ofEpochSecond(RawReply.number(RawReply.part(parts, 1))),
                Duration.of(RawReply.number(RawReply.part(parts, 2)), ChronoUnit.MICROS),
                RawReply.list(RawReply.part(parts, 3)).stream()
                        .map(RawReply::text)
                        .toList(),
                RawReply.text(RawReply.part(parts, 4)),
                RawReply.text(RawReply.part(parts, 5)));
    }

    /**
     * Which command it is.
     *
     * @return its first word
     */
    public String command() {
        return words.isEmpty() ? "" : words.get(0);
    }

    /** Without keys and values. */
    @Override
    public String toString() {
        return command() + " with " + Math.max(0, words.size() - 1) + " arguments took " + took + " at " + at;
    }
}
