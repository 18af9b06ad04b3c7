// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import static java.util.Objects.requireNonNull;

import io.jambry.sessions.AttributeLifecycle;
import io.jambry.sessions.CommitOutcome;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.io.Serial;
import java.security.Principal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.authenticator.SavedRequest;
import org.apache.catalina.realm.GenericPrincipal;
import org.apache.catalina.session.StandardSession;
import org.apache.catalina.util.SessionConfig;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's session over what is on the server. Listeners are called by Tomcat, as for its own sessions. One belongs to one request.
 *
 * <p>Who is logged in is kept with it, so that every node knows.
 */
final class JambrySession extends StandardSession {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What names of attributes begin with that are kept for Tomcat. Applications do not see them. */
    private static final String HIDDEN = "io.jambry.sessions.tomcat.";

    /** Who is logged in: how, name, roles. */
    private static final String AUTHENTICATION = HIDDEN + "authentication";

    /** The request that a form login has interrupted. */
    private static final String REMEMBERED = HIDDEN + "request";

    /** The session to which the login page was sent: its handle, for its id is nowhere. */
    private static final String ASKED = HIDDEN + "asked";

    private final transient JambryManager owner;
    private transient @Nullable SessionData data;

    /** No request ends by which it would be committed, so each change is. */
    private transient boolean immediate;

    /** This node has ended it, or is the one to tell of its end. */
    private transient boolean first;

    private transient boolean restoring;

    JambrySession(JambryManager owner) {
        super(owner);
        this.owner = owner;
    }

    /** A session that is on the server, or will be. */
    void over(SessionData session) {
        data = session;
        attributes = session.attributes();
        maxInactiveInterval = session.maxInactiveSeconds();
        session.lifecycle(new Activation());
        if (!session.isNew()) {
            creationTime = session.createdAt();
            lastAccessedTime = session.lastAccessedAt();
            thisAccessedTime = session.lastAccessedAt();
            restoreAuthentication();
        }
    }

    boolean isOverData() {
        return data != null;
    }

    void immediately() {
        immediate = true;
    }

    SessionData data() {
        return requireNonNull(data, "data");
    }

    void commit(SessionRepository repository) {
        if (isValid && repository.commit(data()) == CommitOutcome.GONE) {
            // it has ended on another node, which told the listeners
            isValid = false;
        }
    }

    private void changed() {
        if (immediate && isValid && data != null) {
            commit(owner.repository());
        }
    }

    /** The server says when it is over. */
    @Override
    public boolean isValid() {
        return isValid;
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        super.setMaxInactiveInterval(seconds);
        if (data != null) {
            data.maxInactiveSeconds(seconds);
            changed();
        }
    }

    @Override
    public void setAttribute(String name, Object value, boolean notify) {
        super.setAttribute(name, value, notify);
        changed();
    }

    @Override
    protected void removeAttributeInternal(String name, boolean notify) {
        super.removeAttributeInternal(name, notify);
        changed();
    }

    @Override
    protected String[] keys() {
        return attributes.keySet().stream()
                .filter(name -> !name.startsWith(HIDDEN))
                .toArray(String[]::new);
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        super.getAttributeNames(); // refuses if it has ended
        return Collections.enumeration(List.of(keys()));
    }

    @Override
    public void setPrincipal(@Nullable Principal principal) {
        super.setPrincipal(principal);
        noteAuthentication();
    }

    @Override
    public void setAuthType(@Nullable String type) {
        super.setAuthType(type);
        noteAuthentication();
    }

    /** The two notes of a form login are kept with the session, so that each step of it may come to another node. */
    @Override
    public void setNote(String name, Object value) {
        super.setNote(name, value);
        if (data == null) {
            return;
        }
        if (name.equals(Constants.FORM_REQUEST_NOTE) && value instanceof SavedRequest request) {
            String cookie = SessionConfig.getSessionCookieName(owner.getContext());
            attributes.put(REMEMBERED, RememberedRequest.words(request, cookie));
            changed();
        } else if (name.equals(Constants.SESSION_ID_NOTE)) {
            attributes.put(ASKED, data.handle());
            changed();
        }
    }

    @Override
    public @Nullable Object getNote(String name) {
        Object known = super.getNote(name);
        if (known != null || data == null) {
            return known;
        }
        Object note = null;
        if (name.equals(Constants.FORM_REQUEST_NOTE) && attributes.get(REMEMBERED) instanceof String[] words) {
            note = RememberedRequest.of(words);
        } else if (name.equals(Constants.SESSION_ID_NOTE) && data.handle().equals(attributes.get(ASKED))) {
            note = getIdInternal();
        }
        if (note != null) {
            super.setNote(name, note);
        }
        return note;
    }

    @Override
    public void removeNote(String name) {
        super.removeNote(name);
        String attribute = name.equals(Constants.FORM_REQUEST_NOTE) ? REMEMBERED : ASKED;
        if (data != null
                && (name.equals(Constants.FORM_REQUEST_NOTE) || name.equals(Constants.SESSION_ID_NOTE))
                && attributes.remove(attribute) != null) {
            changed();
        }
    }

    /** Ends it for all nodes. Listeners are told by the node that came first. */
    @Override
    public void expire(boolean notify) {
        if (!isValid || data == null) {
            super.expire(notify);
            return;
        }
        boolean mine = first || owner.repository().invalidate(data);
        super.expire(notify && mine);
    }

    /** It is over, and this node is the one to tell. */
    void expired() {
        first = true;
        expire(true);
    }

    private void noteAuthentication() {
        if (data == null || restoring) {
            return;
        }
        if (principal instanceof GenericPrincipal generic) {
            String[] roles = generic.getRoles();
            String[] words = new String[roles.length + 2];
            words[0] = authType == null ? "" : authType;
            words[1] = generic.getName();
            System.arraycopy(roles, 0, words, 2, roles.length);
            if (!Arrays.equals(words, (Object[]) attributes.get(AUTHENTICATION))) {
                attributes.put(AUTHENTICATION, words);
            }
            data.principal(generic.getName());
        } else if (attributes.remove(AUTHENTICATION) != null) {
            data.principal(null);
        }
        changed();
    }

    private void restoreAuthentication() {
        if (attributes.containsKey(AUTHENTICATION) && attributes.get(AUTHENTICATION) instanceof String[] words) {
            restoring = true;
            super.setAuthType(words[0].isEmpty() ? null : words[0]);
            super.setPrincipal(new GenericPrincipal(words[1], List.of(words).subList(2, words.length)));
            restoring = false;
        }
    }

    private final class Activation implements AttributeLifecycle {

        @Override
        public void activated(Object value) {
            if (value instanceof HttpSessionActivationListener listener) {
                listener.sessionDidActivate(new HttpSessionEvent(getSession()));
            }
        }

        @Override
        public void passivating(Object value) {
            if (value instanceof HttpSessionActivationListener listener) {
                listener.sessionWillPassivate(new HttpSessionEvent(getSession()));
            }
        }
    }
}
