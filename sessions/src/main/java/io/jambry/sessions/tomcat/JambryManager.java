// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.tomcat;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.sessions.Flush;
import io.jambry.sessions.NotStored;
import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionData;
import io.jambry.sessions.SessionRepository;
import io.jambry.sessions.SessionSettings;
import io.jambry.sessions.SessionSweeper;
import io.jambry.sessions.servlet.SessionsUnavailableException;
import java.util.Optional;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.Session;
import org.apache.catalina.Valve;
import org.apache.catalina.authenticator.AuthenticatorBase;
import org.apache.catalina.session.ManagerBase;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the sessions of a web application on Redis or Valkey, in Tomcat 10.1 and 11. In the context of the application:
 *
 * <pre>{@code
 * <Context>
 *   <Manager className="io.jambry.sessions.tomcat.JambryManager" url="redis://localhost:6379" application="shop"/>
 * </Context>
 * }</pre>
 *
 * <p>Every request asks the server for its session when it first uses it, whichever node it comes to; a request that does not use its
 * session asks for nothing. Changes are written before the response leaves. Nothing is kept that the server was not asked about.
 *
 * <p>Other settings are context parameters, system properties and environment variables, as {@link OpenSessions} reads them. Thread-safe
 * once started.
 */
public final class JambryManager extends ManagerBase {

    private static final Log LOG = LogFactory.getLog(JambryManager.class);
    private static final String FILTER = "io.jambry.sessions";

    /** What ids begin with from their first change on. Nobody is logged in under another one, for logging in changes the id. */
    private static final String CHANGED = "c-";

    /** One for each application, since a request may go through several. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable RequestScope> current = new ThreadLocal<>();

    private final SessionValve valve = new SessionValve(this);
    private final Properties given = new Properties();
    private final @Nullable CacheManager lent;
    private final @Nullable SessionSettings lentSettings;

    private @Nullable String application;
    private volatile @Nullable OpenSessions open;
    private volatile boolean sparing;
    private @Nullable SessionSweeper sweeper;

    /** Another one after each start: Tomcat destroys those that it removes. */
    private @Nullable AfterLogin afterLogin;

    /** A manager that opens its own connection when it is started. */
    public JambryManager() {
        this.lent = null;
        this.lentSettings = null;
    }

    /**
     * A manager by the connection of a cache manager.
     *
     * @param manager stays open at least as long as this manager is started
     * @param settings how the sessions are kept
     */
    public JambryManager(CacheManager manager, SessionSettings settings) {
        this.lent = requireNonNull(manager, "manager");
        this.lentSettings = requireNonNull(settings, "settings");
    }

    /**
     * Where the server is.
     *
     * @param url as the setting {@code url} of the provider
     */
    public void setUrl(String url) {
        given.setProperty("jambry.url", url);
    }

    /**
     * The settings file of the provider.
     *
     * @param location as the setting {@code config} of the provider
     */
    public void setConfig(String location) {
        given.setProperty("jambry.config", location);
    }

    /**
     * The name by which nodes share sessions; without one, the name of host and context.
     *
     * @param name the name
     */
    public void setApplication(String name) {
        application = name;
    }

    @Override
    public String getName() {
        return "JambryManager";
    }

    @Override
    public void setContext(Context context) {
        Context before = getContext();
        if (before != null) {
            before.getPipeline().removeValve(valve);
        }
        super.setContext(context);
        if (context != null) {
            // now, for valves that log users in come later and use sessions
            context.getPipeline().addValve(valve);
        }
    }

    @Override
    protected void startInternal() throws LifecycleException {
        super.startInternal();
        try {
            OpenSessions sessions = lent == null ? opened() : OpenSessions.lent(lent, requireNonNull(lentSettings));
            open = sessions;
            sweeper = SessionSweeper.start(sessions.repository(), this::expire);
        } catch (RuntimeException e) {
            throw new LifecycleException("the sessions of " + getContext().getName() + " cannot be opened", e);
        }
        addFilter();
        sparing = isFirstLookKnown();
        AfterLogin after = new AfterLogin();
        afterLogin = after;
        getContext().getPipeline().addValve(after);
        setState(LifecycleState.STARTING);
    }

    private OpenSessions opened() {
        Context context = getContext();
        String name = application == null ? context.getParent().getName() + context.getName() : application;
        ClassLoader loader = context.getLoader().getClassLoader();
        return OpenSessions.open(
                name,
                loader == null ? JambryManager.class.getClassLoader() : loader,
                key -> Optional.ofNullable(given.getProperty(key)).orElseGet(() -> context.findParameter(key)));
    }

    /**
     * Every application has a valve that logs users in, be it one that never does. The first thing that it does is to look whether the
     * session has a user already, which would cost each request a round trip. It is spared where the id tells that there is none.
     */
    private boolean isFirstLookKnown() {
        for (Valve one : getContext().getPipeline().getValves()) {
            if (one instanceof AuthenticatorBase login) {
                return login.getCache() && login.getChangeSessionIdOnAuthentication() && !login.getAlwaysUseSession();
            }
        }
        return false;
    }

