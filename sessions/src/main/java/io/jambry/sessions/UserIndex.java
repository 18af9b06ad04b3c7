// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import io.jambry.structure.Batch;
import io.jambry.structure.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions a user has: a sorted set of their digests by when to stop believing it. It may name sessions that are no more, never the
 * other way round. Thread-safe.
 */
final class UserIndex {

    /** In front of a member: a session that is about to be committed. */
    private static final String PROMISED = "?";

    private final SessionCalls calls;
    private final SessionKeys keys;
    private final long graceMillis;

    UserIndex(SessionCalls calls, SessionKeys keys, long graceMillis) {
        this.calls = calls;
        this.keys = keys;
        this.graceMillis = graceMillis;
    }

    /** Digests of sessions, the one that may be over first in front. */
    List<String> of(String principal) {
        List<String> digests = new ArrayList<>();
        Reply members = calls.call(SessionScripts.USER, keys.user(principal), "", "", "");
        for (int i = 0; i < members.size(); i++) {
            if (!members.text(i).startsWith(PROMISED)) {
                digests.add(members.text(i));
            }
        }
        return digests;
    }

    /** Lets it have a session, for as long as that may live without being used. */
    Operation<Reply> entry(String principal, SessionId id, SessionData session) {
        long idle = session.idleMillis();
        String until = Long.toString(idle <= 0 ? 0 : idle + session.windowMillis() + graceMillis);
        return calls.run(SessionScripts.USER, keys.user(principal), id.digest(), until, "");
    }

    Operation<Reply> removal(String principal, String digest) {
        return calls.run(SessionScripts.USER, keys.user(principal), digest, "", "");
    }

    /** Adds to a batch what a session needs that had another user before, or none. */
    void change(Batch batch, SessionId id, SessionData session, @Nullable String before) {
        String principal = session.principal();
        if (Objects.equals(principal, before)) {
            return;
        }
        if (before != null) {
            batch.add(removal(before, id.digest()));
        }
        if (principal != null) {
            batch.add(entry(principal, id, session));
        }
    }

    /** Whether there is a place for a session, be it that it has it already. */
    boolean promisePlace(SessionData session, String principal, int most) {
        String member = session.storedId().digest();
        Reply members = calls.call(
                SessionScripts.USER,
                keys.user(principal),
                member,
                Long.toString(Admission.PROMISE_MILLIS),
                Integer.toString(most));
        for (int i = 0; i < members.size(); i++) {
            if (members.text(i).equals(member) || members.text(i).equals(PROMISED + member)) {
                return true;
            }
        }
        return false;
    }
}
