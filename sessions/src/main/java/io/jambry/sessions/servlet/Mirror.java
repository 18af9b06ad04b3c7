// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import io.jambry.sessions.CommitOutcome;
import io.jambry.sessions.Flush;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The two sessions of one request: the container's own, which is a working copy, and the one on the server. Thread-safe.
 *
 * <p>Requests on one node share the container's session, as they always do. What another node has changed is taken into it without
 * touching what a request of this node is changing: only attributes whose stored bytes are others than when both were last the same.
 */
final class Mirror {

    private final SessionRepository sessions;
    private final HttpServletRequest request;
    private final MirrorCookie cookie;
    private final CookieJar jar;
    private @Nullable SessionData data;
    private boolean fresh;
    private @Nullable CacheException failure;

    Mirror(SessionRepository sessions, HttpServletRequest request, MirrorCookie cookie, CookieJar jar) {
        this.sessions = sessions;
        this.request = request;
        this.cookie = cookie;
        this.jar = jar;
    }

    /** Lets the container's session be as the one on the server. */
    synchronized void begin() {
        String id = cookie.id(request);
        data = id == null ? null : sessions.find(id).orElse(null);
        HttpSession own = request.getSession(false);
        Working working = own == null ? null : (Working) own.getAttribute(Working.ATTRIBUTE);
        SessionData found = data;
        if (found == null) {
            if (working != null) {
                own.invalidate();
            }
            return;
        }
        SessionData seen = working == null ? null : working.seen();
        if (own != null && (seen == null || !seen.isSameAs(found))) {
            own.invalidate();
            own = null;
        }
        if (own == null) {
            own = request.getSession(true);
            own.setMaxInactiveInterval(found.maxInactiveSeconds());
            copyAll(found, own);
            own.setAttribute(Working.ATTRIBUTE, new Working(found));
        } else {
            synchronized (Objects.requireNonNull(working)) {
                for (String name : found.changedSince(Objects.requireNonNull(working.seen()))) {
                    copy(found, own, name);
                }
                own.setMaxInactiveInterval(found.maxInactiveSeconds());
                working.seen(found);
            }
        }
    }

    /** Lets the server have what the container's session has now. */
    synchronized void commit() {
        try {
            store();
            failure = null;
        } catch (CacheException e) {
            failure = e;
            throw e;
        }
    }

    /** Why the session could not be stored, if that is what something was thrown for; else null. */
    synchronized @Nullable CacheException failureIn(Throwable thrown) {
        Throwable one = thrown;
        while (one != null && one != failure) {
            one = one.getCause();
        }
        return one == null ? null : failure;
    }

    /** Whether it could not be stored when that was last tried. */
    synchronized boolean hasFailed() {
        return failure != null;
    }

    private void store() {
        HttpSession own = request.getSession(false);
        if (own == null) {
            if (data != null && !data.isEnded()) {
                sessions.invalidate(data);
                jar.set(cookie.expired(request));
            }
            return;
        }
        SessionData session = adopt(own);
        session.maxInactiveSeconds(own.getMaxInactiveInterval());
        session.principal(request.getRemoteUser() == null ? session.principal() : request.getRemoteUser());
        session.takeOver(attributes(own));
        if (sessions.commit(session) == CommitOutcome.GONE) {
            own.invalidate();
            jar.set(cookie.expired(request));
        }
    }

    /** The container's session, as the application sees it. */
    synchronized @Nullable HttpSession session(boolean create) {
        HttpSession own = request.getSession(create);
        return own == null ? null : new MirroredSession(own, adopt(own), fresh, this::changed);
    }

    /** The application has changed its session. */
    private void changed() {
        if (sessions.settings().flush() == Flush.IMMEDIATE) {
            commit();
        }
    }

    /** What the client sent. */
    @Nullable
    String requestedId() {
        return cookie.id(request);
    }

    synchronized boolean isRequestedValid() {
        return data != null && !fresh && !data.isEnded();
    }

    synchronized String changeId() {
        HttpSession own = request.getSession(false);
        if (own == null) {
            throw new IllegalStateException("there is no session whose id could be changed");
        }
        SessionData session = adopt(own);
        String id = MirrorCookie.newId();
        if (!sessions.changeId(session, id)) {
            throw new IllegalStateException(
                    "the session has ended, or got another id, while this request was under way");
        }
        jar.set(cookie.of(request, id));
        return id;
    }

    /** The session on the server that a session of the container is a working copy of; a new one if it is of none. */
    private SessionData adopt(HttpSession own) {
        SessionData session = data;
        if (session != null && own.getAttribute(Working.ATTRIBUTE) != null) {
            return session;
        }
        if (session != null && !session.isEnded()) {
            // it was ended, and another one begun
            sessions.invalidate(session);
        }
        String id = MirrorCookie.newId();
        session = sessions.create(id, own.getMaxInactiveInterval());
        data = session;
        fresh = true;
        own.setAttribute(Working.ATTRIBUTE, new Working(session));
        jar.set(cookie.of(request, id));
        return session;
    }

    private static Map<String, Object> attributes(HttpSession own) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : Collections.list(own.getAttributeNames())) {
            Object value = own.getAttribute(name);
            if (value != null && !name.equals(Working.ATTRIBUTE)) {
                all.put(name, value);
            }
        }
        return all;
    }

    private static void copyAll(SessionData from, HttpSession to) {
        for (String name : from.attributes().keySet()) {
            copy(from, to, name);
        }
    }

    private static void copy(SessionData from, HttpSession to, String name) {
        Object value = from.attributes().get(name);
        if (value == null) {
            to.removeAttribute(name);
        } else {
            to.setAttribute(name, value);
        }
    }
}
