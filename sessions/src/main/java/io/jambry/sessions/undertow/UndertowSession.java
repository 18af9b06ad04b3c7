// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.undertow;

import io.jambry.sessions.AttributeLifecycle;
import io.jambry.sessions.CommitOutcome;
import io.jambry.sessions.SessionData;
import io.undertow.security.api.SecurityContext;
import io.undertow.security.idm.Account;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.session.Session;
import io.undertow.server.session.SessionConfig;
import io.undertow.server.session.SessionListener.SessionDestroyedReason;
import io.undertow.server.session.SessionManager;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Undertow's session over what is on the server. One belongs to one request. Thread-safe. */
final class UndertowSession implements Session {

    private final UndertowSessions owner;
    private final SessionData data;
    private final @Nullable SessionConfig config;
    private volatile String id;
    private volatile boolean ended;
    private volatile boolean ending;
    private volatile boolean immediate;
    private volatile @Nullable Integer refusal;

    UndertowSession(UndertowSessions owner, SessionData data, String id, @Nullable SessionConfig config) {
        this.owner = owner;
        this.data = data;
        this.id = id;
        this.config = config;
        data.lifecycle(AttributeLifecycle.NONE);
    }

    /** No request ends by which it would be committed, so each change is. */
    void immediately() {
        immediate = true;
    }

    /** It could not be stored, and is not tried again: what leaves is this status. */
    void giveUp(int status) {
        ended = true;
        refusal = status;
    }

    /** The status to end with; null if it could be stored, as far as that was tried. */
    @Nullable
    Integer refusal() {
        return refusal;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Lets the session be found by who is logged in. */
    void noteUser(HttpServerExchange exchange) {
        SecurityContext security = exchange.getSecurityContext();
        Account account = security == null ? null : security.getAuthenticatedAccount();
        if (account != null && !ended) {
            data.principal(account.getPrincipal().getName());
        }
    }

    void commit() {
        if (!ended && !ending && owner.repository().commit(data) == CommitOutcome.GONE) {
            ended = true;
        }
    }

    private void changed() {
        if (immediate) {
            commit();
        }
    }

    private void requireLive() {
        if (ended) {
            throw new IllegalStateException("the session has ended");
        }
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public void requestDone(HttpServerExchange exchange) {
        owner.requestDone(this, exchange);
    }

    @Override
    public long getCreationTime() {
        requireLive();
        return data.createdAt();
    }

    @Override
    public long getLastAccessedTime() {
        requireLive();
        return data.lastAccessedAt();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        requireLive();
        data.maxInactiveSeconds(seconds);
        changed();
    }

    @Override
    public int getMaxInactiveInterval() {
        requireLive();
        return data.maxInactiveSeconds();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        requireLive();
        return data.attributes().get(name);
    }

    @Override
    public Set<String> getAttributeNames() {
        requireLive();
        return Set.copyOf(data.attributes().keySet());
    }

    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
        if (value == null) {
            return removeAttribute(name);
        }
        requireLive();
        Object before = data.attributes().put(name, value);
        if (before == null) {
            owner.listeners().attributeAdded(this, name, value);
        } else {
            owner.listeners().attributeUpdated(this, name, value, before);
        }
        changed();
        return before;
    }

    @Override
    public @Nullable Object removeAttribute(String name) {
        requireLive();
        Object before = data.attributes().remove(name);
        owner.listeners().attributeRemoved(this, name, before);
        changed();
        return before;
    }

    @Override
    public void invalidate(@Nullable HttpServerExchange exchange) {
        if (ended || ending) {
            throw new IllegalStateException("the session has ended");
        }
        ending = true;
        boolean first = owner.repository().invalidate(data);
        if (first) {
            owner.listeners().sessionDestroyed(this, exchange, SessionDestroyedReason.INVALIDATED);
        }
        ended = true;
        if (exchange != null && config != null) {
            config.clearSession(exchange, id);
        }
    }

    /** It is over, and this node is the one to tell. */
    void expired() {
        ending = true;
        owner.listeners().sessionDestroyed(this, null, SessionDestroyedReason.TIMEOUT);
        ended = true;
    }

    @Override
    public SessionManager getSessionManager() {
        return owner;
    }

    @Override
    public String changeSessionId(HttpServerExchange exchange, SessionConfig cookie) {
        String fresh = owner.newId();
        if (!owner.repository().changeId(data, fresh)) {
            ended = true;
            throw new IllegalStateException(
                    "the session has ended, or got another id, while this request was under way");
        }
        id = fresh;
        cookie.setSessionId(exchange, fresh);
        // Undertow's request tells the listeners
        return fresh;
    }
}
