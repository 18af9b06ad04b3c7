// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.servlet;

import io.jambry.sessions.SessionData;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container's session, with the id and the times that it has on the server. As thread-safe as the container's. */
final class MirroredSession implements HttpSession {

    private final HttpSession own;
    private final SessionData data;
    private final boolean fresh;
    private final Runnable changed;

    MirroredSession(HttpSession own, SessionData data, boolean fresh, Runnable changed) {
        this.own = own;
        this.data = data;
        this.fresh = fresh;
        this.changed = changed;
    }

    @Override
    public String getId() {
        return data.id();
    }

    @Override
    public boolean isNew() {
        own.isNew(); // refuses if it has ended
        return fresh;
    }

    @Override
    public long getCreationTime() {
        own.getCreationTime(); // refuses if it has ended
        return data.createdAt();
    }

    @Override
    public long getLastAccessedTime() {
        own.getLastAccessedTime(); // refuses if it has ended
        return data.lastAccessedAt();
    }

    @Override
    public ServletContext getServletContext() {
        return own.getServletContext();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        own.setMaxInactiveInterval(seconds);
        changed.run();
    }

    @Override
    public int getMaxInactiveInterval() {
        return own.getMaxInactiveInterval();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return own.getAttribute(name);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        List<String> names = Collections.list(own.getAttributeNames());
        names.remove(Working.ATTRIBUTE);
        return Collections.enumeration(names);
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
        own.setAttribute(name, value);
        changed.run();
    }

    @Override
    public void removeAttribute(String name) {
        own.removeAttribute(name);
        changed.run();
    }

    @Override
    public void invalidate() {
        own.invalidate();
    }
}
