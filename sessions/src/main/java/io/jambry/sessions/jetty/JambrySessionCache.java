// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSweeper;
import io.jambry.sessions.servlet.SessionsUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.AbstractSessionCache;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a context in Jetty, none of which is kept between requests: each request asks the server for its session when it first
 * uses it, whichever node it comes to, and what it changed is written before the response leaves. A request that does not use its session
 * asks for nothing. Sessions that are over are found by each node's {@link SessionSweeper}, not by Jetty's house keeper.
 *
 * <p>It needs a {@link JambrySessionDataStore}; {@link JambrySessionFactory} makes both. Of Jetty's settings of caches, those for keeping
 * sessions, saving them when they are created or evicted, and ending them when a node stops have no meaning here. Thread-safe once
 * started.
 */
public final class JambrySessionCache extends AbstractSessionCache {

    private static final Logger LOG = System.getLogger(JambrySessionCache.class.getName());
    private static final AtomicLong COUNT = new AtomicLong();

    private final CurrentRequest current = new CurrentRequest();

    /** Where a request has what it has in hand, for dispatches that come later and in other threads. */
    private final String attribute = RequestScope.class.getName() + "-" + COUNT.incrementAndGet();

    /** The session whose id this thread is changing. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable JettySession> renewed = new ThreadLocal<>();

    /** Ids of sessions that end by themselves just now, and of which Jetty tells all contexts. */
    private final Set<String> ending = ConcurrentHashMap.newKeySet();

    private @Nullable SessionSweeper sweeper;

    /**
     * A cache.
     *
     * @param manager whose sessions it has
     */
    public JambrySessionCache(SessionManager manager) {
        super(manager);
        super.setEvictionPolicy(EVICT_ON_SESSION_EXIT);
    }

    @Override
    protected void doStart() throws Exception {
        if (!(getSessionDataStore() instanceof JambrySessionDataStore)) {
            throw new IllegalStateException(
                    "a JambrySessionCache needs a JambrySessionDataStore; let a JambrySessionFactory make both");
        }
        super.doStart();
        ContextHandler context = context();
        if (context != null) {
            context.addEventListener(current);
        }
        sweeper = SessionSweeper.start(repository(), this::expire);
    }

    @Override
    protected void doStop() throws Exception {
        if (sweeper != null) {
            sweeper.close();
        }
        ContextHandler context = context();
        if (context != null) {
            context.removeEventListener(current);
        }
        super.doStop();
    }

    private @Nullable ContextHandler context() {
        Context context = _context.getContext();
        return context instanceof ContextHandler.ScopedContext scoped ? scoped.getContextHandler() : null;
    }

    void seal(JettySessionData session) {
        store().seal(session);
    }

    private JambrySessionDataStore store() {
        return (JambrySessionDataStore) getSessionDataStore();
    }

    /**
     * The sessions of the application.
     *
     * @return the repository
     * @throws IllegalStateException if this cache is not started
     */
    public SessionRepository repository() {
        return store().repository();
    }

    @Override
    public @Nullable ManagedSession get(String id) {
        Request request = current.get();
        RequestScope scope = scope(request);
        JettySession known = scope == null ? null : scope.get(id);
        if (known != null && known.isThere()) {
            known.enter();
            return known;
        }
        if (scope != null && scope.isUnavailable()) {
            // of another of its ids nobody knows, and Jetty has that one
            return null;
        }
        JettySession session = JettySession.claimed(this, JettySessionData.unknown(store().place(), id), scope);
        if (request == null) {
            session.access(System.currentTimeMillis());
            if (!session.isValid()) {
                return null;
            }
        } else if (!asksWhetherValid(request) || ids(request) > 1) {
            session.askAtOnce();
            if (!session.isThere()) {
                return null;
            }
        }
        session.enter();
        if (scope != null) {
            scope.put(session);
        }
        return session;
    }

    /** Whether this kind of request asks a session each time whether it is valid, before applications see it. */
    private static boolean asksWhetherValid(Request request) {
        return Request.as(request, Request.ServeAs.class) != null;
    }

    /** How many ids the client sent; of several Jetty wants the valid one. */
    private long ids(Request request) {
        String cookie = getSessionManager().getSessionCookie();
        long ids = 0;
        for (HttpCookie one : Request.getCookies(request)) {
            if (one.getName().equalsIgnoreCase(cookie)) {
                ids++;
            }
        }
        String parameters = request.getHttpURI().getParam();
        return parameters == null || parameters.isEmpty() ? ids : ids + 1;
    }

    /** What the request has in hand; made, and made to be committed, when it is first asked for. */
    private @Nullable RequestScope scope(@Nullable Request request) {
        if (request == null) {
            return null;
        }
        if (request.getAttribute(attribute) instanceof RequestScope scope) {
            return scope;
        }
        RequestScope scope = new RequestScope();
        request.setAttribute(attribute, scope);
        request.addHttpStreamWrapper(stream -> new CommittingStream(stream, scope, this));
        return scope;
    }

    @Override
    public ManagedSession newSession(String id, long time, long maxInactiveMs) {
        RequestScope scope = scope(current.get());
        if (scope != null && scope.isUnavailable()) {
            // the client may have a session: nothing takes its place
            throw unavailable(null);
        }
        SessionData core = repository().create(id, JettySessionData.seconds(maxInactiveMs));
        JettySessionData data = JettySessionData.fresh(store().place(), id, core, time, time, time, maxInactiveMs);
        seal(data);
        return JettySession.of(this, data, scope);
    }

