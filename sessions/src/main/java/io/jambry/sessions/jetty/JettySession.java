// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.sessions.AttributeLifecycle;
import io.jambry.sessions.CommitOutcome;
import io.jambry.sessions.Flush;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.servlet.SessionsUnavailableException;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.util.thread.AutoLock;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's session over what is on the server. One belongs to one request.
 *
 * <p>Jetty looks for the session of each request, used or not. What it is given then knows nothing but its id; the server is asked when
 * somebody wants to know whether the session is there, which applications do before anything else.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("try") // locks are held, not used
final class JettySession extends ManagedSession {

    private final JambrySessionCache cache;
    private final JettySessionData data;
    private final @Nullable RequestScope scope;

    // guarded by the lock of the session, unless it says otherwise

    /** The server has been asked, or need not be. */
    private boolean asked;

    /** Jetty has chosen it: whoever asks now is the application. */
    private boolean entered;

    /** Its request has ended. Who uses it nevertheless has it anew, and each use is committed. */
    private boolean left;

    /** Another node has told the listeners. */
    private volatile boolean silent;

    /** Why the server could not be asked, until somebody is told. */
    private volatile @Nullable RuntimeException failure;

    private JettySession(JambrySessionCache cache, JettySessionData data, @Nullable RequestScope scope, boolean asked) {
        super(cache.getSessionManager(), data);
        this.cache = cache;
        this.data = data;
        this.scope = scope;
        this.asked = asked;
        listen();
    }

    /** What a client claims to have. */
    static JettySession claimed(JambrySessionCache cache, JettySessionData data, @Nullable RequestScope scope) {
        return new JettySession(cache, data, scope, /* asked= */ false);
    }

    /** What is known to be there, or about to be. */
    static JettySession of(JambrySessionCache cache, JettySessionData data, @Nullable RequestScope scope) {
        return new JettySession(cache, data, scope, /* asked= */ true);
    }

    private void listen() {
        SessionData core = data.core();
        if (core != null) {
            core.lifecycle(new Activation());
        }
    }

    SessionData core() {
        return requireNonNull(data.core(), "core");
    }

    /** Whether it is there, as far as is known: true if nobody asked yet. */
    boolean isThere() {
        return super.isValid();
    }

    /** Whether its request commits it before the response leaves. */
    boolean isInScope() {
        return scope != null;
    }

    /** One more user. */
    void enter() {
        setResident(true);
        use();
    }

    /** Asks the server now. A failure is kept for when Jetty has chosen the session, since before it would be taken for no session. */
    void askAtOnce() {
        try (AutoLock held = lock()) {
            try {
                ask();
            } catch (RuntimeException e) {
                failure = e;
                _state = State.VALID;
            }
        }
    }

    private void ask() {
        if (asked) {
            return;
        }
        asked = true;
        try {
            Optional<SessionData> found = cache.repository().find(getId());
            if (found.isPresent()) {
                long now = System.currentTimeMillis();
                data.over(found.get());
                // what Jetty has stored of times is by the clock of some node
                data.setCreated(found.get().createdAt());
                data.setLastAccessed(found.get().lastAccessedAt());
                data.setAccessed(now);
                listen();
            } else {
                _state = State.INVALID;
            }
        } catch (JambryException e) {
            _state = State.INVALID;
            if (scope != null) {
                scope.unavailable();
            }
            throw cache.unavailable(e);
        }
    }

    /** Writes what was changed. */
    void commit() {
        SessionData core = data.core();
        if (core == null || !isThere() || (scope != null && scope.hasFailed())) {
            return;
        }
        // listeners use the session, whose lock has to be taken before that of its data; none but its request waits for
        // it
        try (AutoLock held = lock()) {
            if (cache.refreshesCookies() && data.hasNewCookie()) {
                data.note();
            }
            if (cache.repository().commit(core) == CommitOutcome.GONE) {
                // it has ended on another node, which told the listeners
                _state = State.INVALID;
            }
        }
    }

    @Override
    public boolean access(long time) {
        try (AutoLock held = lock()) {
            entered = true;
            if (left && super.isValid()) {
                asked = false;
            }
            RuntimeException before = failure;
            if (before != null) {
                failure = null;
                _state = State.INVALID;
                throw before;
            }
            if (isSetCookieNeeded() || cache.refreshesCookies()) {
                // a new cookie for the same id is to go out, but not for an id that somebody made up
                ask();
            }
            _newSession = false;
            return super.isValid();
        } catch (SessionsUnavailableException e) {
            // outside of servlets Jetty takes the status from the exception only, and not from its causes
            throw e.getCause() instanceof HttpException.RuntimeException status ? status : e;
        }
    }

