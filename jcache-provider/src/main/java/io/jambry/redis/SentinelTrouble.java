// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.NotExecutedException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Why no primary is known.
 *
 * @param reason in words, with what to change
 * @param lasts whether it will be the same a little later, so that waiting is of no use
 * @param cause what was behind it
 */
record SentinelTrouble(
        String reason, boolean lasts, @Nullable Throwable cause) {

    static final SentinelTrouble CLOSED =
            new SentinelTrouble("the connection to the servers is closed", /* lasts= */ true, null);

    /** The search has only begun. */
    static final SentinelTrouble SEARCHING =
            new SentinelTrouble("the sentinels were not heard in time; raise 'timeout'", /* lasts= */ false, null);

    /** No sentinel names a primary. */
    static SentinelTrouble of(SentinelSurvey survey, String sentinels, String primaryName) {
        if (!survey.reports().isEmpty()) {
            return new SentinelTrouble(
                    "the sentinels " + SentinelRoster.names(survey.voters()) + " know no primary of the name '"
                            + primaryName + "'; correct 'primary-name'",
                    /* lasts= */ true,
                    null);
        }
        Throwable first = null;
        for (Map.Entry<SentinelSeat, RuntimeException> entry : survey.failures().entrySet()) {
            RuntimeException failure = entry.getValue();
            JedisDataException refusal = refusal(failure);
            if (refusal != null) {
                return refused(entry.getKey(), refusal);
            }
            if (failure instanceof NodeFailure ours && ours.kind() == NodeFailure.Kind.OURS) {
                return new SentinelTrouble(text(failure), /* lasts= */ true, seen(failure));
            }
            first = first == null ? seen(failure) : first;
        }
        return new SentinelTrouble(
                "none of the sentinels " + sentinels + " answers; check 'url', and that sentinels listen there"
                        + (first == null ? "" : "; the first failure: " + first.getMessage()),
                /* lasts= */ false,
                first);
    }

    private static SentinelTrouble refused(SentinelSeat sentinel, JedisDataException refusal) {
        Refusal kind = Refusal.of(refusal);
        String help = switch (kind) {
            case NOAUTH -> "NOAUTH; set 'sentinel-username' and 'sentinel-password'";
            case WRONGPASS -> "WRONGPASS; correct 'sentinel-username' and 'sentinel-password'";
            case NOPERM -> "NOPERM; for 'sentinel-username', " + kind.help(refusal);
            default -> "'" + refusal.getMessage() + "'; check 'sentinel-username' and 'sentinel-password'";
        };
        return new SentinelTrouble(
                "the sentinel " + sentinel + " refuses us with " + help, /* lasts= */ !kind.passes(), refusal);
    }

    /** What a sentinel said instead of an answer, to a question or while a connection was opened; null if it did not. */
    private static @Nullable JedisDataException refusal(RuntimeException failure) {
        if (failure instanceof JedisDataException refusal) {
            return refusal;
        }
        return seen(failure).getCause() instanceof JedisDataException refusal ? refusal : null;
    }

    private static Throwable seen(RuntimeException failure) {
        return failure instanceof NodeFailure lost ? lost.seen() : failure;
    }

    private static String text(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    /** The server that they name cannot be used. */
    static SentinelTrouble unusable(Endpoint primary, NodeFailure failure) {
        return new SentinelTrouble(
                "the sentinels name " + primary + ", which cannot be used: " + text(failure),
                /* lasts= */ failure.kind() == NodeFailure.Kind.OURS,
                failure.seen());
    }

    /** The server that they name follows another one. */
    static SentinelTrouble demoted(Endpoint primary) {
        return new SentinelTrouble(
                "the sentinels name " + primary
                        + ", which says that it is a replica; another server is perhaps about to" + " take over",
                /* lasts= */ false,
                null);
    }

    /** What it means for a command. */
    NodeFailure of(CommandObject<?> command, long start, Duration limit) {
        NotExecutedException seen = new NotExecutedException(
                CommandKind.name(command) + " was not sent: no primary is known after "
                        + (System.nanoTime() - start) / 1_000_000 + " ms (limit " + limit.toMillis() + " ms): "
                        + reason,
                cause);
        return lasts ? NodeFailure.ours(seen) : NodeFailure.lost(seen);
    }
}
