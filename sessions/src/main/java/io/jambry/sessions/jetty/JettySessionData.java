// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import io.jambry.DecodingException;
import io.jambry.sessions.SessionData;
import java.io.Serial;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's data of a session over what is on the server: its attributes are decoded when they are asked for, and what is changed is noted
 * for each of them. As thread-safe as Jetty's own.
 */
final class JettySessionData extends org.eclipse.jetty.session.SessionData {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The attribute that has the id, if attributes are encrypted. Applications do not see it. */
    private static final String ID = "io.jambry.sessions.jetty.id";

    private static final Set<String> HIDDEN = Set.of(ID, Notes.ATTRIBUTE);

    private transient @Nullable SessionData core;

    /** The client is being sent its cookie. */
    private transient boolean newCookie;

    /** Attributes that go now are not changed by anybody. */
    private transient boolean ended;

    private JettySessionData(
            String id, String path, String host, long created, long accessed, long lastAccessed, long idleMillis) {
        super(id, path, host, created, accessed, lastAccessed, idleMillis);
    }

    /** Data of a session of which nothing but its id is known. */
    static JettySessionData unknown(Place place, String id) {
        JettySessionData data = new JettySessionData(id, place.path(), place.host(), 0, 0, 0, -1);
        // for a session that was never saved is a new one
        data.setLastSaved(1);
        return data;
    }

    /** Data of a session that the server does not know yet. */
    static JettySessionData fresh(
            Place place, String id, SessionData core, long created, long accessed, long lastAccessed, long idleMillis) {
        JettySessionData data =
                new JettySessionData(id, place.path(), place.host(), created, accessed, lastAccessed, idleMillis);
        data.take(core);
        return data;
    }

    /** Data of a session that is on the server. */
    static JettySessionData stored(Place place, String id, SessionData core) {
        JettySessionData data = unknown(place, id);
        data.over(core);
        return data;
    }

    /** From now on it is about that session. */
    void over(SessionData session) {
        take(session);
        Notes notes = notes(session);
        long accessed = session.lastAccessedAt();
        setCreated(notes == null ? session.createdAt() : notes.created());
        setAccessed(notes == null ? accessed : notes.accessed());
        setLastAccessed(notes == null ? accessed : notes.lastAccessed());
        setCookieSet(notes == null ? 0 : notes.cookieSet());
        setLastNode(notes == null ? "" : notes.lastNode());
        super.setMaxInactiveMs(session.maxInactiveSeconds() <= 0 ? -1 : session.maxInactiveSeconds() * 1000L);
        setExpiry(session.maxInactiveSeconds() <= 0 ? 0 : accessed + session.maxInactiveSeconds() * 1000L);
        setLastSaved(Math.max(1, accessed));
        clean();
        newCookie = false;
    }

    private static @Nullable Notes notes(SessionData session) {
        try {
            return Notes.read(session.attributes().get(Notes.ATTRIBUTE));
        } catch (DecodingException e) {
            // the application can do without them
            return null;
        }
    }

    /** From now on its attributes are those of that session. */
    void take(SessionData session) {
        core = session;
        _attributes = session.attributes();
    }

    @Nullable
    SessionData core() {
        return core;
    }

    /** Has what only Jetty knows stored with the session. */
    void note() {
        hide(Notes.ATTRIBUTE, Notes.of(this).text());
        newCookie = false;
    }

    /** Has its id stored with the session. Only for whoever encrypts: the id is as good as a login. */
    void seal() {
        hide(ID, getId());
    }

    /** The id of a session; what names it on the server if nobody can tell the id. */
    static String idOf(SessionData session) {
        try {
            return session.attributes().get(ID) instanceof String id ? id : session.handle();
        } catch (DecodingException e) {
            return session.handle();
        }
    }

    private void hide(String name, String text) {
        if (!Objects.equals(_attributes.get(name), text)) {
            _attributes.put(name, text);
        }
    }

    /** Jetty counts ms, and servlets seconds. Less than one is not for ever. */
    static int seconds(long idleMillis) {
        return idleMillis <= 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, (idleMillis + 999) / 1000);
    }

    /** Its session has ended: Jetty empties it. */
    void end() {
        ended = true;
    }

    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object value) {
        if (name.equals(LoggedIn.ATTRIBUTE) && core != null && !ended) {
            core.principal(value == null ? null : LoggedIn.name(value));
        }
        return super.setAttribute(name, value);
    }

    boolean hasNewCookie() {
        return newCookie;
    }

    @Override
    public void setCookieSet(long at) {
        super.setCookieSet(at);
        newCookie = true;
    }

    @Override
    public void setMaxInactiveMs(long idleMillis) {
        super.setMaxInactiveMs(idleMillis);
        if (core != null) {
            core.maxInactiveSeconds(seconds(idleMillis));
        }
    }

    @Override
    public Set<String> getKeys() {
        Set<String> names = new TreeSet<>(_attributes.keySet());
        names.removeAll(HIDDEN);
        return names;
    }

    @Override
    public Map<String, Object> getAllAttributes() {
        Map<String, Object> visible = new LinkedHashMap<>(_attributes);
        visible.keySet().removeAll(HIDDEN);
        return Collections.unmodifiableMap(visible);
    }
}