    @Override
    public boolean isValid() {
        try (AutoLock held = lock()) {
            if (entered) {
                ask();
            }
            return super.isValid();
        }
    }

    /** A session that is not there is no new one. Jetty asks this of sessions that nobody uses, too. */
    @Override
    public boolean isNew() {
        return data.core() != null && super.isNew();
    }

    /** The server says when it is over. */
    @Override
    public boolean isExpiredAt(long time) {
        return false;
    }

    @Override
    protected void checkValidForRead() {
        ask();
        super.checkValidForRead();
    }

    @Override
    protected void checkValidForWrite() {
        ask();
        super.checkValidForWrite();
    }

    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
        Object before = super.setAttribute(name, value);
        changed();
        return before;
    }

    @Override
    public @Nullable Object removeAttribute(String name) {
        Object before = super.removeAttribute(name);
        changed();
        return before;
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        super.setMaxInactiveInterval(seconds);
        changed();
    }

    private void changed() {
        if (cache.repository().settings().flush() == Flush.IMMEDIATE) {
            try {
                commit();
            } catch (JambryException e) {
                throw cache.unavailable(e);
            }
        }
    }

    @Override
    protected void onSessionAttributeUpdate(String name, @Nullable Object value, @Nullable Object before) {
        if (!silent) {
            super.onSessionAttributeUpdate(name, value, before);
        }
    }

    /** Ends it for all nodes. Listeners are told by the node that came first. */
    @Override
    public void invalidate() {
        try (AutoLock held = lock()) {
            ask();
            if (!beginInvalidate()) {
                return;
            }
            try {
                silent = !cache.repository().invalidate(core());
            } catch (JambryException e) {
                _state = State.VALID;
                throw cache.unavailable(e);
            }
        }
        destroy();
        cache.endedEverywhere(getId());
    }

    /** It is over, and this node is the one to tell. */
    void expired() {
        setResident(true);
        if (beginInvalidate()) {
            destroy();
        }
    }

    private void destroy() {
        data.end();
        try {
            if (!silent) {
                getSessionManager().onSessionDestroyed(this);
            }
        } catch (RuntimeException e) {
            cache.warn("a listener that was told of the end of a session failed", e);
        } finally {
            finishInvalidate();
        }
    }

    /** Jetty goes through all contexts, and this comes back by {@link #moveTo}. */
    @Override
    public void renewId(Request request, Response response) {
        isValid();
        cache.renewing(this, () -> super.renewId(request, response));
        if (!core().id().equals(getId())) {
            try (AutoLock held = lock()) {
                _state = State.INVALID;
            }
            RuntimeException reason = failure;
            throw reason == null
                    ? new IllegalStateException(
                            "the session has ended, or got another id, while this request was under way")
                    : reason;
        }
    }

    /** Jetty logs what is thrown here, and goes on. */
    void moveTo(String newId, String extendedId) {
        boolean moved;
        try {
            moved = cache.repository().changeId(core(), newId);
        } catch (JambryException e) {
            RuntimeException reason = cache.unavailable(e);
            failure = reason;
            throw reason;
        }
        if (!moved) {
            throw new IllegalStateException("the session has ended, or got another id");
        }
        data.setId(newId);
        cache.seal(data);
        setExtendedId(extendedId);
        onIdChanged();
        if (scope != null) {
            scope.put(this);
        }
    }

    /** No request has it any more. Servlets 6.1 can still use it. */
    void leave() {
        try (AutoLock held = lock()) {
            left = true;
        }
        _sessionInactivityTimer.destroy();
    }

    @Override
    public void release() {
        super.release();
        boolean outside;
        try (AutoLock held = lock()) {
            outside = left;
        }
        if (outside) {
            commit();
        }
    }

    private final class Activation implements AttributeLifecycle {

        @Override
        public void activated(Object value) {
            if (value instanceof ValueListener listener) {
                listener.onSessionActivation(JettySession.this);
            }
            getSessionManager().onSessionActivation(new OneValue(JettySession.this, value));
        }

        @Override
        public void passivating(Object value) {
            if (value instanceof ValueListener listener) {
                listener.onSessionPassivation(JettySession.this);
            }
            getSessionManager().onSessionPassivation(new OneValue(JettySession.this, value));
        }
    }
}
