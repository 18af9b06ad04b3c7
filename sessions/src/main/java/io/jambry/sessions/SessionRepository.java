// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.structure.Batch;
import io.jambry.structure.Operation;
import io.jambry.structure.Pending;
import io.jambry.structure.Script;
import io.jambry.structure.Structures;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Versions begin anywhere, so that nobody takes a copy of a session for one that got the same id later. */
    private static final long MOST_FIRST_VERSION = 1L << 48;

    /** A session that moves faster than this has more than one user. */
    private static final int MOST_MOVES = 5;

    /** In front of a member of the index of a user: a session that is about to be committed. */
    private static final String PROMISED = "?";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Structures structures;
    private final SessionSettings settings;
    private final SessionKeys keys;
    private final AttributeForm form;
    private final LocalCopies copies;
    private final Counting counting;
    private final Admission admission;

    private SessionRepository(Structures structures, SessionSettings settings) {
        this.structures = structures;
        this.settings = settings;
        this.keys = new SessionKeys(settings.application());
        this.form = new AttributeForm(structures.valueForm(SessionSettings.FORM, Object.class));
        this.copies = new LocalCopies(settings.localCopies());
        this.counting = new Counting(settings.application());
        this.admission = new Admission(this, settings.limit());
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
            String principalBefore = session.storedPrincipal();
            Delta delta = session.delta();
            admit(session, principalBefore);
            if (session.isNew()) {
                write(session, delta);
                return CommitOutcome.STORED;
            }
            if (delta.isEmpty() && !session.isTouchDue()) {
                counting.unchanged.increment();
                return CommitOutcome.UNCHANGED;
            }
            return change(session, delta, principalBefore);
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
                long now = copy(session, base, to);
                Reply retired = call(
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
            call(SessionScripts.NOTE, keys.due(id), id.digest(), "0");
            String principal = session.storedPrincipal();
            if (principal != null) {
                call(SessionScripts.USER, keys.user(principal), id.digest(), "", "");
            }
            counting.happened(SessionEvent.EXPELLED, session);
            return true;
        }
    }

    private Reply expel(SessionId id, String token) {
        copies.remove(id);
        return call(
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
            Reply members = call(SessionScripts.OVERDUE, keys.due(shard), until, text(most));
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
        String user = keys.user(requireNonNull(principal, "principal"));
        Reply members = call(SessionScripts.USER, user, "", "", "");
        for (int i = 0; i < members.size(); i++) {
            String handle = members.text(i);
            if (!handle.startsWith(PROMISED)) {
                SessionData session = peek(handle).orElse(null);
                if (session != null && principal.equals(session.principal())) {
                    found.add(session);
                } else if (session == null || session.isPrincipalKnown()) {
                    call(SessionScripts.USER, user, handle, "", "");
                }
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

    Counting counting() {
        return counting;
    }

    Structures structures() {
        return structures;
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
        Reply reply = call(
                SessionScripts.LOAD,
                keys.session(storedId),
                copy == null ? "" : text(copy.version()),
                look.touch,
                text(settings.grace().toMillis()),
                look.over);
        if (reply.isEmpty()) {
            counting.missing.increment();
            copies.remove(storedId);
            return null;
        }
        SessionSnapshot snapshot = snapshot(storedId, copy, reply);
        SessionData session = SessionData.stored(form, settings, counting, id, storedId, snapshot, reply.number(0));
        if (reply.text(1).equals("1")) {
            refresh(session);
        }
        return session;
    }

    /** A session as a reply tells it, by what is at hand of it where it says no more than that needs. */
    private SessionSnapshot snapshot(SessionId id, @Nullable SessionSnapshot copy, Reply reply) {
        if (copy != null && reply.text(2).equals("same")) {
            counting.same.increment();
            return copy.accessed(reply.number(3));
        }
        counting.loaded.increment();
        SessionSnapshot snapshot = copy != null && reply.text(2).equals("changed")
                ? copy.changed(reply.from(3))
                : SessionSnapshot.of(reply.from(3));
        copies.put(id, snapshot);
        return snapshot;
    }

    /** Lets the index of its user know that it lives on. Nobody waits for it: what it says now, the next one says again. */
    private void refresh(SessionData session) {
        String principal = session.principal();
        if (principal != null) {
            user(principal, session.storedId(), session.idleMillis(), session.windowMillis())
                    .send();
        }
    }

    private void write(SessionData session, Delta delta) {
        long version = RANDOM.nextLong(MOST_FIRST_VERSION);
        Batch batch = structures.batch();
        Pending<List<byte[]>> created = batch.add(creation(session, delta.written, "", version, session.storedId()));
        note(batch, session.storedId(), session);
        String principal = session.principal();
        if (principal != null) {
            batch.add(user(principal, session.storedId(), session.idleMillis(), session.windowMillis()));
        }
        batch.execute();
        Reply reply = new Reply(answered(created));
        if (!reply.begins("created")) {
            throw new IllegalStateException("a new session of '" + settings.application()
                    + "' has an id that is in use; let ids be made by a cryptographic generator");
        }
        copies.put(session.storedId(), session.committed(delta, version, reply.number(1)));
        counting.happened(SessionEvent.CREATED, session);
    }

    private CommitOutcome change(SessionData session, Delta delta, @Nullable String principalBefore) {
        List<String> head = List.of(
                delta.interval ? text(session.idleMillis()) : "",
                delta.interval ? text(session.windowMillis()) : "",
                text(settings.grace().toMillis()),
                text(delta.removed.size()));
        List<Object> arguments = new ArrayList<>(head);
        arguments.addAll(delta.removed);
        delta.written.forEach((field, bytes) -> {
            arguments.add(field);
            arguments.add(bytes);
        });
        for (int move = 0; move < MOST_MOVES; move++) {
            SessionId id = session.storedId();
            Operation<String> commit =
                    structures.run(SessionScripts.COMMIT, List.of(keys.session(id)), arguments.toArray());
            boolean indexed = delta.interval || !Objects.equals(session.principal(), principalBefore);
            // alone it goes by the connections that callers share, which costs both sides less than one of its own
            Reply reply = indexed ? withIndexes(commit, session, delta, principalBefore) : Reply.of(called(commit));
            if (reply.begins("stored")) {
                long known = requireNonNull(session.base()).version();
                long version = reply.number(2);
                SessionSnapshot snapshot = session.committed(delta, version, reply.number(1));
                if (version == known + 1) {
                    copies.put(id, snapshot);
                }
                // else others changed it, too: the next who finds it hears of all that by the copy from before
                counting.commits.increment();
                return CommitOutcome.STORED;
            }
            copies.remove(id);
            if (!reply.begins("moved")) {
                break;
            }
            session.followed(new SessionId(reply.text(1)));
        }
        counting.gone.increment();
        session.end();
        return CommitOutcome.GONE;
    }

    /** Commits a session, and tells the indexes what they have to know of it. */
    private Reply withIndexes(
            Operation<String> commit, SessionData session, Delta delta, @Nullable String principalBefore) {
        SessionId id = session.storedId();
        Batch batch = structures.batch();
        Pending<String> committed = batch.add(commit);
        if (delta.interval) {
            note(batch, id, session);
        }
        String principal = session.principal();
        if (!Objects.equals(principal, principalBefore)) {
            if (principalBefore != null) {
                batch.add(
                        structures.run(SessionScripts.USER, List.of(keys.user(principalBefore)), id.digest(), "", ""));
            }
            if (principal != null) {
                batch.add(user(principal, id, session.idleMillis(), session.windowMillis()));
            }
        }
        batch.execute();
        return Reply.of(answered(committed));
    }

    /** Writes a session as it is stored under another id. */
    private long copy(SessionData session, SessionSnapshot base, SessionId to) {
        Batch batch = structures.batch();
        Pending<List<byte[]>> created =
                batch.add(creation(session, base.fields(), text(base.createdAt()), base.version(), to));
        note(batch, to, session);
        String principal = session.storedPrincipal();
        if (principal != null) {
            batch.add(user(principal, to, session.idleMillis(), session.windowMillis()));
        }
        batch.execute();
        Reply reply = new Reply(answered(created));
        if (!reply.begins("created")) {
            throw new IllegalStateException("a session of '" + settings.application()
                    + "' is to get an id that is in use; let ids be made by a cryptographic generator");
        }
        return reply.number(1);
    }

    private Operation<List<byte[]>> creation(
            SessionData session, Map<String, byte[]> fields, String createdAt, long version, SessionId id) {
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
        return structures.run(SessionScripts.CREATE, List.of(keys.session(id)), arguments.toArray());
    }

    /** Ends what is under an id, wherever that has moved. */
    private boolean end(SessionData session, SessionId first) {
        SessionId id = first;
        String token = UUID.randomUUID().toString();
        for (int move = 0; move < MOST_MOVES; move++) {
            copies.remove(id);
            Reply reply = call(SessionScripts.END, keys.session(id), token, text(MARK_MILLIS));
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
        structures
                .run(SessionScripts.NOTE, List.of(keys.due(id)), id.digest(), "")
                .send();
        if (principal != null) {
            structures
                    .run(SessionScripts.USER, List.of(keys.user(principal)), id.digest(), "", "")
                    .send();
        }
    }

    private void note(Batch batch, SessionId id, SessionData session) {
        if (session.idleMillis() > 0) {
            batch.add(structures.run(
                    SessionScripts.NOTE,
                    List.of(keys.due(id)),
                    id.digest(),
                    text(session.idleMillis() + session.windowMillis())));
        }
    }

    private Operation<List<byte[]>> user(String principal, SessionId id, long idle, long window) {
        return structures.run(
                SessionScripts.USER,
                List.of(keys.user(principal)),
                id.digest(),
                text(idle <= 0 ? 0 : idle + window + settings.grace().toMillis()),
                "");
    }

    private void admit(SessionData session, @Nullable String principalBefore) {
        String principal = session.principal();
        if (principal != null && !principal.equals(principalBefore)) {
            admission.of(session, principal);
        }
    }

    /** Whether the index of a user has a place for a session, be it that it has it already. */
    boolean promisePlace(SessionData session, String principal, int most) {
        String member = session.storedId().digest();
        Reply members =
                call(SessionScripts.USER, keys.user(principal), member, text(Admission.PROMISE_MILLIS), text(most));
        for (int i = 0; i < members.size(); i++) {
            if (members.text(i).equals(member) || members.text(i).equals(PROMISED + member)) {
                return true;
            }
        }
        return false;
    }

    private Reply call(Script<List<byte[]>> script, String name, Object... arguments) {
        return new Reply(called(structures.run(script, List.of(name), arguments)));
    }

    private <T> T called(Operation<T> operation) {
        try {
            return operation.call();
        } catch (JambryException e) {
            counting.failed(e);
            throw e;
        }
    }

    private <T> T answered(Pending<T> pending) {
        try {
            return pending.get();
        } catch (JambryException e) {
            counting.failed(e);
            throw e;
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
