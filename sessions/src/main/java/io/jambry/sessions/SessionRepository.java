// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.structure.Structures;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one application on the server, shared by all its nodes.
 *
 * <p>A request {@linkplain #find finds} its session, or {@linkplain #create creates} one, changes it in its own hands, and
 * {@linkplain #commit commits} it. Finding is one round trip, committing none or one. A session that has ended, or has another id now, is
 * found by nobody from that moment on, and a late commit brings nothing back.
 *
 * <pre>{@code
 * SessionRepository sessions = SessionRepository.of(cacheManager.unwrap(Structures.class), SessionSettings.of("shop"));
 * SessionData session = sessions.find(id).orElseGet(() -> sessions.create(newId, 1800));
 * session.attributes().put("cart", cart);
 * sessions.commit(session);
 * }</pre>
 *
 * <p>Times are those of the server, so clocks of nodes may differ. Nothing has to be closed. Thread-safe.
 */
public final class SessionRepository {

    /** For how long ids that have ended are remembered: longer than any request that may still come with a change. */
    static final long MARK_MILLIS = 60_000;

    /** A session that moves faster than this has more than one user. */
    static final int MOST_MOVES = 5;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SessionCalls calls;
    private final SessionSettings settings;
    private final SessionKeys keys;
    private final AttributeForm form;
    private final LocalCopies copies;
    private final Counting counting;
    private final UserIndex users;
    private final SessionWrites writes;
    private final Admission admission;

    private SessionRepository(Structures structures, SessionSettings settings) {
        this.settings = settings;
        this.keys = new SessionKeys(settings.application());
        this.form = new AttributeForm(structures.valueForm(SessionSettings.FORM, Object.class));
        this.copies = new LocalCopies(settings.localCopies());
        this.counting = new Counting(settings.application());
        this.calls = new SessionCalls(structures, counting);
        this.users = new UserIndex(calls, keys, settings.grace().toMillis());
        this.writes = new SessionWrites(calls, settings, keys, copies, users);
        this.admission = new Admission(this, users, settings.limit());
    }

    /**
     * The sessions of an application.
     *
     * @param structures of the namespace in which they are
     * @param settings how they are kept
     * @return the repository; nothing is sent
     */
    public static SessionRepository of(Structures structures, SessionSettings settings) {
        return new SessionRepository(requireNonNull(structures, "structures"), requireNonNull(settings, "settings"));
    }

    /**
     * Makes a session, which the server learns of by its first commit.
     *
     * @param id a new one, by a cryptographic generator; 16 to 256 letters, digits and {@code .-_~+/=!}
     * @param maxInactiveSeconds after which time without a request it is over; 0 or less for never
     * @return the session
     * @throws IllegalArgumentException if the id has another form
     */
    public SessionData create(String id, int maxInactiveSeconds) {
        requireWellFormed(id);
        byte[] uuid = new byte[16];
        RANDOM.nextBytes(uuid);
        return SessionData.fresh(form, settings, counting, HexFormat.of().formatHex(uuid), id, maxInactiveSeconds);
    }

    /**
     * Finds the session of a request, and notes that it was used. One round trip; none for an id that nobody can have made.
     *
     * @param id what the client sent, whatever it is
     * @return the session; empty if there is none, or it is over
     */
    public Optional<SessionData> find(String id) {
        if (!SessionId.isWellFormed(requireNonNull(id, "id"))) {
            counting.refused.increment();
            return Optional.empty();
        }
        return Optional.ofNullable(load(id, SessionId.of(id), Look.USED));
    }

    /**
     * Writes what was changed, beside what others changed meanwhile. Of two who change the same attribute the last one wins.
     *
     * @param session as {@link #find} or {@link #create} gave it; to be used, and committed, further
     * @return what came of it
     * @throws SessionTooLargeException if it would be larger than allowed; nothing is written
     * @throws SessionLimitException if it got its user, who has as many as allowed; nothing is written
     * @throws IllegalStateException if it is new and its id is somebody else's
     */
    public CommitOutcome commit(SessionData session) {
        synchronized (session) {
            if (session.isEnded()) {
                return CommitOutcome.GONE;
            }
            if (session.isPassivating()) {
                return CommitOutcome.UNCHANGED;
            }
            String principalBefore = session.storedPrincipal();
            Delta delta = session.delta();
            if (session.isEnded()) {
                // by a listener that was told of its passivation
                return CommitOutcome.GONE;
            }
            String principal = session.principal();
            if (principal != null && !principal.equals(principalBefore)) {
                admission.of(session, principal);
            }
            if (session.isNew()) {
                writes.create(session, delta);
                return CommitOutcome.STORED;
            }
            if (delta.isEmpty() && !session.isTouchDue()) {
                counting.unchanged.increment();
                return CommitOutcome.UNCHANGED;
            }
            return writes.change(session, delta, principalBefore);
        }
    }

    /**
     * Gives a session another id. From now on nobody finds it by the old one; commits of requests that have it in hand still reach it.
     *
     * @param session the session; what was changed in it stays to be committed
     * @param newId as for {@link #create}
     * @return false if it has ended, or moved, meanwhile
     * @throws IllegalArgumentException if the id has another form
     */
    public boolean changeId(SessionData session, String newId) {
        requireWellFormed(newId);
        synchronized (session) {
            if (session.isEnded()) {
                return false;
            }
            SessionId from = session.storedId();
            SessionId to = SessionId.of(newId);
            SessionSnapshot base = session.base();
            if (base == null) {
                session.renamed(newId, to);
                counting.happened(SessionEvent.ID_CHANGED, session);
                return true;
            }
            copies.remove(from);
            for (int attempt = 0; attempt < MOST_MOVES; attempt++) {
                long now = writes.copy(session, base, to);
                Reply retired = calls.call(
                        SessionScripts.RETIRE,
                        keys.session(from),
                        text(base.version()),
                        to.digest(),
                        text(MARK_MILLIS));
                if (retired.begins("moved")) {
                    session.moved(newId, to, base, now);
                    forget(from, session.storedPrincipal());
                    counting.happened(SessionEvent.ID_CHANGED, session);
                    return true;
                }
                if (!retired.begins("changed")) {
                    end(session, to);
                    session.end();
                    return false;
                }
                base = SessionSnapshot.of(retired.from(4));
                session.base(base);
            }
            throw new IllegalStateException("a session of '" + settings.application()
                    + "' changes faster than it can be moved; let fewer requests change it at the same time");
        }
    }

    /**
     * Ends a session.
     *
     * @param session the session
     * @return true to the first of all nodes that asks, who then tells the listeners; false if it had ended before
     */
    public boolean invalidate(SessionData session) {
        synchronized (session) {
            if (session.isEnded()) {
                return false;
            }
            boolean first = session.isNew() || end(session, session.storedId());
            session.end();
            if (first) {
                counting.happened(SessionEvent.INVALIDATED, session);
            }
            return first;
        }
    }

    /**
     * Ends a session, and leaves it to whichever node sweeps next to tell its listeners. Nobody finds it from this moment on.
     *
     * @param session the session
     * @return true to the first of all nodes that asks; false if it had ended before, or the server does not know it yet
     */
    public boolean expel(SessionData session) {
        synchronized (session) {
            if (session.isEnded() || session.isNew()) {
                return false;
            }
            SessionId id = session.storedId();
            String token = UUID.randomUUID().toString();
            Reply reply = expel(id, token);
            for (int move = 0; move < MOST_MOVES && reply.begins("moved"); move++) {
                id = new SessionId(reply.text(1));
                reply = expel(id, token);
            }
            session.end();
            if (!reply.begins("expelled")) {
                return false;
            }
            calls.call(SessionScripts.NOTE, keys.due(id), id.digest(), "0");
            String principal = session.storedPrincipal();
            if (principal != null) {
                calls.called(users.removal(principal, id.digest()));
            }
            counting.happened(SessionEvent.EXPELLED, session);
            return true;
        }
    }

    private Reply expel(SessionId id, String token) {
        copies.remove(id);
        return calls.call(
                SessionScripts.EXPEL,
                keys.session(id),
                token,
                text(settings.grace().toMillis()));
    }

    /**
     * Looks at a session that is known by its handle, without noting that it was used.
     *
     * @param handle as {@link SessionData#handle} tells it
     * @return the session, without its id; empty if there is none, or it is over
     */
    public Optional<SessionData> peek(String handle) {
        return Optional.ofNullable(load("", new SessionId(requireNonNull(handle, "handle")), Look.PEEKED_AT));
    }

    // for containers that look for what is over themselves

    /**
     * What names a session on the server in place of its id.
     *
     * @param id an id
     * @return as {@link SessionData#handle} tells it of the session with that id, be there one or not
     */
    public static String handleOf(String id) {
        return SessionId.of(id).digest();
    }

    /**
     * Looks at a session as {@link #peek} does, and finds it also when {@linkplain SessionData#isOver it is over} and nobody has ended it yet.
     *
     * @param handle as {@link SessionData#handle} tells it
     * @return the session, without its id; empty if there is none
     */
    public Optional<SessionData> look(String handle) {
        return Optional.ofNullable(load("", new SessionId(requireNonNull(handle, "handle")), Look.EVEN_IF_OVER));
    }

    /**
     * Finds sessions that have been over for some time and that nobody has ended. Nothing is claimed: every node that asks finds the same. A
     * {@link SessionSweeper} leaves none.
     *
     * @param before ms since 1970 by the server's clock: the maximum inactive time ended by then
     * @param most how many to look at in each of the 16 parts of the index
     * @return the sessions, without their ids
     */
    public List<SessionData> over(long before, int most) {
        List<SessionData> over = new ArrayList<>();
        String until = text(before + settings.touchWindow().toMillis());
        for (int shard = 0; shard < SessionKeys.SHARDS; shard++) {
            Reply members = calls.call(SessionScripts.OVERDUE, keys.due(shard), until, text(most));
            for (int i = 0; i < members.size(); i++) {
                look(members.text(i))
                        .filter(it -> it.isOver() && it.lastAccessedAt() + it.idleMillis() <= before)
                        .ifPresent(over::add);
            }
        }
        return over;
    }

    /**
     * Tells whether attributes are encrypted before they leave this node.
     *
     * @return true if so
     */
    public boolean encrypts() {
        return form.encrypts();
    }

    /**
     * The sessions of a user.
     *
     * @param principal the name of the user
     * @return those that live, without their ids; the one that may be over first stands first
     */
    public List<SessionData> ofPrincipal(String principal) {
        List<SessionData> found = new ArrayList<>();
        for (String handle : users.of(requireNonNull(principal, "principal"))) {
            SessionData session = peek(handle).orElse(null);
            if (session != null && principal.equals(session.principal())) {
                found.add(session);
            } else if (session == null || session.isPrincipalKnown()) {
                calls.called(users.removal(principal, handle));
            }
        }
        return found;
    }

    /**
     * Ends all sessions of a user, such as after a change of the password.
     *
     * @param principal the name of the user
     * @return those that this call has ended, whose listeners are to be told
     */
    public List<SessionData> invalidateAll(String principal) {
        return ofPrincipal(principal).stream().filter(this::invalidate).toList();
    }

    /**
     * Ends all sessions of a user, and leaves it to whichever node sweeps next to tell the listeners.
     *
     * @param principal the name of the user
     * @return how many this call has ended
     */
    public int expelAll(String principal) {
        return (int) ofPrincipal(principal).stream().filter(this::expel).count();
    }

    /**
     * The same operations while the caller goes on.
     *
     * @param executor where they run, such as threads in a bounded number; closed by whoever opened it
     * @return a view
     */
    public AsyncSessions async(Executor executor) {
        return new AsyncView(this, requireNonNull(executor, "executor"));
    }

    /**
     * Lets somebody hear what this node does with sessions from now on.
     *
     * @param observer hears of it
     */
    public void observe(SessionObserver observer) {
        counting.observe(requireNonNull(observer, "observer"));
    }

    /**
     * What this node did.
     *
     * @return sums since the repository was made
     */
    public SessionCounters counters() {
        return counting.sums();
    }

    /**
     * How the sessions are kept.
     *
     * @return the settings
     */
    public SessionSettings settings() {
        return settings;
    }

    UserIndex users() {
        return users;
    }

    Counting counting() {
        return counting;
    }

    Structures structures() {
        return calls.structures();
    }

    SessionKeys keys() {
        return keys;
    }

    /** A session that was claimed, from the reply to its claim. */
    SessionData claimed(SessionId id, Reply reply) {
        return SessionData.stored(form, settings, counting, "", id, SessionSnapshot.of(reply.from(4)), reply.number(1));
    }

    /** Why somebody reads a session. */
    private enum Look {
        USED("1", "0"),
        PEEKED_AT("0", "0"),
        EVEN_IF_OVER("0", "1");

        final String touch;
        final String over;

        Look(String touch, String over) {
            this.touch = touch;
            this.over = over;
        }
    }

    private @Nullable SessionData load(String id, SessionId storedId, Look look) {
        SessionSnapshot copy = copies.get(storedId);
        Reply reply = calls.call(
                SessionScripts.LOAD,
                keys.session(storedId),
                copy == null ? "" : Packing.number(copy.version()),
                look.touch,
                text(settings.grace().toMillis()),
                look.over);
        if (reply.isEmpty()) {
            counting.missing.increment();
            copies.remove(storedId);
            return null;
        }
        SessionSnapshot snapshot = snapshot(storedId, copy, reply.text(2), reply.from(3));
        long now = Packing.number(reply.bytes(0));
        SessionData session = SessionData.stored(form, settings, counting, id, storedId, snapshot, now);
        if (reply.text(1).equals("1")) {
            refresh(session);
        }
        return session;
    }

    /** A session as a reply tells it, by what is at hand of it where it says no more than that needs. */
    private SessionSnapshot snapshot(SessionId id, @Nullable SessionSnapshot copy, String kind, Reply told) {
        if (copy != null && kind.equals("same")) {
            counting.same.increment();
            return copy.with(SessionState.of(told.bytes(0)));
        }
        counting.loaded.increment();
        SessionSnapshot snapshot = copy != null && kind.equals("changed")
                ? copy.with(Delta.of(told), SessionState.of(told.bytes(0)))
                : SessionSnapshot.of(told);
        copies.put(id, snapshot);
        return snapshot;
    }

    /** Lets the index of its user know that it lives on. Nobody waits for it: what it says now, the next one says again. */
    private void refresh(SessionData session) {
        String principal = session.principal();
        if (principal != null) {
            users.entry(principal, session.storedId(), session).send();
        }
    }

    /** Ends what is under an id, wherever that has moved. */
    private boolean end(SessionData session, SessionId first) {
        SessionId id = first;
        String token = UUID.randomUUID().toString();
        for (int move = 0; move < MOST_MOVES; move++) {
            copies.remove(id);
            Reply reply = calls.call(SessionScripts.END, keys.session(id), token, text(MARK_MILLIS));
            if (!reply.begins("moved")) {
                forget(id, session.storedPrincipal());
                return reply.begins("ended");
            }
            id = new SessionId(reply.text(1));
        }
        return false;
    }

    /** Takes an id that is no more out of the indexes. Nobody waits: whoever finds it there finds nothing under it. */
    private void forget(SessionId id, @Nullable String principal) {
        calls.run(SessionScripts.NOTE, keys.due(id), id.digest(), "").send();
        if (principal != null) {
            users.removal(principal, id.digest()).send();
        }
    }

    private static String text(long number) {
        return Long.toString(number);
    }

    private static void requireWellFormed(String id) {
        if (!SessionId.isWellFormed(requireNonNull(id, "id"))) {
            throw new IllegalArgumentException("an id of a session has 16 to " + SessionId.LONGEST
                    + " letters, digits and .-_~+/=!; this one has " + id.length() + " characters");
        }
    }
}
