// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import io.jambry.spi.NodeStatus;
import java.util.List;
import java.util.SortedSet;
import javax.cache.CacheManager;

/**
 * A cache manager with what JSR-107 does not know. Every manager of this provider is one:
 *
 * <pre>{@code
 * Jambry jambry = cacheManager.unwrap(Jambry.class);
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface Jambry extends CacheManager {

    /**
     * How this manager reaches its store. With {@code embedded:} that is the address and the password of the server which was
     * started, so that other JVMs on this machine can join while this one runs.
     *
     * <p>{@code toString} of the settings hides the password, {@link ConnectionSettings#toProperties} does not. A
     * {@code memory:} store is in this JVM, whatever other JVMs do with its settings.
     *
     * @return settings that never name {@code embedded:}; available after closing, too
     */
    ConnectionSettings connection();

    /**
     * The names of all caches registered in the namespace, those included that no manager has open at the moment:
     * {@link #getCache(String)} opens them, {@link #destroyCache} removes them with their entries. {@link #getCacheNames}
     * tells only those that some manager, in this JVM or another, has open.
     *
     * @return a snapshot
     * @throws IllegalStateException if the manager is closed
     */
    SortedSet<String> registeredCacheNames();

    /**
     * How the servers are doing, as this JVM sees it: breakers, failures, calls that wait.
     *
     * @return a snapshot of the servers known at the moment; none for {@code memory:}
     * @throws IllegalStateException if the manager is closed
     */
    List<NodeStatus> nodes();

    /**
     * Tells each setting of this manager and of its caches, and where its value comes from: the manager URI,
     * {@code Properties}, a system property, the environment, MicroProfile Config, a line of the settings file, or the default.
     * Secrets are masked.
     *
     * @return a line for each setting: key, value, source; available after closing, too
     */
    String configurationReport();
}
