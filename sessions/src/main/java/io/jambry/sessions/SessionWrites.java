// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.structure.Batch;
import io.jambry.structure.Operation;
import io.jambry.structure.Pending;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes sessions, and tells the indexes what they have to know of that in the same round trip. Callers have the session's lock. */
final class SessionWrites {

    /** Versions begin anywhere, so that nobody takes a copy of a session for one that got the same id later. */
    private static final long MOST_FIRST_VERSION = 1L << 52;

    /** Whoever lacks more than that had better be sent everything. */
    private static final int MOST_NOTED = 64;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SessionCalls calls;
    private final SessionSettings settings;
    private final SessionKeys keys;
    private final LocalCopies copies;
    private final UserIndex users;

    SessionWrites(SessionCalls calls, SessionSettings settings, SessionKeys keys, LocalCopies copies, UserIndex users) {
        this.calls = calls;
        this.settings = settings;
        this.keys = keys;
        this.copies = copies;
        this.users = users;
    }

    /** Lets the server have a session that it does not know. */
    void create(SessionData session, Delta delta) {
        long version = RANDOM.nextLong(MOST_FIRST_VERSION);
        Batch batch = calls.batch();
        Pending<Reply> created =
                batch.add(creation(session, StoredFields.NONE.with(delta), "", version, session.storedId()));
        note(batch, session.storedId(), session);
        String principal = session.principal();
        if (principal != null) {
            batch.add(users.entry(principal, session.storedId(), session));
        }
        batch.execute();
        Reply reply = calls.answered(created);
        if (!reply.begins("created")) {
            throw new IllegalStateException("a new session of '" + settings.application()
                    + "' has an id that is in use; let ids be made by a cryptographic generator");
        }
        SessionState state =
                new SessionState(version, reply.number(1), session.idleMillis(), session.windowMillis(), 0);
        copies.put(session.storedId(), session.committed(delta, state));
        calls.counting().happened(SessionEvent.CREATED, session);
    }

    /** Lets it have what a request changed in one that it knows. */
    CommitOutcome change(SessionData session, Delta delta, @Nullable String principalBefore) {
        List<Object> arguments = new ArrayList<>(List.of(
                delta.interval ? text(session.idleMillis()) : "",
                delta.interval ? text(session.windowMillis()) : "",
                text(settings.grace().toMillis()),
                note(delta),
                text(delta.removed.size())));
        arguments.addAll(delta.removed);
        delta.written.forEach((field, bytes) -> {
            arguments.add(field);
            arguments.add(bytes);
        });
        for (int move = 0; move < SessionRepository.MOST_MOVES; move++) {
            SessionId id = session.storedId();
            Operation<Reply> commit = calls.run(SessionScripts.COMMIT, keys.session(id), arguments.toArray());
            boolean indexed = delta.interval || !Objects.equals(session.principal(), principalBefore);
            // alone it goes by the connections that callers share, which costs both sides less than one of its own
            Reply reply = indexed ? withIndexes(commit, session, delta, principalBefore) : calls.called(commit);
            if (reply.begins("stored")) {
                SessionState state = SessionState.of(reply.bytes(1));
                long known = requireNonNull(session.base()).version();
                if (state.before() == known) {
                    copies.put(id, session.committed(delta, state));
                } else {
                    // others changed it, too: what is at hand lacks that, so it stays behind, and whoever goes by its
                    // version hears of all
                    session.committed(delta, state.of(known));
                }
                calls.counting().commits.increment();
                return CommitOutcome.STORED;
            }
            copies.remove(id);
            if (!reply.begins("moved")) {
                break;
            }
            session.followed(new SessionId(reply.text(1)));
        }
        calls.counting().gone.increment();
        session.end();
        return CommitOutcome.GONE;
    }

    /** Commits a session, and tells the indexes what they have to know of it. */
    private Reply withIndexes(
            Operation<Reply> commit, SessionData session, Delta delta, @Nullable String principalBefore) {
        SessionId id = session.storedId();
        Batch batch = calls.batch();
        Pending<Reply> committed = batch.add(commit);
        if (delta.interval) {
            note(batch, id, session);
        }
        users.change(batch, id, session, principalBefore);
        batch.execute();
        return calls.answered(committed);
    }

    /** The names of all fields that a delta changes, for nodes that have the version before; empty for too many. */
    private static byte[] note(Delta delta) {
        int count = delta.removed.size() + delta.written.size();
        if (count > MOST_NOTED) {
            return new byte[0];
        }
        List<byte[]> names = new ArrayList<>(count);
        delta.removed.forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
        delta.written.keySet().forEach(name -> names.add(name.getBytes(StandardCharsets.UTF_8)));
        return Packing.note(names);
    }

    /** Writes a session as it is stored under another id. */
    long copy(SessionData session, SessionSnapshot base, SessionId to) {
        Batch batch = calls.batch();
        Pending<Reply> created =
                batch.add(creation(session, base.fields(), text(base.createdAt()), base.version(), to));
        note(batch, to, session);
        String principal = session.storedPrincipal();
        if (principal != null) {
            batch.add(users.entry(principal, to, session));
        }
        batch.execute();
        Reply reply = calls.answered(created);
        if (!reply.begins("created")) {
            throw new IllegalStateException("a session of '" + settings.application()
                    + "' is to get an id that is in use; let ids be made by a cryptographic generator");
        }
        return reply.number(1);
    }

    private Operation<Reply> creation(
            SessionData session, StoredFields fields, String createdAt, long version, SessionId id) {
        List<Object> arguments = new ArrayList<>(List.of(
                session.uuid(),
                createdAt,
                text(session.idleMillis()),
                text(session.windowMillis()),
                text(settings.grace().toMillis()),
                text(version)));
        fields.forEach((field, bytes) -> {
            arguments.add(field);
            arguments.add(bytes);
        });
        return calls.run(SessionScripts.CREATE, keys.session(id), arguments.toArray());
    }

    private void note(Batch batch, SessionId id, SessionData session) {
        if (session.idleMillis() > 0) {
            batch.add(calls.run(
                    SessionScripts.NOTE,
                    keys.due(id),
                    id.digest(),
                    text(session.idleMillis() + session.windowMillis())));
        }
    }

    private static String text(long number) {
        return Long.toString(number);
    }
}
