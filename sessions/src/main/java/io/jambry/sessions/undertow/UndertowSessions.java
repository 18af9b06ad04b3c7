// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.sessions.Flush;
import io.jambry.sessions.NotStored;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSweeper;
import io.jambry.sessions.servlet.SessionsUnavailableException;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.session.SecureRandomSessionIdGenerator;
import io.undertow.server.session.Session;
import io.undertow.server.session.SessionConfig;
import io.undertow.server.session.SessionIdGenerator;
import io.undertow.server.session.SessionListener;
import io.undertow.server.session.SessionListeners;
import io.undertow.server.session.SessionManager;
import io.undertow.server.session.SessionManagerStatistics;
import io.undertow.servlet.handlers.ServletRequestContext;
import io.undertow.servlet.spec.HttpServletResponseImpl;
import io.undertow.util.AttachmentKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Undertow's manager over what is on the server. A request asks once, when it first uses its session. Thread-safe once started. */
final class UndertowSessions implements SessionManager {

    private static final Logger LOG = System.getLogger(UndertowSessions.class.getName());

    /** The request is over, as far as the application is concerned: who asks now is Undertow, to note the access. */
    private static final AttachmentKey<Boolean> SERVED = AttachmentKey.create(Boolean.class);

    /** The request has not come to the application yet, and who asks is Undertow, to see who is logged in, where nobody can be. */
    private static final AttachmentKey<Boolean> UNTOUCHED = AttachmentKey.create(Boolean.class);

    private static final int UNAVAILABLE = 503;

    private final AttachmentKey<UndertowSession> inHand = AttachmentKey.create(UndertowSession.class);
    private final SessionListeners listeners = new SessionListeners();
    private final SessionIdGenerator ids = new SecureRandomSessionIdGenerator();
    private final String deployment;
    private final Supplier<OpenSessions> opening;
    private volatile int timeoutSeconds = 30 * 60;
    private volatile @Nullable OpenSessions open;
    private @Nullable SessionSweeper sweeper;

    UndertowSessions(String deployment, Supplier<OpenSessions> opening) {
        this.deployment = deployment;
        this.opening = opening;
    }

    /** Stands around everything that Undertow does for a request, such as logging users in. */
    static HttpHandler around(HttpHandler next, boolean nobodyLogsIn) {
        return exchange -> {
            if (nobodyLogsIn) {
                exchange.putAttachment(UNTOUCHED, true);
            }
            try {
                next.handleRequest(exchange);
            } catch (Exception e) {
                refuseUnavailable(exchange, e);
            }
        };
    }

    /** Stands around the application. */
    static HttpHandler inside(HttpHandler next) {
        return exchange -> {
            exchange.removeAttachment(SERVED);
            exchange.removeAttachment(UNTOUCHED);
            try {
                next.handleRequest(exchange);
            } finally {
                ServletRequestContext context = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
                if (context == null || !context.getOriginalRequest().isAsyncStarted()) {
                    exchange.putAttachment(SERVED, true);
                    if (context != null
                            && context.getDeployment().getSessionManager() instanceof UndertowSessions own) {
                        own.served(exchange);
                    }
                }
            }
        };
    }

    private static void refuseUnavailable(HttpServerExchange exchange, Exception e) throws Exception {
        Throwable reason = e;
        while (reason != null && !(reason instanceof SessionsUnavailableException)) {
            reason = reason.getCause();
        }
        if (reason == null) {
            throw e;
        }
        LOG.log(Level.WARNING, String.valueOf(reason.getMessage()));
        refuse(exchange, UNAVAILABLE);
    }

    @Override
    public String getDeploymentName() {
        return deployment;
    }

    @Override
    public void start() {
        OpenSessions sessions = opening.get();
        open = sessions;
        sweeper = SessionSweeper.start(
                sessions.repository(), data -> new UndertowSession(this, data, data.handle(), null).expired());
    }

    @Override
    public void stop() {
        if (sweeper != null) {
            sweeper.close();
        }
        OpenSessions sessions = open;
        open = null;
        if (sessions != null) {
            sessions.close();
        }
    }

