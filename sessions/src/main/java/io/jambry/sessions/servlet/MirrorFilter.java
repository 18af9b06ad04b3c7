// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.sessions.NotStored;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionSweeper;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of any Servlet 6 container on Redis or Valkey, for containers without a package of their own here. The container's
 * session stays, as a working copy: so what else lives in it, such as beans of the CDI session scope, comes along. Let it be the first
 * filter, for all paths, with {@code async-supported}:
 *
 * <pre>{@code
 * context.addFilter("sessions", new MirrorFilter())
 * }</pre>
 *
 * <p>The id on the server is in a cookie of its own, {@value #COOKIE} unless the init parameter {@code cookie} says otherwise. The
 * container's cookie gets a name that no other node has, so that nodes do not take each other's away; its id means nothing elsewhere.
 *
 * <p>What differs from a package of the container's own: each request that has a session costs a round trip, used or not, for nobody
 * knows who uses the container's session; listeners are told of working copies, on each node, and see ids of those.
 * Thread-safe.
 */
public final class MirrorFilter implements Filter {

    /** The cookie that has the id of the session on the server. */
    public static final String COOKIE = "JAMBRYSESSION";

    private static final Logger LOG = System.getLogger(MirrorFilter.class.getName());
    private static final String SCOPE = Mirror.class.getName();

    private final @Nullable OpenSessions lent;
    private @Nullable OpenSessions open;
    private @Nullable SessionSweeper sweeper;
    private MirrorCookie cookie = new MirrorCookie(COOKIE);

    /** A filter that opens a connection of its own. */
    public MirrorFilter() {
        this.lent = null;
    }

    /**
     * A filter over sessions that are open.
     *
     * @param sessions closed by whoever opened them
     */
    public MirrorFilter(OpenSessions sessions) {
        this.lent = requireNonNull(sessions, "sessions");
    }

    /**
     * Gives the container's cookie a name that no other node has. To be called while the application starts, such as by a
     * {@code ServletContextListener}; the filter itself comes too late.
     *
     * @param context of the application
     */
    public static void nameOwnCookie(ServletContext context) {
        context.getSessionCookieConfig()
                .setName("NODE" + UUID.randomUUID().toString().substring(0, 8));
    }

    @Override
    public void init(FilterConfig config) {
        ServletContext context = config.getServletContext();
        String name = config.getInitParameter("cookie");
        if (name != null) {
            cookie = new MirrorCookie(name);
        }
        OpenSessions sessions = lent == null
                ? OpenSessions.open(
                        context.getVirtualServerName() + context.getContextPath(),
                        context.getClassLoader(),
                        context::getInitParameter)
                : lent;
        open = sessions;
        // nobody hears of their end but those who have a working copy, whose container tells them
        sweeper = SessionSweeper.start(sessions.repository(), session -> {});
    }

    @Override
    public void destroy() {
        if (sweeper != null) {
            sweeper.close();
        }
        if (open != null && lent == null) {
            open.close();
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
        } else if (request.getAttribute(SCOPE) instanceof Mirror mirror) {
            // an error page, or an asynchronous dispatch
            through(mirror, http, answer, chain);
        } else {
            Mirror mirror = new Mirror(requireNonNull(open).repository(), http, cookie, answer::addCookie);
            try {
                mirror.begin();
            } catch (JambryException e) {
                LOG.log(
                        Level.WARNING,
                        "the server of sessions cannot be reached, so a request does not know its session",
                        e);
                answer.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
                return;
            }
            request.setAttribute(SCOPE, mirror);
            through(mirror, http, answer, chain);
        }
    }

    private static void through(
            Mirror mirror, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        CommittingResponse committing = new CommittingResponse(response, mirror::commit);
        BeforeCommit completing = () -> complete(mirror, response);
        try {
            chain.doFilter(new MirroredRequest(request, committing, completing, mirror), committing);
        } catch (IOException | ServletException | RuntimeException | Error e) {
            CacheException reason = mirror.failureIn(e);
            if (reason == null || request.isAsyncStarted() || response.isCommitted()) {
                leave(mirror, request, response);
                throw e;
            }
            // the application was told when its response was about to leave, and has not answered otherwise
            refuse(response, statusOf(reason));
            return;
        }
        leave(mirror, request, response);
    }

    private static void leave(Mirror mirror, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new AtTheEnd(() -> endLater(mirror)));
            return;
        }
        try {
            mirror.commit();
        } catch (CacheException e) {
            refuse(response, statusOf(e));
        }
    }

    private static void refuse(HttpServletResponse response, int status) throws IOException {
        if (!response.isCommitted()) {
            response.reset();
            response.sendError(status);
        }
    }

    /** An asynchronous request is about to be complete, so no error page comes after it. */
    private static void complete(Mirror mirror, HttpServletResponse response) {
        try {
            mirror.commit();
        } catch (CacheException e) {
            int status = statusOf(e);
            if (!response.isCommitted()) {
                response.reset();
                response.setStatus(status);
            }
        }
    }

    /** Says why a session was not stored, and with what status that ends the request. */
    private static int statusOf(CacheException reason) {
        NotStored instead = NotStored.of(reason);
        LOG.log(Level.WARNING, instead.message(), reason);
        return instead.status();
    }

    /** Commits what was changed after the request had left its first thread. */
    private static void endLater(Mirror mirror) {
        if (mirror.hasFailed()) {
            return;
        }
        try {
            mirror.commit();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a session was not stored at the end of an asynchronous request", e);
        }
    }
}
