// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** Turns what goes wrong on the wire into our exceptions, with words for the one who reads them at night. */
final class RedisFailures {

    /** Answers that mean that nothing was executed, and what helps. */
    private static final Map<String, String> REFUSALS = Map.ofEntries(
            Map.entry("LOADING", "the server is still reading its data; try again soon"),
            Map.entry("OOM", "the server is out of memory; raise its 'maxmemory' or choose an eviction policy"),
            Map.entry("READONLY", "this server is a replica; connect to the primary"),
            Map.entry("MASTERDOWN", "this replica has lost its primary"),
            Map.entry("CLUSTERDOWN", "the cluster is not complete"),
            Map.entry("NOREPLICAS", "too few replicas follow the server for its 'min-replicas-to-write'"),
            Map.entry("MISCONF", "the server cannot write its snapshot and refuses writes; see its log"),
            Map.entry("BUSY", "a script occupies the server"),
            Map.entry("MOVED", "this server is part of a cluster and does not hold the key"),
            Map.entry("ASK", "this server is part of a cluster and is giving the key away"),
            Map.entry("TRYAGAIN", "this server is part of a cluster and is giving the key away"),
            Map.entry("NOAUTH", "set 'username' and 'password'"),
            Map.entry("WRONGPASS", "correct 'username' and 'password'"),
            Map.entry("NOPERM", "allow the user this command and these keys with ACL SETUSER"));

    private static final String ARGUMENTS_FOLLOW = ", with args";

    private final LinkSettings settings;

    RedisFailures(LinkSettings settings) {
        this.settings = settings;
    }

    /** The server answered with an error. */
    JambryException refused(CommandObject<?> command, JedisDataException answer) {
        String text = String.valueOf(answer.getMessage());
        String code = code(answer);
        String help = REFUSALS.get(code);
        if (help != null) {
            return new NotExecutedException(at(command) + " was refused with " + code + ": " + help, answer);
        }
        int arguments = text.indexOf(ARGUMENTS_FOLLOW);
        if (arguments >= 0) {
            // what follows repeats keys and values, so neither text nor cause may go along
            return new ServerException(at(command) + " failed: " + text.substring(0, arguments));
        }
        return new ServerException(at(command) + " failed: " + text, answer);
    }

    /** No connection was free in time. */
    NotExecutedException exhausted(CommandObject<?> command, long elapsedNanos, int waiting) {
        return new NotExecutedException(at(command) + " waited " + millis(elapsedNanos) + " ms for a connection (limit "
                + settings.timeout().toMillis() + " ms, pool " + settings.poolSize() + " of " + settings.poolSize()
                + " in use, " + waiting + " waiting); raise 'timeout' or 'pool-size'");
    }

    /** Opening a connection failed. */
    NotExecutedException notConnected(CommandObject<?> command, long elapsedNanos, boolean timedOut, Throwable cause) {
        if (cause instanceof JedisDataException answer) {
            String code = code(answer);
            String help = REFUSALS.get(code);
            String text = String.valueOf(answer.getMessage());
            String hint = text.contains("DB index") ? "; correct 'database'" : "";
            return new NotExecutedException(
                    at(command) + " was not sent: opening a connection was refused with "
                            + (help == null ? text + hint : code + ": " + help),
                    answer);
        }
        boolean timeoutIsShorter = settings.timeout().compareTo(settings.connectTimeout()) < 0;
        Duration limit = timeoutIsShorter ? settings.timeout() : settings.connectTimeout();
        String help;
        if (timedOut) {
            help = (settings.tls() == null
                            ? "check that the server is reachable"
                            : "check that the server is reachable and expects TLS at this port")
                    + ", or raise '" + (timeoutIsShorter ? "timeout" : "connect-timeout") + "'";
        } else if (isOfTls(cause)) {
            help = "check that the server expects TLS at this port, 'tls-truststore', and the name in the certificate";
        } else {
            help = "check 'url', and that a server listens there";
        }
        return new NotExecutedException(
                at(command) + " was not sent: no connection after " + millis(elapsedNanos)
                        + " ms (" + (timedOut ? "timed out" : reason(cause)) + "; limit " + limit.toMillis() + " ms); "
                        + help,
                cause);
    }

    private static boolean isOfTls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    /** The connection broke, or was given up, under way. */
    JambryException broken(Ending ending, CommandObject<?> command, long elapsedNanos, @Nullable Throwable cause) {
        String what = ending.timedOut
                ? " timed out after " + millis(elapsedNanos) + " ms (limit "
                        + settings.timeout().toMillis() + " ms); raise 'timeout'"
                : " lost its connection after " + millis(elapsedNanos) + " ms (" + reason(cause) + ")";
        if (ending.mayHaveRun) {
            return new OutcomeUnknownException(at(command) + what + "; nobody knows whether it was executed", cause);
        }
        return new NotExecutedException(at(command) + what + "; it changed nothing", cause);
    }

    /** A later part of a batch could not be sent. */
    OutcomeUnknownException halfDone(CommandObject<?> command, int done, int all, NotExecutedException cause) {
        return new OutcomeUnknownException(
                at(command) + " ended a batch: " + done + " of " + all
                        + " commands were executed, the others were not sent",
                cause);
    }

    /** The queue of the link is full. */
    NotExecutedException crowded(CommandObject<?> command, int waiting) {
        return new NotExecutedException(
                at(command) + " was not sent: " + waiting + " commands are waiting already; send fewer at once");
    }

    /** The link is closed. */
    NotExecutedException closed(CommandObject<?> command) {
        return new NotExecutedException(at(command) + " was not sent: the connection to the server is closed");
    }

    /**
     * How a command came to its end without an answer.
     *
     * @param timedOut whether its time was up
     * @param mayHaveRun whether the server may have changed something
     */
    record Ending(boolean timedOut, boolean mayHaveRun) {}

    private static String code(JedisDataException answer) {
        return String.valueOf(answer.getMessage()).split("[ :]", 2)[0];
    }

    private String at(CommandObject<?> command) {
        return CommandKind.name(command) + " on " + settings.address();
    }

    private static String reason(@Nullable Throwable cause) {
        Throwable last = cause;
        while (last != null && last.getCause() != null && last.getCause() != last) {
            last = last.getCause();
        }
        return last == null ? "no reason known" : String.valueOf(last.getMessage());
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
