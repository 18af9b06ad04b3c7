// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Turns what goes wrong on the wire into our exceptions, with words for the one who reads them at night. */
final class RedisFailures {

    private static final String NOT_SENT = " was not sent: ";
    private static final String ARGUMENTS_FOLLOW = ", with args";

    private final Endpoint endpoint;
    private final LinkLimits limits;
    private final boolean encrypted;

    RedisFailures(NodeSettings node) {
        endpoint = node.endpoint();
        limits = node.limits();
        encrypted = node.tls() != null;
    }

    /** The server answered with an error. */
    JambryException refused(CommandObject<?> command, JedisDataException answer) {
        String text = String.valueOf(answer.getMessage());
        Refusal refusal = Refusal.of(answer);
        if (refusal != Refusal.NONE) {
            return new NotExecutedException(
                    at(command) + " was refused with " + refusal + ": " + refusal.help(answer), answer);
        }
        String permission = Refusal.permissionOfScript(text);
        if (permission != null) {
            return new ServerException(at(command) + " was refused a step with NOPERM: " + permission, answer);
        }
        int arguments = text.indexOf(ARGUMENTS_FOLLOW);
        if (arguments >= 0) {
            // what follows repeats keys and values, so neither text nor cause may go along
            String shown = text.substring(0, arguments);
            return new ServerException(at(command) + " failed: " + shown, new JedisDataException(shown));
        }
        return new ServerException(at(command) + " failed: " + text, answer);
    }

    /** The reply was none that the command has. */
    ServerException unreadable(CommandObject<?> command, RuntimeException failure) {
        // its message may hold a part of the reply
        return new ServerException(at(command) + " was answered with something else than it answers ("
                + failure.getClass().getName() + "); see whether this is a Redis or Valkey server, or what is between");
    }

    /** No connection of one's own was free in time. */
    NodeFailure exhausted(CommandObject<?> command, long start, int waiting) {
        return NodeFailure.ours(new NotExecutedException(at(command) + " waited " + millisSince(start)
                + " ms for a connection (limit " + limits.timeout().toMillis() + " ms, pool " + limits.poolSize()
                + " of "
                + limits.poolSize() + " in use, " + waiting + " waiting); raise 'timeout' or 'pool-size'"));
    }

    /** The shared connections were busy until the deadline. */
    NodeFailure notItsTurn(CommandObject<?> command, long start, int waiting) {
        return NodeFailure.silent(
                new NotExecutedException(at(command) + " was not sent: it waited " + millisSince(start)
                        + " ms for its turn (limit " + limits.timeout().toMillis() + " ms, " + waiting
                        + " waiting); the server is slow or does not answer; raise 'timeout' if it is only slow"));
    }

    /** Opening a connection failed. */
    NodeFailure notConnected(
            CommandObject<?> command, long elapsedNanos, boolean timedOut, WireSockets.Step step, Throwable cause) {
        if (cause instanceof JedisDataException answer) {
            Refusal refusal = Refusal.of(answer);
            String text = String.valueOf(answer.getMessage());
            String hint = text.contains("DB index") ? "; correct 'database'" : "";
            NotExecutedException seen = new NotExecutedException(
                    at(command) + NOT_SENT + "opening a connection was refused with "
                            + (refusal == Refusal.NONE ? text + hint : refusal + ": " + refusal.help(answer)),
                    answer);
            return refusal.passes() ? NodeFailure.unreached(seen) : NodeFailure.ours(seen);
        }
        boolean timeoutIsShorter = limits.timeout().compareTo(limits.connectTimeout()) < 0;
        Duration limit = timeoutIsShorter ? limits.timeout() : limits.connectTimeout();
        String help;
        if (timedOut && step != WireSockets.Step.CONNECT) {
            help = help(step);
        } else if (timedOut) {
            help = (!encrypted
                            ? "check that the server is reachable"
                            : "check that the server is reachable and expects TLS at this port")
                    + ", or raise '" + (timeoutIsShorter ? "timeout" : "connect-timeout") + "'";
        } else if (encrypted) {
            help =
                    "check that the server expects TLS at this port, 'tls-truststore', the name in the server's certificate,"
                            + " and 'tls-keystore' if it asks for a certificate of ours";
        } else {
            help = "check 'url', and that a server listens there";
        }
        NotExecutedException seen = new NotExecutedException(
                at(command) + NOT_SENT + "no connection after " + millis(elapsedNanos)
                        + " ms (" + (timedOut ? "timed out" : reason(cause)) + "; limit " + limit.toMillis() + " ms); "
                        + help,
                cause);
        return !timedOut && isDistrust(cause) ? NodeFailure.ours(seen) : NodeFailure.unreached(seen);
    }

    private String help(WireSockets.Step step) {
        return step == WireSockets.Step.LOOKUP
                ? "looking up the host does not end; check the name servers of this machine"
                : "'credentials-provider' does not return; see what it waits for";
    }

    /** Attempts to connect have failed just now, and the next one may not begin yet. */
    NodeFailure notYet(CommandObject<?> command, NodeFailure last, long millis) {
        NotExecutedException seen = new NotExecutedException(
                at(command) + NOT_SENT + whyNotSent(last) + "; this was a moment ago, the next attempt is in " + millis
                        + " ms",
                last.seen());
        return last.isOfTheNode() ? NodeFailure.paused(seen) : NodeFailure.ours(seen);
    }

