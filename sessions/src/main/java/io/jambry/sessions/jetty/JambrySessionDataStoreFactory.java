// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions.jetty;

import static java.util.Objects.requireNonNull;

import io.jambry.sessions.OpenSessions;
import io.jambry.sessions.SessionSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.session.AbstractSessionDataStoreFactory;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionDataStore;
import org.eclipse.jetty.session.SessionManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link JambrySessionDataStore} for each context. For sessions that every node sees, without stickiness, use
 * {@link JambrySessionFactory}, which makes the cache that belongs to it, too.
 *
 * <p>Settings are looked for among those that were {@linkplain #set given}, then among the attributes of the context, then where
 * {@link OpenSessions} looks. The name of the application is that of the virtual host and the path of the context, unless a setting says
 * otherwise. Jetty's {@code savePeriodSec} holds for Jetty's own caches only. Thread-safe once the server is started.
 */
public class JambrySessionDataStoreFactory extends AbstractSessionDataStoreFactory {

    private final Map<String, String> given = new ConcurrentHashMap<>();
    private final @Nullable CacheManager lent;
    private final @Nullable SessionSettings lentSettings;

    /** A factory of stores that open connections of their own, one for each context. */
    public JambrySessionDataStoreFactory() {
        this.lent = null;
        this.lentSettings = null;
    }

    /**
     * A factory of a store by the connection of a cache manager.
     *
     * @param manager stays open at least as long as the server is started
     * @param settings how the sessions of one context are kept; other contexts need factories of their own
     */
    public JambrySessionDataStoreFactory(CacheManager manager, SessionSettings settings) {
        this.lent = requireNonNull(manager, "manager");
        this.lentSettings = requireNonNull(settings, "settings");
    }

    /**
     * Gives a setting.
     *
     * @param name such as {@code jambry.url} or {@code jambry-sessions.touch-window}
     * @param value as it would be written elsewhere
     */
    public void set(String name, String value) {
        given.put(requireNonNull(name, "name"), requireNonNull(value, "value"));
    }

    /**
     * Where the server is.
     *
     * @param url as the setting {@code url} of the provider
     */
    public void setUrl(String url) {
        set("jambry.url", url);
    }

    /**
     * The name by which nodes share sessions, for all contexts of this factory: use it where there is one.
     *
     * @param name the name
     */
    public void setApplication(String name) {
        set("jambry-sessions.application", name);
    }

    @Override
    public SessionDataStore getSessionDataStore(SessionManager manager) {
        JambrySessionDataStore store = new JambrySessionDataStore(this::open);
        store.setGracePeriodSec(getGracePeriodSec());
        store.setSavePeriodSec(getSavePeriodSec());
        return store;
    }

    private OpenSessions open(SessionContext where) {
        if (lent != null) {
            return OpenSessions.lent(lent, requireNonNull(lentSettings));
        }
        Context context = where.getContext();
        ClassLoader loader = context.getClassLoader();
        return OpenSessions.open(
                where.getVhost() + context.getContextPath(),
                loader == null ? JambrySessionDataStoreFactory.class.getClassLoader() : loader,
                name -> setting(name, context));
    }

    private @Nullable String setting(String name, Context context) {
        String value = given.get(name);
        if (value != null) {
            return value;
        }
        return context.getAttribute(name) instanceof String text ? text : null;
    }
}
