// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/** The commands about the end of a key, whatever is there. */
final class Ends {

    private Ends() {}

    static CommandObject<Boolean> after(CommandObjects commands, byte[] key, Duration timeToLive) {
        return Replies.map(commands.pexpire(key, Structure.millis(timeToLive)), Replies::isOne);
    }

    static CommandObject<Boolean> after(CommandObjects commands, byte[] key, Duration timeToLive, ExpiryRule rule) {
        return Replies.map(
                commands.pexpire(
                        key,
                        Structure.millis(timeToLive),
                        requireNonNull(rule, "rule").option()),
                Replies::isOne);
    }

    static CommandObject<Boolean> at(CommandObjects commands, byte[] key, Instant end) {
        return Replies.map(commands.pexpireAt(key, millis(end)), Replies::isOne);
    }

    static CommandObject<Boolean> at(CommandObjects commands, byte[] key, Instant end, ExpiryRule rule) {
        return Replies.map(
                commands.pexpireAt(
                        key, millis(end), requireNonNull(rule, "rule").option()),
                Replies::isOne);
    }

    static CommandObject<Optional<Duration>> left(CommandObjects commands, byte[] key) {
        return Replies.map(commands.pttl(key), Replies::timeToLive);
    }

    /** Negative numbers stand for no end, and for no key. */
    static CommandObject<Optional<Instant>> moment(CommandObjects commands, byte[] key) {
        return Replies.map(
                commands.pexpireTime(key),
                millis -> millis < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis)));
    }

    private static long millis(Instant end) {
        return requireNonNull(end, "end").toEpochMilli();
    }
}
