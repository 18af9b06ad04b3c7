// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import io.jambry.sessions.CommitOutcome;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
        HttpSession own = request.getSession(false);
        if (own == null) {
            if (data != null && !data.isEnded()) {
                sessions.invalidate(data);
                jar.set(cookie.expired(request));
            }
            return;
        }
        Working working = (Working) own.getAttribute(Working.ATTRIBUTE);
        if (data == null || working == null) {
            if (data != null && !data.isEnded()) {
                // it was ended, and another one begun
                sessions.invalidate(data);
            }
            String id = MirrorCookie.newId();
            data = sessions.create(id, own.getMaxInactiveInterval());
            own.setAttribute(Working.ATTRIBUTE, new Working(data));
            jar.set(cookie.of(request, id));
        }
        SessionData session = data;
        session.maxInactiveSeconds(own.getMaxInactiveInterval());
        session.principal(request.getRemoteUser() == null ? session.principal() : request.getRemoteUser());
        session.takeOver(attributes(own));
        if (sessions.commit(session) == CommitOutcome.GONE) {
            own.invalidate();
            jar.set(cookie.expired(request));
        }
    }

    synchronized void changeId() {
        SessionData session = data;
        if (session == null || session.isEnded()) {
            return;
        }
        String id = MirrorCookie.newId();
        if (!sessions.changeId(session, id)) {
            throw new IllegalStateException("the session has ended, or got another id, while this request was under way");
        }
        jar.set(cookie.of(request, id));
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
