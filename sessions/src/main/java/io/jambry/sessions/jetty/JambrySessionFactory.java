// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static java.util.Objects.requireNonNull;

import io.jambry.sessions.SessionSettings;
import javax.cache.CacheManager;
import org.eclipse.jetty.session.SessionCache;
import org.eclipse.jetty.session.SessionCacheFactory;
import org.eclipse.jetty.session.SessionManager;

/**
 * Keeps the sessions of a Jetty on Redis or Valkey: makes a {@link JambrySessionCache} and a {@link JambrySessionDataStore} for each
 * context. As a bean of the server it serves all contexts:
 *
 * <pre>{@code
 * JambrySessionFactory sessions = new JambrySessionFactory();
 * sessions.setUrl("redis://localhost:6379");
 * server.addBean(sessions);
 * }</pre>
 *
 * <p>It serves a single one by {@link #install}. Thread-safe once the server is started.
 */
public final class JambrySessionFactory extends JambrySessionDataStoreFactory implements SessionCacheFactory {

    /** A factory that opens a connection for each context. */
    public JambrySessionFactory() {}

    /**
     * A factory by the connection of a cache manager.
     *
     * @param manager stays open at least as long as the server is started
     * @param settings how the sessions of one context are kept; other contexts need factories of their own
     */
    public JambrySessionFactory(CacheManager manager, SessionSettings settings) {
        super(manager, settings);
    }

    @Override
    public SessionCache getSessionCache(SessionManager manager) {
        return new JambrySessionCache(manager);
    }

    /**
     * Lets one context have its sessions on the server.
     *
     * @param manager the session handler of the context, not started yet
     */
    public void install(SessionManager manager) {
        SessionCache cache = getSessionCache(requireNonNull(manager, "manager"));
        cache.setSessionDataStore(getSessionDataStore(manager));
        manager.setSessionCache(cache);
    }
}
