// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session as listeners of activation are shown it: with the one value that comes or goes. Jetty looks through all attributes for
 * listeners, which would decode what nobody needs. As thread-safe as the session.
 */
final class OneValue implements Session {

    private static final String NAME = "value";

    private final Session session;
    private final Object value;

    OneValue(Session session, Object value) {
        this.session = session;
        this.value = value;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // Jetty's
    public <T extends API> T getApi() {
        return session.getApi();
    }

    @Override
    public Object getAttribute(String name) {
        return value;
    }

    @Override
    public Set<String> getAttributeNameSet() {
        return Set.of(NAME);
    }

    @Override
    public @Nullable Object setAttribute(String name, @Nullable Object changed) {
        return session.setAttribute(name, changed);
    }

    @Override
    public @Nullable Object removeAttribute(String name) {
        return session.removeAttribute(name);
    }

    @Override
    public boolean isValid() {
        return session.isValid();
    }

    @Override
    public String getId() {
        return session.getId();
    }

    @Override
    public String getExtendedId() {
        return session.getExtendedId();
    }

    @Override
    public long getLastAccessedTime() {
        return session.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        session.setMaxInactiveInterval(seconds);
    }

    @Override
    public int getMaxInactiveInterval() {
        return session.getMaxInactiveInterval();
    }

    @Override
    public void renewId(Request request, Response response) {
        session.renewId(request, response);
    }

    @Override
    public void invalidate() {
        session.invalidate();
    }

    @Override
    public boolean isNew() {
        return session.isNew();
    }

    @Override
    public String encodeURI(Request request, String uri, boolean cookiesInUse) {
        return session.encodeURI(request, uri, cookiesInUse);
    }
}
