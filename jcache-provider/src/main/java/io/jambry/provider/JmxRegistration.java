// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheClusterMXBean;
import io.jambry.cache.CacheLife;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.cache.CacheException;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows caches and their statistics by JMX, under the names that JSR-107 gives
 * ({@code javax.cache:type=CacheConfiguration|CacheStatistics,CacheManager=…,Cache=…}), and ours under the like
 * ({@code io.jambry:type=CacheCluster,…}).
 *
 * <p>Thread-safe.
 */
final class JmxRegistration {

    private static final System.Logger LOG = System.getLogger(JmxRegistration.class.getName());

    /** The specification's list, and what else an object name cannot bear unquoted. */
    private static final Pattern FORBIDDEN = Pattern.compile("[,:=\n*?\"]");

    /** What is shown by us, and of which cache: names that differ may make the same object name. */
    private final Map<ObjectName, CacheLife<?, ?>> shown = new ConcurrentHashMap<>();

    private final String manager;

    JmxRegistration(URI managerUri) {
        this.manager = sanitized(managerUri.toString());
    }

    void configuration(CacheLife<?, ?> life, boolean show) {
        if (show || !shown.isEmpty()) {
            set(life, new ConfigurationBean(life.configuration()), name("CacheConfiguration", life), show);
        }
    }

    void statistics(CacheLife<?, ?> life, boolean show) {
        if (show || !shown.isEmpty()) {
            set(life, life.statistics(), name("CacheStatistics", life), show);
        }
    }

    void cluster(CacheLife<?, ?> life, CacheClusterMXBean bean, boolean show) {
        if (show || !shown.isEmpty()) {
            set(life, bean, name("io.jambry", "CacheCluster", life), show);
        }
    }

    private void set(CacheLife<?, ?> life, Object bean, ObjectName name, boolean show) {
        if (show) {
            show(life, bean, name);
        } else if (shown.remove(name, life)) {
            hide(name);
        }
    }

    private void show(CacheLife<?, ?> life, Object bean, ObjectName name) {
        CacheLife<?, ?> other = shown.putIfAbsent(name, life);
        if (other == life) {
            return;
        }
        if (other != null) {
            unseen(name);
            return;
        }
        try {
            server().registerMBean(bean, name);
        } catch (InstanceAlreadyExistsException e) {
            // a manager of another class loader shows a cache under the same names
            shown.remove(name);
            unseen(name);
        } catch (JMException e) {
            shown.remove(name);
            throw new CacheException("the management bean " + name + " cannot be registered", e);
        }
    }

    private static void unseen(ObjectName name) {
        LOG.log(System.Logger.Level.WARNING, "{0} is shown for another cache already; this cache stays unseen", name);
    }

    private void hide(ObjectName name) {
        try {
            server().unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.log(System.Logger.Level.DEBUG, "{0} was unregistered by somebody else", name);
        } catch (JMException e) {
            throw new CacheException("the management bean " + name + " cannot be unregistered", e);
        }
    }

    // starting the platform server takes longer than opening a cache, and few want it
    private static MBeanServer server() {
        return ManagementFactory.getPlatformMBeanServer();
    }

    private ObjectName name(String type, CacheLife<?, ?> life) {
        return name("javax.cache", type, life);
    }

    private ObjectName name(String domain, String type, CacheLife<?, ?> life) {
        String text = domain + ":type=" + type + ",CacheManager=" + manager + ",Cache=" + sanitized(life.name());
        try {
            return new ObjectName(text);
        } catch (JMException e) {
            throw new CacheException("the cache name makes no JMX object name", e);
        }
    }

    private static String sanitized(String text) {
        return FORBIDDEN.matcher(text).replaceAll(".");
    }
}