    @Override
    public ManagedSession newSession(org.eclipse.jetty.session.SessionData data) {
        return JettySession.of(this, (JettySessionData) data, scope(current.get()));
    }

    @Override
    public void add(String id, ManagedSession session) {
        JettySession mine = (JettySession) session;
        mine.enter();
        RequestScope scope = scope(current.get());
        if (scope != null) {
            scope.put(mine);
        }
    }

    /** Jetty's hook before the response leaves. Where the request is known, its own stream has done it. */
    @Override
    public void commit(@Nullable ManagedSession session) {
        if (session instanceof JettySession mine && !mine.isInScope()) {
            mine.commit();
        }
    }

    @Override
    public void release(ManagedSession session) {
        session.release();
        if (session.getRequests() > 0 || !(session instanceof JettySession mine)) {
            return;
        }
        try {
            mine.commit();
        } catch (RuntimeException e) {
            warn("what was changed after the response had left was not stored", e);
        }
        mine.leave();
    }

    @Override
    public boolean exists(String id) throws Exception {
        Request request = current.get();
        if (request != null && request.getAttribute(attribute) instanceof RequestScope scope) {
            JettySession known = scope.get(id);
            if (known != null) {
                return known.isValid();
            }
        }
        return store().exists(id);
    }

    @Override
    public boolean contains(String id) {
        return false;
    }

    /** A session that has ended in this context or, if contexts share ids, in another one. */
    @Override
    public @Nullable ManagedSession delete(String id) {
        if (ending.contains(id)) {
            return null;
        }
        return repository()
                .find(id)
                .filter(repository()::invalidate)
                .map(core -> {
                    JettySession session =
                            JettySession.of(this, JettySessionData.stored(store().place(), id, core), null);
                    session.setResident(true);
                    return session;
                })
                .orElse(null);
    }

    /** A session has ended on the server; Jetty tells all contexts of its id. */
    void endedEverywhere(String id) {
        if (ending.add(id)) {
            try {
                getSessionManager().getSessionIdManager().invalidateAll(id);
            } finally {
                ending.remove(id);
            }
        }
    }

    void renewing(JettySession session, Runnable renewal) {
        renewed.set(session);
        try {
            renewal.run();
        } finally {
            renewed.remove();
        }
    }

    @Override
    public @Nullable ManagedSession renewSessionId(
            String oldId, String newId, String oldExtendedId, String newExtendedId) {
        JettySession session = renewed.get();
        if (session == null || !session.getId().equals(oldId)) {
            // contexts share ids, and it was changed in another one
            session = repository()
                    .find(oldId)
                    .map(core -> JettySession.of(this, JettySessionData.stored(store().place(), oldId, core), null))
                    .orElse(null);
        }
        if (session != null) {
            session.enter();
            session.moveTo(newId, newExtendedId);
        }
        return session;
    }

    private void expire(SessionData core) {
        String id = JettySessionData.idOf(core);
        JettySessionData data = JettySessionData.stored(store().place(), id, core);
        inContext(() -> JettySession.of(this, data, null).expired());
    }

    /** The sweeper finds what is over. */
    @Override
    public Set<String> checkExpiration(Set<String> candidates) {
        return new HashSet<>();
    }

    /** Nothing is kept, so nothing is inactive. */
    @Override
    public void checkInactiveSession(ManagedSession session) {}

    /** Sessions outlive a node. */
    @Override
    public void shutdown() {}

    /** Sessions stay no longer than a request, whatever a configuration says. */
    @Override
    public void setEvictionPolicy(int seconds) {}

    boolean refreshesCookies() {
        return getSessionManager().getMaxCookieAge() > 0 && getSessionManager().getRefreshCookieAge() > 0;
    }

    void inContext(Runnable task) {
        _context.run(task);
    }

    void warn(String text, Exception e) {
        LOG.log(Level.WARNING, () -> "context " + _context.getCanonicalContextPath() + ": " + text, e);
    }

    SessionsUnavailableException unavailable(@Nullable RuntimeException reason) {
        String text = "the server of the sessions of context " + _context.getCanonicalContextPath()
                + " cannot be reached, so this request does not know its session";
        return new SessionsUnavailableException(
                reason == null ? text : text + "; " + reason.getMessage(),
                // Jetty answers with the status of the first of the causes that has one
                new HttpException.RuntimeException(
                        HttpStatus.SERVICE_UNAVAILABLE_503, HttpStatus.getMessage(503), reason));
    }

    // what Jetty's own caches are made of, and nothing here calls

    @Override
    protected @Nullable ManagedSession doGet(String id) {
        return null;
    }

    @Override
    protected @Nullable Session doPutIfAbsent(String id, ManagedSession session) {
        return null;
    }

    @Override
    protected @Nullable ManagedSession doComputeIfAbsent(String id, Function<String, ManagedSession> load) {
        return Objects.requireNonNull(load, "load").apply(id);
    }

    @Override
    protected boolean doReplace(String id, ManagedSession before, ManagedSession after) {
        return true;
    }

    @Override
    public @Nullable ManagedSession doDelete(String id) {
        return null;
    }
}