    @Override
    public Session createSession(HttpServerExchange exchange, SessionConfig config) {
        String requested = config.findSessionId(exchange);
        // another application of this request has made this id; ids of clients were taken away before
        String id = requested == null ? newId() : requested;
        UndertowSession session = new UndertowSession(this, repository().create(id, timeoutSeconds), id, config);
        config.setSessionId(exchange, id);
        take(exchange, session);
        listeners.sessionCreated(session, exchange);
        return session;
    }

    @Override
    public @Nullable Session getSession(@Nullable HttpServerExchange exchange, SessionConfig config) {
        if (exchange == null) {
            return null;
        }
        UndertowSession known = exchange.getAttachment(inHand);
        if (known != null && !known.hasEnded()) {
            return known;
        }
        if (Boolean.TRUE.equals(exchange.getAttachment(SERVED))
                || Boolean.TRUE.equals(exchange.getAttachment(UNTOUCHED))) {
            return null;
        }
        String id = config.findSessionId(exchange);
        if (id == null || (known != null && known.getId().equals(id))) {
            return null;
        }
        UndertowSession found = find(id, config);
        if (found != null) {
            take(exchange, found);
        }
        return found;
    }

    @Override
    public @Nullable Session getSession(@Nullable String id) {
        UndertowSession found = id == null ? null : find(id, null);
        if (found != null) {
            found.immediately();
        }
        return found;
    }

    private @Nullable UndertowSession find(String id, @Nullable SessionConfig config) {
        try {
            Optional<SessionData> found = repository().find(id);
            return found.map(data -> new UndertowSession(this, data, id, config))
                    .orElse(null);
        } catch (JambryException e) {
            throw new SessionsUnavailableException(
                    "the server of the sessions of " + deployment
                            + " cannot be reached, so this request does not know its session; " + e.getMessage(),
                    e);
        }
    }

    private void take(HttpServerExchange exchange, UndertowSession session) {
        if (repository().settings().flush() == Flush.IMMEDIATE) {
            session.immediately();
        }
        exchange.putAttachment(inHand, session);
        exchange.addResponseWrapper((next, leaving) -> {
            requestDone(session, leaving);
            Integer refusal = session.refusal();
            return refusal == null ? next.create() : EmptyResponse.of(refusal, next, leaving);
        });
    }

    /** While the response can still be another one. */
    private void served(HttpServerExchange exchange) {
        UndertowSession session = exchange.getAttachment(inHand);
        if (session != null) {
            requestDone(session, exchange);
        }
    }

    /**
     * At the end of a request that used its session, or when the response leaves. Nothing is thrown: nobody would hear of it, and an
     * asynchronous request would not be complete.
     */
    void requestDone(UndertowSession session, HttpServerExchange exchange) {
        try {
            session.noteUser(exchange);
            session.commit();
        } catch (CacheException | IllegalStateException e) {
            NotStored instead = NotStored.of(e);
            LOG.log(Level.WARNING, deployment + ": " + instead.message(), e);
            session.giveUp(instead.status());
        }
    }

    private static void refuse(HttpServerExchange exchange, int status) {
        ServletRequestContext context = exchange.getAttachment(ServletRequestContext.ATTACHMENT_KEY);
        if (context != null) {
            HttpServletResponseImpl response = context.getOriginalResponse();
            if (!response.isCommitted()) {
                response.reset();
                response.setStatus(status);
            }
        }
    }

    String newId() {
        return ids.createSessionId();
    }

    SessionListeners listeners() {
        return listeners;
    }

    SessionRepository repository() {
        return requireNonNull(open, "the deployment is not started").repository();
    }

    @Override
    public void registerSessionListener(SessionListener listener) {
        listeners.addSessionListener(listener);
    }

    @Override
    public void removeSessionListener(SessionListener listener) {
        listeners.removeSessionListener(listener);
    }

    @Override
    public void setDefaultSessionTimeout(int seconds) {
        timeoutSeconds = seconds;
    }

    /** Sessions outlive a node: none is only here. */
    @Override
    public Set<String> getTransientSessions() {
        return Set.of();
    }

    /** Ids are known to clients only. */
    @Override
    public Set<String> getActiveSessions() {
        return Set.of();
    }

    @Override
    public Set<String> getAllSessions() {
        return Set.of();
    }

    @Override
    public @Nullable SessionManagerStatistics getStatistics() {
        return null;
    }
}
