// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.ConfigurationException;
import java.time.Duration;

/**
 * How the sessions of one application are kept. How attributes are written, compressed and encrypted is said by the settings of the
 * provider for the name {@value #FORM}, such as {@code jambry.caches.sessions.codec}. Immutable.
 *
 * @param application whose sessions these are: nodes with the same name share them; not empty
 * @param touchWindow how old the noted last access may become before a request writes it anew, 0 to 1 h. A session has up to twentieth of
 *     its own maximum inactive time if that is shorter, and ends later by as much, never earlier
 * @param grace for how long a session that is over waits for a node that tells its listeners, 1 s to 7 d
 * @param sweepInterval how often each node looks for sessions that are over, 100 ms to 1 h
 * @param lease how long a node that tells listeners may give no sign of life, before another one tells them again, 1 s to 1 h
 * @param maxSessionBytes how large the attributes of a session may be together, as they are stored, 1 KiB to 512 MiB
 * @param localCopies how many sessions a node keeps at hand, so that the server need not send again what it has sent; 0 for none. Each use
 *     still asks the server whether they are current
 * @param dirtyCheck which attributes a commit writes
 * @param undecodable what happens to an attribute that cannot be decoded
 * @param flush when changes are written
 * @param limit how many sessions a user may have
 * @param management whether {@link OpenSessions} show what they do by JMX
 */
public record SessionSettings(
        String application,
        Duration touchWindow,
        Duration grace,
        Duration sweepInterval,
        Duration lease,
        int maxSessionBytes,
        int localCopies,
        DirtyCheck dirtyCheck,
        Undecodable undecodable,
        Flush flush,
        SessionLimit limit,
        boolean management) {

    /** The name under which the settings of the provider say how attributes are written. */
    public static final String FORM = "sessions";

    private static final int MIB = 1 << 20;

    public SessionSettings {
        if (requireNonNull(application, "application").isBlank()) {
            throw new ConfigurationException("setting 'application' of sessions is empty; give the application a name");
        }
        within("touch-window", touchWindow, Duration.ZERO, Duration.ofHours(1));
        within("grace", grace, Duration.ofSeconds(1), Duration.ofDays(7));
        within("sweep-interval", sweepInterval, Duration.ofMillis(100), Duration.ofHours(1));
        within("lease", lease, Duration.ofSeconds(1), Duration.ofHours(1));
        within("max-session-bytes", maxSessionBytes, 1024, 512 * MIB);
        within("local-copies", localCopies, 0, MIB);
        requireNonNull(dirtyCheck, "dirtyCheck");
        requireNonNull(undecodable, "undecodable");
        requireNonNull(flush, "flush");
        requireNonNull(limit, "limit");
    }

    /**
     * Settings with no limit, changes that are written before the response leaves, and nothing shown by JMX.
     *
     * @param application as above
     * @param touchWindow as above
     * @param grace as above
     * @param sweepInterval as above
     * @param lease as above
     * @param maxSessionBytes as above
     * @param localCopies as above
     * @param dirtyCheck as above
     * @param undecodable as above
     */
    public SessionSettings(
            String application,
            Duration touchWindow,
            Duration grace,
            Duration sweepInterval,
            Duration lease,
            int maxSessionBytes,
            int localCopies,
            DirtyCheck dirtyCheck,
            Undecodable undecodable) {
        this(
                application,
                touchWindow,
                grace,
                sweepInterval,
                lease,
                maxSessionBytes,
                localCopies,
                dirtyCheck,
                undecodable,
                Flush.COMMIT,
                SessionLimit.NONE,
                /* management= */ false);
    }

    /**
     * The settings that hold if nobody changes them.
     *
     * @param application the name of the application
     * @return the defaults
     */
    public static SessionSettings of(String application) {
        return new SessionSettings(
                application,
                // a user who reads a page for a minute is still noted once a minute
                Duration.ofMinutes(1),
                Duration.ofMinutes(10),
                // an end is noticed, taken by a node that dies, and noticed again: within 5 s
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                4 * MIB,
                1000,
                DirtyCheck.READ,
                Undecodable.KEEP);
    }

    /**
     * These settings with another time of writing.
     *
     * @param other when changes are written
     * @return the settings
     */
    public SessionSettings withFlush(Flush other) {
        return with(other, limit, management);
    }

    /**
     * These settings with another limit.
     *
     * @param other how many sessions a user may have
     * @return the settings
     */
    public SessionSettings withLimit(SessionLimit other) {
        return with(flush, other, management);
    }

    /**
     * These settings with or without JMX.
     *
     * @param shown whether {@link OpenSessions} show what they do
     * @return the settings
     */
    public SessionSettings withManagement(boolean shown) {
        return with(flush, limit, shown);
    }

    private SessionSettings with(Flush otherFlush, SessionLimit otherLimit, boolean shown) {
        return new SessionSettings(
                application,
                touchWindow,
                grace,
                sweepInterval,
                lease,
                maxSessionBytes,
                localCopies,
                dirtyCheck,
                undecodable,
                otherFlush,
                otherLimit,
                shown);
    }

    /** How old the noted access of a session may become. */
    long windowMillis(int maxInactiveSeconds) {
        return maxInactiveSeconds <= 0
                ? touchWindow.toMillis()
                : Math.min(touchWindow.toMillis(), maxInactiveSeconds * 1000L / 20);
    }

    private static void within(String key, Duration value, Duration least, Duration most) {
        if (requireNonNull(value, key).compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new ConfigurationException(
                    "setting '" + key + "' of sessions is " + value + ", which is not from " + least + " to " + most);
        }
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ConfigurationException(
                    "setting '" + key + "' of sessions is " + value + ", which is not from " + least + " to " + most);
        }
    }
}
