// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets users have no more sessions than allowed. Thread-safe.
 *
 * <p>Mechanism: a session is promised a place in the index of its user by one script, so two nodes never promise the last place to two. The
 * commit that follows takes the place. Where the index is full its sessions are looked at, which forgets those that are no more.
 */
final class Admission {

    /** For how long a place is kept for a session that is about to be committed. */
    static final long PROMISE_MILLIS = 10_000;

    /** Others that log in at the same moment have a place in a few of these. */
    private static final int MOST_TRIES = 50;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SessionRepository sessions;
    private final UserIndex users;
    private final SessionLimit limit;

    Admission(SessionRepository sessions, UserIndex users, SessionLimit limit) {
        this.sessions = sessions;
        this.users = users;
        this.limit = limit;
    }

    /** @throws SessionLimitException if the user has as many as allowed */
    void of(SessionData session, String principal) {
        if (limit.isNone()) {
            return;
        }
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            if (users.promisePlace(session, principal, limit.perUser())) {
                return;
            }
            List<SessionData> others = others(session, principal);
            int tooMany = others.size() - limit.perUser() + 1;
            if (tooMany > 0 && limit.over() == OverLimit.REJECT) {
                throw refused(
                        session,
                        "has " + others.size() + " sessions, as many as 'max-sessions-per-user' allows;"
                                + " end one of them, raise the limit, or let 'over-limit' be 'expel-oldest'");
            }
            others.sort(Comparator.comparingLong(SessionData::createdAt));
            others.stream().limit(Math.max(0, tooMany)).forEach(sessions::expel);
            if (tooMany <= 0 && attempt > 0) {
                // those who have the places are about to be committed, or about to get another id
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        throw refused(session, "begins more sessions at the same moment than 'max-sessions-per-user' allows");
    }

    private SessionLimitException refused(SessionData session, String why) {
        sessions.counting().happened(SessionEvent.REJECTED, session);
        return new SessionLimitException(
                "a user of '" + sessions.settings().application() + "' " + why + "; the new session was not stored");
    }

    /** One that is about to get another id is there under both. */
    private List<SessionData> others(SessionData session, String principal) {
        List<SessionData> others = new ArrayList<>();
        for (SessionData one : sessions.ofPrincipal(principal)) {
            if (!one.isSameAs(session) && others.stream().noneMatch(one::isSameAs)) {
                others.add(one);
            }
        }
        return others;
    }
}
