// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static java.util.Objects.requireNonNull;

import io.jambry.DecodingException;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.Undecodable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.jetty.session.AbstractSessionDataStore;
import org.eclipse.jetty.session.NullSessionCache;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.UnreadableSessionDataException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of a context on Redis or Valkey. Of a session that is stored again, those attributes are written that have changed,
 * beside what others changed; one that has ended meanwhile stays so.
 *
 * <p>Under a {@link JambrySessionCache} this is all there is to say. Under a cache of Jetty's own, sessions behave as Jetty promises: the
 * default one keeps them on a node, so requests have to stick to it, and each node looks for sessions that are over by itself. The server
 * has no ids, so a session that is over and was on no node is found under the SHA-256 of its id, with {@code *} before it; under its
 * id if attributes are encrypted, for then the id can be stored, too. Sessions of contexts that are no more end by themselves: the server
 * removes them.
 *
 * <p>Made by {@link JambrySessionDataStoreFactory}. Thread-safe once started.
 */
public final class JambrySessionDataStore extends AbstractSessionDataStore {

    private static final Logger LOG = System.getLogger(JambrySessionDataStore.class.getName());

    /** What the name of a session on the server begins with where an id is expected. No id does. */
    static final String HANDLE = "*";

    /** Jetty looks again soon. */
    private static final int MOST_OVER_OF_A_SHARD = 1000;

    private static final int SHORTEST_ID = 16;

    private final Function<SessionContext, OpenSessions> opening;
    private volatile @Nullable OpenSessions open;
    private volatile @Nullable Place place;

    /** Whether sessions may know their ids on the server, because nobody can read them there. */
    private volatile boolean seals;

    /** Names of sessions that Jetty was told of as over. Nobody else's are believed: who knows a name is not who has the session. */
    private volatile Set<String> offered = Set.of();

    private volatile Set<String> checked = Set.of();

    JambrySessionDataStore(Function<SessionContext, OpenSessions> opening) {
        this.opening = opening;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        place = Place.of(_context);
        open = opening.apply(_context);
        seals = repository().encrypts();
        SessionCache cache = _context.getSessionManager().getSessionCache();
        if (!(cache instanceof JambrySessionCache) && !(cache instanceof NullSessionCache)) {
            LOG.log(
                    Level.WARNING,
                    () -> "context " + _context.getCanonicalContextPath() + " keeps sessions in a "
                            + (cache == null ? "cache" : cache.getClass().getSimpleName())
                            + ", which does not ask what other nodes did: let requests stick to a node, or use a JambrySessionFactory");
        }
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        OpenSessions sessions = open;
        open = null;
        if (sessions != null) {
            sessions.close();
        }
    }

    /**
     * The sessions of the application.
     *
     * @return the repository
     * @throws IllegalStateException if this store is not started
     */
    public SessionRepository repository() {
        OpenSessions sessions = open;
        if (sessions == null) {
            throw new IllegalStateException("the store of sessions is not started");
        }
        return sessions.repository();
    }

    /** Lets a session know its id on the server, where that is encrypted. */
    void seal(JettySessionData session) {
        if (seals) {
            session.seal();
        }
    }

    Place place() {
        return requireNonNull(place, "the store of sessions is not started");
    }

    /** Its values are written and read, so listeners of activation are told. */
    @Override
    public boolean isPassivating() {
        return true;
    }

    @Override
    public org.eclipse.jetty.session.SessionData newSessionData(
            String id, long created, long accessed, long lastAccessed, long maxInactiveMs) {
        return JettySessionData.fresh(
                place(), id, create(id, maxInactiveMs), created, accessed, lastAccessed, maxInactiveMs);
    }

    private SessionData create(String id, long maxInactiveMs) {
        return repository().create(longEnough(id), JettySessionData.seconds(maxInactiveMs));
    }

    @Override
    public boolean doExists(String id) {
        return repository().peek(handle(id)).isPresent();
    }

    @Override
    public org.eclipse.jetty.session.@Nullable SessionData doLoad(String id) throws UnreadableSessionDataException {
        try {
            SessionData found = look(id).orElse(null);
            if (found == null) {
                return null;
            }
            JettySessionData data = JettySessionData.stored(place(), id, found);
            if (repository().settings().undecodable() == Undecodable.FAIL) {
                // now, where Jetty expects it
                data.getAllAttributes();
            }
            return data;
        } catch (DecodingException | NumberFormatException e) {
            throw new UnreadableSessionDataException(id, _context, e);
        }
    }

    @Override
    public void doStore(String id, org.eclipse.jetty.session.SessionData data, long lastSaveTime) {
        if (!(data instanceof JettySessionData mine)) {
            throw new IllegalArgumentException(
                    "data of a session was made by another store than the one that is to keep it;"
                            + " let newSessionData of this store make it");
        }
        mine.note();
        seal(mine);
        SessionData core = core(mine);
        if (!core.handle().equals(handle(id))) {
            // Jetty's caches change an id by writing the session as a new one, which another copy of its data may have
            // done
            adopt(look(id).orElseGet(() -> create(id, mine.getMaxInactiveMs())), mine);
        } else if (core.isNew() && lastSaveTime > 0) {
            // it was stored, and its data has come another way
            Optional<SessionData> stored = look(id);
            if (stored.isEmpty()) {
                return;
            }
            adopt(stored.get(), mine);
        }
        repository().commit(core(mine));
    }

    private static void adopt(SessionData to, JettySessionData data) {
        SessionData from = core(data);
        to.takeOver(from.attributes());
        to.maxInactiveSeconds(from.maxInactiveSeconds());
        to.principal(from.principal());
        data.take(to);
    }

    private static SessionData core(JettySessionData data) {
        return requireNonNull(data.core(), "core");
    }

    @Override
    public boolean delete(String id) {
        return look(id).map(repository()::invalidate).orElse(false);
    }

    @Override
    public Set<String> doCheckExpired(Set<String> candidates, long time) {
        Set<String> over = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (String id : candidates) {
            if (!doExists(id)) {
                over.add(id);
                names.add(handle(id));
            }
        }
        checked = Set.copyOf(names);
        return over;
    }

    @Override
    public Set<String> doGetExpired(long before) {
        Set<String> ids = new HashSet<>();
        Set<String> nameless = new HashSet<>();
        for (SessionData session : repository().over(before, MOST_OVER_OF_A_SHARD)) {
            String id = JettySessionData.idOf(session);
            if (checked.contains(session.handle())) {
                // Jetty has just been told, by its id
                continue;
            }
            if (id.equals(session.handle())) {
                nameless.add(id);
                ids.add(HANDLE + id);
            } else {
                ids.add(id);
            }
        }
        offered = Set.copyOf(nameless);
        return ids;
    }

    /** Sessions of this application. Those of others have a time to live on the server. */
    @Override
    public void doCleanOrphans(long time) {
        repository().over(time, MOST_OVER_OF_A_SHARD).forEach(repository()::invalidate);
    }

    private Optional<SessionData> look(String id) {
        return repository().look(handle(id)).filter(it -> !isOffered(id) || it.isOver());
    }

    private String handle(String id) {
        return isOffered(id) ? id.substring(HANDLE.length()) : SessionRepository.handleOf(longEnough(id));
    }

    private boolean isOffered(String id) {
        return id.startsWith(HANDLE) && offered.contains(id.substring(HANDLE.length()));
    }

    /** Jetty's ids are long, and those of somebody else's id manager may be shorter than the repository takes them. */
    private static String longEnough(String id) {
        return id.length() < SHORTEST_ID ? "id-of-a-session-" + id : id;
    }
}