    boolean sparesFirstLook() {
        return sparing;
    }

    private void addFilter() {
        Context context = getContext();
        FilterDef definition = new FilterDef();
        definition.setFilterName(FILTER);
        definition.setFilter(new CommitFilter(this));
        definition.setFilterClass(CommitFilter.class.getName());
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap everything = new FilterMap();
        everything.setFilterName(FILTER);
        everything.addURLPattern("/*");
        everything.setDispatcher("REQUEST");
        everything.setDispatcher("ASYNC");
        everything.setDispatcher("ERROR");
        everything.setDispatcher("FORWARD");
        context.addFilterMapBefore(everything);
    }

    /** Sessions outlive a node. */
    @Override
    protected void stopInternal() throws LifecycleException {
        setState(LifecycleState.STOPPING);
        if (afterLogin != null) {
            getContext().getPipeline().removeValve(afterLogin);
        }
        if (sweeper != null) {
            sweeper.close();
        }
        OpenSessions sessions = open;
        open = null;
        if (sessions != null) {
            sessions.close();
        }
        super.stopInternal();
    }

    @Override
    public Session createEmptySession() {
        return new JambrySession(this);
    }

    @Override
    public @Nullable Session findSession(String id) {
        if (id == null) {
            return null;
        }
        RequestScope scope = current.get();
        JambrySession known = scope == null ? null : scope.get(id);
        if (known != null) {
            return known.isValid() ? known : null;
        }
        if (scope != null && scope.takeFirstLook() && !id.startsWith(CHANGED)) {
            return null;
        }
        Optional<SessionData> found;
        try {
            found = repository().find(id);
        } catch (JambryException e) {
            if (scope != null) {
                scope.unavailable();
            }
            throw new SessionsUnavailableException(
                    "the server of the sessions of " + getContext().getName()
                            + " cannot be reached, so this request does not know its session; " + e.getMessage(),
                    e);
        }
        return found.map(data -> session(data, id)).orElse(null);
    }

    private JambrySession session(SessionData data, String id) {
        JambrySession session = new JambrySession(this);
        session.over(data);
        session.setValid(true);
        session.setId(id, /* notify= */ false);
        flushAsSet(session);
        return session;
    }

    private void flushAsSet(JambrySession session) {
        if (repository().settings().flush() == Flush.IMMEDIATE) {
            session.immediately();
        }
    }

    /** Called by Tomcat for each session that has an id now. */
    @Override
    public void add(Session session) {
        JambrySession mine = (JambrySession) session;
        RequestScope scope = current.get();
        if (scope == null) {
            mine.immediately();
        } else {
            scope.put(mine);
        }
        if (!mine.isOverData()) {
            mine.over(repository().create(mine.getIdInternal(), mine.getMaxInactiveInterval()));
            flushAsSet(mine);
        }
    }

    @Override
    public void remove(Session session, boolean update) {
        super.remove(session, update);
        RequestScope scope = current.get();
        if (scope != null && session instanceof JambrySession mine) {
            scope.remove(mine);
        }
    }

    @Override
    public String rotateSessionId(Session session) {
        String id = CHANGED + generateSessionId();
        changeSessionId(session, id, /* notifySessionListeners= */ true, /* notifyContainerListeners= */ true);
        return id;
    }

    @Override
    protected void changeSessionId(
            Session session, String newId, boolean notifySessionListeners, boolean notifyContainerListeners) {
        JambrySession mine = (JambrySession) session;
        if (!repository().changeId(mine.data(), newId)) {
            mine.setValid(false);
            throw new IllegalStateException(
                    "the session has ended, or got another id, while this request was under way");
        }
        super.changeSessionId(session, newId, notifySessionListeners, notifyContainerListeners);
    }

    private void expire(SessionData data) {
        // not by Context.bind, which Tomcat 10.1 has with other parameters
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(getContext().getLoader().getClassLoader());
        try {
            // its id is known to its client only
            session(data, data.handle()).expired();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /**
     * The sessions of the application.
     *
     * @return the repository
     * @throws IllegalStateException if this manager is not started
     */
    public SessionRepository repository() {
        OpenSessions sessions = open;
        if (sessions == null) {
            throw new IllegalStateException("the manager of sessions is not started");
        }
        return sessions.repository();
    }

    /** Whose request this thread works on from now on. */
    @Nullable
    RequestScope enter(@Nullable RequestScope scope) {
        RequestScope before = current.get();
        if (scope == null) {
            current.remove();
        } else {
            current.set(scope);
        }
        return before;
    }

    /** Says why a session was not stored, and with what status that ends the request. */
    int statusOf(CacheException reason) {
        NotStored instead = NotStored.of(reason);
        warn(instead.message(), reason);
        return instead.status();
    }

    void warn(String text, Exception e) {
        LOG.warn("context " + getContext().getName() + ": " + text, e);
    }

    /** Sessions are on the server, here are none. */
    @Override
    public void load() {}

    @Override
    public void unload() {}
}