    private static String whyNotSent(NodeFailure other) {
        String text = String.valueOf(other.seen().getMessage());
        int reason = text.indexOf(NOT_SENT);
        return reason < 0 ? text : text.substring(reason + NOT_SENT.length());
    }

    /** Too many attempts to connect hang where nothing can end them. */
    NodeFailure hanging(CommandObject<?> command, long attempts) {
        return NodeFailure.unreached(new NotExecutedException(at(command) + NOT_SENT + "no connection: " + attempts
                + " attempts hang in looking up the host or in 'credentials-provider'; see what they wait for"));
    }

    /** What happened to another call happens to this one. */
    NodeFailure alike(NodeFailure other, CommandObject<?> command) {
        NotExecutedException seen = new NotExecutedException(at(command) + NOT_SENT + whyNotSent(other), other.seen());
        return switch (other.kind()) {
            case UNREACHED, LOST, SILENT -> NodeFailure.unreached(seen);
            case PAUSED -> NodeFailure.paused(seen);
            case LEFT_ALONE -> NodeFailure.leftAlone(seen);
            case OURS -> NodeFailure.ours(seen);
        };
    }

    /** The node is not what the URL says. */
    NodeFailure unsuitable(CommandObject<?> command, String objection) {
        return NodeFailure.ours(new NotExecutedException(at(command) + " was not sent: the server " + objection));
    }

    /** One side did not like what the other one showed; a connection that merely broke is something else. */
    private static boolean isDistrust(Throwable failure) {
        boolean tls = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return false;
            }
            tls |= cause instanceof SSLException;
        }
        return tls;
    }

    /**
     * The connection broke, or was given up, under way.
     *
     * @param left whether the server may have got the command
     */
    NodeFailure broken(CommandObject<?> command, long start, long deadline, boolean left, @Nullable Throwable cause) {
        boolean timedOut = deadline - System.nanoTime() <= 0;
        String what = timedOut
                ? " timed out after " + millisSince(start) + " ms (limit "
                        + limits.timeout().toMillis() + " ms); raise 'timeout'"
                : " lost its connection after " + millisSince(start) + " ms (" + reason(cause) + ")";
        JambryException seen = left && !CommandKind.leavesNothing(command)
                ? new OutcomeUnknownException(at(command) + what + "; nobody knows whether it was executed", cause)
                : new NotExecutedException(at(command) + what + "; it changed nothing", cause);
        boolean mayRunAgain = !left || CommandKind.mayRunTwice(command);
        return timedOut || !mayRunAgain ? NodeFailure.silent(seen) : NodeFailure.lost(seen);
    }

    /** The primary has done it, but too few replicas have it. */
    NodeFailure notReplicated(CommandObject<?> command, long start, Sending sending, @Nullable Object acknowledged) {
        String why = acknowledged instanceof JedisDataException refusal
                ? "WAIT was refused: "
                        + (Refusal.of(refusal) == Refusal.NOPERM ? Refusal.NOPERM.help(refusal) : "see 'wait-replicas'")
                : (acknowledged == null ? 0 : acknowledged) + " of " + sending.replicas()
                        + " replicas acknowledged it within "
                        + millisSince(start) + " ms (limit " + sending.limitMillis()
                        + " ms); see the replicas, or change 'wait-replicas' or 'wait-timeout'";
        return NodeFailure.ours(new OutcomeUnknownException(
                at(command) + " was executed, but may be lost in a failover: " + why, null));
    }

    /** As many calls as may wait are waiting. */
    NodeFailure crowded(CommandObject<?> command, int waiting) {
        return NodeFailure.ours(new NotExecutedException(at(command) + " was not sent: " + waiting
                + " calls are waiting for this server already; send fewer at once, or raise 'max-waiting'"));
    }

    /** The node did not answer others and is left alone. */
    NodeFailure leftAlone(CommandObject<?> command, long millis, @Nullable NodeFailure last) {
        return NodeFailure.leftAlone(new NotExecutedException(
                at(command) + " was not sent: the server did not answer "
                        + limits.breakerFailures() + " calls in a row and is left alone; the next try is in " + millis
                        + " ms ('breaker-failures', 'breaker-pause')",
                last == null ? null : last.seen()));
    }

    /** The link is closed, or the node was replaced. */
    NodeFailure closed(CommandObject<?> command) {
        return NodeFailure.leftAlone(
                new NotExecutedException(at(command) + " was not sent: the connection to the server is closed"));
    }

    private String at(CommandObject<?> command) {
        return CommandKind.name(command) + " on " + endpoint;
    }

    /** The reason in words; text that may hold a part of a reply is left out. */
    private static String reason(@Nullable Throwable cause) {
        if (cause != null && !(cause instanceof JedisException) && !(cause instanceof IOException)) {
            return "the reply was not valid";
        }
        Throwable last = cause;
        while (last != null && last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last == null ? "no reason known" : String.valueOf(last.getMessage());
    }

    private static long millisSince(long start) {
        return millis(System.nanoTime() - start);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
